/// What a YAML file may not exceed; each limit has an error of its own.
package enum YAMLLimits {
  /// Bytes of a file.
  package static let size = 8 << 20
  /// Lists and mappings within each other.
  package static let depth = 64
  /// Scalars, lists and mappings of a file.
  package static let nodes = 250_000
}
