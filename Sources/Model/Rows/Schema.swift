/// What a field of a dataset may hold.
public enum FieldType: String, Sendable, CaseIterable {
  case bool, int, double, text, timestamp
  /// A list of texts: a JSON array, or a CSV cell separated by `;`.
  case list
  /// Anything JSON, kept as its text (an event's `details`).
  case json
}

/// One named column of a dataset.
public struct Field: Hashable, Sendable {
  public let name: String
  public let type: FieldType
  public let required: Bool
  /// The words of a text field that has a list of them.
  public let vocabulary: Vocabulary?

  public init(_ name: String, _ type: FieldType, required: Bool = false, vocabulary: Vocabulary? = nil) {
    self.name = name
    self.type = type
    self.required = required
    self.vocabulary = vocabulary
  }
}

/// The columns of a dataset, in order.
public struct Schema: Hashable, Sendable {
  public let fields: [Field]
  private let positions: [String: Int]

  /// A schema of fields with distinct names; of two with one name the first counts.
  public init(_ fields: [Field]) {
    self.fields = fields
    positions = Dictionary(
      fields.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  public var count: Int { fields.count }

  public func position(of name: String) -> Int? { positions[name] }
}
