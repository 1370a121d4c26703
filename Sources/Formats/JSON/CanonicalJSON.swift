package import Diagnostics

/// Writes values in the one form of RFC 8785: no white space, keys by UTF-16 code units, ECMAScript's numbers.
package enum CanonicalJSON {
  /// The bytes of `value`, without a line break.
  ///
  /// Refused, because readers would differ on it: a number that is not finite, an integer beyond 2⁵³ in magnitude (its
  /// caller writes it as a string), a key that occurs twice, a nesting deeper than a reader takes.
  package static func write(_ value: JSONValue) throws(Diagnostic) -> [UInt8] {
    var text = JSONText()
    try write(value, depth: 0, to: &text)
    return text.bytes
  }

  private static func write(_ value: JSONValue, depth: Int, to text: inout JSONText) throws(Diagnostic) {
    switch value {
    case .null: text.append("null")
    case .bool(let value): text.append(value ? "true" : "false")
    case .int(let value):
      guard value.magnitude <= JSONLimits.exactInteger else {
        throw Diagnostic("integer \(value) is beyond 2^53", hint: "write it as a string")
      }
      text.append(String(value))
    case .double(let value):
      guard value.isFinite else { throw Diagnostic("number is not finite", hint: "leave it out or write null") }
      CanonicalNumber.write(value, to: &text)
    case .string(let value): text.appendQuoted(value)
    case .array(let elements): try write(elements, depth: try inner(depth), to: &text)
    case .object(let object): try write(object, depth: try inner(depth), to: &text)
    }
  }

  /// An integer as it stands in a record's part: its digits, in quotes where a reader could take them for another number.
  package static func text(of value: Int64) -> String {
    value.magnitude <= JSONLimits.exactInteger ? String(value) : "\"\(value)\""
  }

  private static func inner(_ depth: Int) throws(Diagnostic) -> Int {
    guard depth < JSONLimits.standardDepth else {
      throw Diagnostic("value is nested deeper than \(JSONLimits.standardDepth)")
    }
    return depth + 1
  }

  private static func write(
    _ elements: [JSONValue], depth: Int, to text: inout JSONText
  ) throws(Diagnostic) {
    text.append(0x5B)
    for (index, element) in elements.enumerated() {
      if index > 0 { text.append(0x2C) }
      try write(element, depth: depth, to: &text)
    }
    text.append(0x5D)
  }

  private static func write(_ object: JSONObject, depth: Int, to text: inout JSONText) throws(Diagnostic) {
    text.append(0x7B)
    var previous: String?
    for member in object.members.sorted(by: { KeyOrder.precedes($0.key, $1.key) }) {
      if let previous {
        guard !previous.utf8.elementsEqual(member.key.utf8) else {
          throw Diagnostic("key \(JSONFailure.quoted(member.key)) occurs twice in an object")
        }
        text.append(0x2C)
      }
      previous = member.key
      text.appendQuoted(member.key)
      text.append(0x3A)
      try write(member.value, depth: depth, to: &text)
    }
    text.append(0x7D)
  }

  /// Writes what the strict parser has read, so that nothing is left to refuse; integers beyond 2⁵³ become strings.
  static func writeRecordPart(_ value: JSONValue, to text: inout JSONText) {
    do { try write(withExactIntegers(value), depth: 0, to: &text) } catch {
      preconditionFailure("the strict parser refuses what has no form: \(error.message)")
    }
  }

  private static func withExactIntegers(_ value: JSONValue) -> JSONValue {
    switch value {
    case .int(let number): number.magnitude <= JSONLimits.exactInteger ? value : .string(String(number))
    case .array(let elements): .array(elements.map(withExactIntegers))
    case .object(let object):
      .object(JSONObject(object.members.map { JSONObject.Member($0.key, withExactIntegers($0.value)) }))
    case .null, .bool, .double, .string: value
    }
  }
}
