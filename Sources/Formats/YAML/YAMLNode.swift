/// A value of a YAML file with the place where it begins.
package struct YAMLNode: Hashable, Sendable {
  /// From 1.
  package let line: Int
  /// From 1, in Unicode scalars.
  package let column: Int
  package let content: Content

  package enum Content: Hashable, Sendable {
    /// `quoted` is false only for plain scalars: those are typed by the core schema (`YAMLScalar`), all others are text.
    case scalar(String, quoted: Bool)
    case sequence([YAMLNode])
    /// In the order of the file; keys are scalars and distinct.
    case mapping([Entry])
  }

  /// A key with its value.
  package struct Entry: Hashable, Sendable {
    package let key: YAMLNode
    package let value: YAMLNode

    /// The key's text.
    package var name: String { key.text ?? "" }
  }

  /// The text of a scalar as written, without quotes; nil for lists and mappings.
  package var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// The scalar's value by the core schema; nil for lists and mappings.
  package var scalar: YAMLScalar? {
    if case .scalar(let text, let quoted) = content { YAMLScalar(text, quoted: quoted) } else { nil }
  }

  /// Whether nothing stands where a value belongs (`key:` and the end of the line).
  package var isEmpty: Bool { content == .scalar("", quoted: false) }

  /// What the node is, for a message: `a list`, `a number`.
  package var kind: String {
    switch content {
    case .scalar("", quoted: false): "empty"
    case .scalar(let text, let quoted): YAMLScalar(text, quoted: quoted).kind
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
