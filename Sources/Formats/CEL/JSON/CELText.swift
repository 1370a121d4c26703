import Bytes

/// Values as JSON text, plain or with their types, and back.
package enum CELText {
  /// A value as JSON, keys sorted: integers in full, doubles as RFC 8785 writes them, what JSON lacks as text (`NaN`,
  /// base64, RFC 3339, `1.5s`, the names of types), maps with other keys than texts as lists of pairs, and an optional
  /// as what it holds or null.
  package static func json(_ value: CELValue) -> String {
    switch value {
    case .null: return "null"
    case .bool(let truth): return truth ? "true" : "false"
    case .int(let number): return String(number)
    case .uint(let number): return String(number)
    case .double(let number):
      return number.isFinite ? DecimalText(number).json : DecimalText(number).special.quotedAsJSON
    case .string(let text): return text.quotedAsJSON
    case .bytes(let bytes): return Base64.encoded(bytes).quotedAsJSON
    case .list(let list): return "[" + list.elements.map { json($0) }.joined(separator: ",") + "]"
    case .map(let map): return json(map)
    case .type(let name): return name.rawValue.quotedAsJSON
    case .timestamp(let time): return time.description.quotedAsJSON
    case .duration(let duration): return duration.description.quotedAsJSON
    case .optional(let held): return held.map { json($0) } ?? "null"
    case .ip(let address): return address.description.quotedAsJSON
    case .cidr(let block): return block.description.quotedAsJSON
    }
  }

  private static func json(_ map: CELMap) -> String {
    var fields: [(String, CELValue)] = []
    for entry in map.entries {
      guard case .string(let key) = entry.key else { return pairs(map) { json($0) } }
      fields.append((key, entry.value))
    }
    return "{" + fields.sortedByBytes(of: \.0).map { "\($0.quotedAsJSON):\(json($1))" }.joined(separator: ",") + "}"
  }

  private static func pairs(_ map: CELMap, _ write: (CELValue) -> String) -> String {
    let sorted = map.entries.sorted { keyOrder($0.key, $1.key) }
    return "[" + sorted.map { "[\(write($0.key)),\(write($0.value))]" }.joined(separator: ",") + "]"
  }

  /// Truth values, then numbers, then texts.
  private static func keyOrder(_ a: CELValue, _ b: CELValue) -> Bool {
    if let order = a.order(b) { return order == .less }
    return rank(a) < rank(b)
  }

  private static func rank(_ key: CELValue) -> Int {
    switch key {
    case .bool: 0
    case .string: 2
    default: 1
    }
  }

  /// A value as JSON that keeps its type: `{"int":"1"}`, `{"map":[[key,value]]}`, and so on.
  package static func tagged(_ value: CELValue) -> String {
    switch value {
    case .null, .bool, .string: return json(value)
    case .list(let list): return "[" + list.elements.map { tagged($0) }.joined(separator: ",") + "]"
    case .int(let number): return tag("int", String(number))
    case .uint(let number): return tag("uint", String(number))
    case .double(let number): return tag("double", taggedDouble(number))
    case .bytes(let bytes): return tag("bytes", Base64.encoded(bytes))
    case .map(let map): return "{\"map\":\(pairs(map) { tagged($0) })}"
    case .type(let name): return tag("type", name.rawValue)
    case .timestamp(let time): return tag("timestamp", time.description)
    case .duration(let duration): return tag("duration", duration.description)
    case .optional(let held): return "{\"optional\":[\(held.map { tagged($0) } ?? "")]}"
    case .ip(let address): return tag("ip", address.description)
    case .cidr(let block): return tag("cidr", block.description)
    }
  }

  private static func tag(_ name: String, _ text: String) -> String { "{\"\(name)\":\(text.quotedAsJSON)}" }

  /// `1.0`, `-0.0`, `1e+30`, `nan`, `inf`, `-inf`.
  private static func taggedDouble(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let written = DecimalText(number).general
    return written.utf8.contains(0x2E) || written.utf8.contains(0x65) ? written : written + ".0"
  }

  /// A value as a message shows it: its JSON, cut where it is long.
  static func excerpt(_ value: CELValue) -> String {
    if case .string(let text) = value, text.utf8.count > 60 {
      return String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))).quotedAsJSON + "…"
    }
    return json(value)
  }

  /// The value that a JSON text stands for: whole numbers are int (uint beyond its range), others double.
  package static func value(json text: String) throws(CELError) -> CELValue {
    try JSONReader.value(of: text, tags: false)
  }

  /// The value that a JSON text stands for, types in tags: an object with one key that is a tag is the tagged value.
  package static func value(tagged text: String) throws(CELError) -> CELValue {
    try JSONReader.value(of: text, tags: true)
  }

  /// The variables that a JSON object gives, in its order; types may stand in tags, the object itself is none.
  package static func variables(_ text: String) throws(CELError) -> [(name: String, value: CELValue)] {
    let map = try JSONReader.variables(of: text)
    return map.entries.compactMap { entry in
      if case .string(let name) = entry.key { (name, entry.value) } else { nil }
    }
  }
}
