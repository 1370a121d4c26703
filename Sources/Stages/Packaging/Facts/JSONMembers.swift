import JSON

extension JSONValue {
  /// An object of the given members; their names are distinct.
  static func members(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(JSONObject(members))
  }

  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }
  static func optional(_ value: Int64?) -> JSONValue { value.map { .int($0) } ?? .null }
  static func optional(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }

  /// A finite double; one that is whole is still written as RFC 8785 writes numbers.
  static func number(_ value: Double) -> JSONValue { .double(value) }
}
