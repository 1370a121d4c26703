import Foundation

/// A JSON Schema of draft 4, as far as the schemas in `fixtures/schemas` use it; any other keyword is an error.
package struct JSONSchema {
  private let root: [String: JSONNode]

  package struct UnknownKeyword: Error { package let name: String }

  package init(_ bytes: [UInt8]) throws { root = try JSONNode.read(bytes).members }

  /// Where a document breaks the schema, and how; empty for a valid one.
  package func problems(of document: [UInt8]) throws -> [String] { try problems(JSONNode.read(document), root, "$") }

  private func problems(_ value: JSONNode, _ schema: [String: JSONNode], _ place: String) throws -> [String] {
    try schema.flatMap { keyword, rule in try problems(value, keyword, rule, schema, place) }.sorted()
  }

  private func problems(
    _ value: JSONNode, _ keyword: String, _ rule: JSONNode, _ schema: [String: JSONNode], _ place: String
  ) throws -> [String] {
    func check(_ holds: Bool) -> [String] { holds ? [] : ["\(place) breaks '\(keyword)'"] }
    switch keyword {
    case "$schema", "id", "title", "description", "default", "definitions", "additionalProperties": return []
    case "$ref": return try problems(value, resolved(rule), place)
    case "type": return check((rule.text.map { [$0] } ?? rule.items.compactMap(\.text)).contains { value.isOf($0) })
    case "enum": return check(rule.items.contains(value))
    case "properties": return try members(value, schema, place)
    case "required":
      return check(value.isOf("object") == false || rule.items.allSatisfy { value.members[$0.text ?? ""] != nil })
    case "items": return try value.items.enumerated().flatMap { try problems($1, rule.members, "\(place)[\($0)]") }
    case "minItems": return check(!value.isOf("array") || Double(value.items.count) >= rule.number ?? 0)
    case "uniqueItems": return check(rule != .bool(true) || Set(value.items).count == value.items.count)
    case "minimum": return check(value.number.map { $0 >= rule.number ?? 0 } ?? true)
    case "maximum": return check(value.number.map { $0 <= rule.number ?? 0 } ?? true)
    case "pattern": return check(value.text.map { $0.has(rule.text ?? "") } ?? true)
    case "format": return check(value.text.map { Self.isFormatted($0, rule.text ?? "") } ?? true)
    case "anyOf", "oneOf":
      let valid = try rule.items.filter { try problems(value, $0.members, place).isEmpty }.count
      return check(valid == 1 || (valid > 1 && keyword == "anyOf"))
    default: throw UnknownKeyword(name: keyword)
    }
  }

  private func members(_ value: JSONNode, _ schema: [String: JSONNode], _ place: String) throws -> [String] {
    let known = schema["properties"]?.members ?? [:]
    let further = schema["additionalProperties"]
    return try value.members.flatMap { name, member -> [String] in
      if let rule = known[name] { return try problems(member, rule.members, "\(place).\(name)") }
      if further == .bool(false) { return ["\(place) has an unknown '\(name)'"] }
      return try problems(member, further?.members ?? [:], "\(place).\(name)")
    }
  }

  /// What `#/definitions/NAME` stands for.
  private func resolved(_ reference: JSONNode) throws -> [String: JSONNode] {
    let lead = "#/definitions/"
    guard let path = reference.text, path.hasPrefix(lead),
      let schema = root["definitions"]?.members[String(path.dropFirst(lead.count))]
    else { throw UnknownKeyword(name: "$ref \(reference)") }
    return schema.members
  }

  private static func isFormatted(_ text: String, _ format: String) -> Bool {
    switch format {
    case "uri": text.has("^[A-Za-z][A-Za-z0-9+.-]*:[!-~]*$")
    case "uri-reference": text.has("^[!-~]*$")
    case "date-time": text.has("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$")
    default: false
    }
  }
}

/// Any JSON value.
private indirect enum JSONNode: Decodable, Hashable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case array([JSONNode])
  case object([String: JSONNode])

  static func read(_ bytes: [UInt8]) throws -> JSONNode { try JSONDecoder().decode(JSONNode.self, from: Data(bytes)) }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let array = try? value.decode([JSONNode].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONNode].self))
    }
  }

  var text: String? { if case .text(let text) = self { text } else { nil } }
  var number: Double? { if case .number(let number) = self { number } else { nil } }
  var items: [JSONNode] { if case .array(let items) = self { items } else { [] } }
  var members: [String: JSONNode] { if case .object(let members) = self { members } else { [:] } }

  func isOf(_ type: String) -> Bool {
    switch self {
    case .null: type == "null"
    case .bool: type == "boolean"
    case .number(let number): type == "number" || (type == "integer" && number == number.rounded())
    case .text: type == "string"
    case .array: type == "array"
    case .object: type == "object"
    }
  }
}

extension String {
  fileprivate func has(_ pattern: String) -> Bool { range(of: pattern, options: .regularExpression) != nil }
}
