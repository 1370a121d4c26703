/// A piece of a Markdown text: CommonMark with GitHub's tables.
package enum MarkdownBlock: Hashable, Sendable {
  /// Level 1 to 6; the line counts from 1.
  case heading(level: Int, [MarkdownInline], line: Int)
  case paragraph([MarkdownInline])
  case list([[MarkdownBlock]], ordered: Bool)
  case quote([MarkdownBlock])
  /// A code block, line by line.
  case code([String])
  case table(head: [[MarkdownInline]], alignment: [Bool], rows: [[[MarkdownInline]]])
  case rule
}

/// Text within a block.
package enum MarkdownInline: Hashable, Sendable {
  case text(String)
  case strong(String)
  case emphasis(String)
  case code(String)
  case link(String, to: String)
}
