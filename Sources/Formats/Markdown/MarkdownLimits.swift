/// What a Markdown text may hold.
package enum MarkdownLimits {
  /// Bytes.
  package static let size = 4 << 20
  /// Blocks within blocks.
  package static let depth = 16
}
