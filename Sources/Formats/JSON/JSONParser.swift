import Bytes
import Chunking
package import Diagnostics

/// A strict reader of JSON texts (RFC 8259): valid UTF-8, no repeated keys, no lone surrogates, nothing after the value.
package enum JSONParser {
  /// The value that `bytes` hold; `name` is the file in the diagnostic.
  package static func parse(
    _ bytes: [UInt8], name: String, limits: JSONLimits = .standard
  ) throws(Diagnostic) -> JSONValue {
    do { return try value(bytes, limits: limits) } catch { throw error.diagnostic(in: bytes, name: name) }
  }

  static func value(_ bytes: [UInt8], limits: JSONLimits = .standard) throws(JSONFailure) -> JSONValue {
    try reading(bytes, limits, keepsValues: true)
  }

  /// Finds what is wrong with a text, in little more memory than its longest string.
  static func check(_ bytes: [UInt8], limits: JSONLimits) throws(JSONFailure) {
    _ = try reading(bytes, limits, keepsValues: false)
  }

  private static func reading(
    _ bytes: [UInt8], _ limits: JSONLimits, keepsValues: Bool
  ) throws(JSONFailure) -> JSONValue {
    if let offset = RecordText.firstInvalidUTF8(bytes.span) {
      throw JSONFailure("text is not valid UTF-8", at: offset, hint: "export the file as UTF-8")
    }
    var reader = JSONTextReader(bytes: bytes, limits: limits, keepsValues: keepsValues)
    return try reader.document()
  }
}

/// One descent through a text that is valid UTF-8.
private struct JSONTextReader {
  let bytes: [UInt8]
  let limits: JSONLimits
  /// Whether arrays and objects hold what was read, or are empty.
  let keepsValues: Bool
  var position = 0
  private var values = 0

  init(bytes: [UInt8], limits: JSONLimits, keepsValues: Bool) {
    self.bytes = bytes
    self.limits = limits
    self.keepsValues = keepsValues
  }

  mutating func document() throws(JSONFailure) -> JSONValue {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw JSONFailure("text begins with a byte order mark", at: 0, hint: "save the file as UTF-8 without it")
    }
    skipSpace()
    guard position < bytes.count else { throw JSONFailure("text is empty", at: position) }
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else {
      throw JSONFailure("text goes on after the value", at: position, hint: "a file holds one value")
    }
    return value
  }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func value(depth: Int) throws(JSONFailure) -> JSONValue {
    values += 1
    guard values <= limits.values else {
      throw JSONFailure("text holds more than \(limits.values) values", at: position)
    }
    switch current {
    case 0x7B: return .object(try object(depth: try inner(depth)))
    case 0x5B: return .array(try array(depth: try inner(depth)))
    case 0x22: return .string(try string())
    case 0x74: return try literal("true", .bool(true))
    case 0x66: return try literal("false", .bool(false))
    case 0x6E: return try literal("null", .null)
    case .some(0x2D), .some(0x30...0x39): return try number()
    case nil: throw JSONFailure("text ends where a value is expected", at: position)
    default: throw unexpected("a value")
    }
  }

  private func inner(_ depth: Int) throws(JSONFailure) -> Int {
    guard depth < limits.depth else {
      throw JSONFailure("value is nested deeper than \(limits.depth)", at: position)
    }
    return depth + 1
  }

  private func unexpected(_ wanted: String) -> JSONFailure {
    guard let byte = current else { return JSONFailure("text ends where \(wanted) is expected", at: position) }
    guard byte >= 0x20, byte != 0x7F else {
      return JSONFailure("control character \(hexadecimal(byte)) where \(wanted) is expected", at: position)
    }
    let text = String(decoding: bytes[position...].prefix(4), as: UTF8.self)
    let scalar = text.unicodeScalars.first.map { String($0) } ?? "?"
    return JSONFailure("'\(scalar)' where \(wanted) is expected", at: position)
  }

  private func hexadecimal(_ byte: UInt8) -> String { "U+00" + [byte].hexadecimal.uppercased() }

  // MARK: Containers

  private mutating func object(depth: Int) throws(JSONFailure) -> JSONObject {
    position += 1
    var members: [JSONObject.Member] = []
    var keys = KeySet()
    var count = 0
    skipSpace()
    if current == 0x7D {
      position += 1
      return JSONObject(members)
    }
    while true {
      guard current == 0x22 else { throw unexpected("a key in quotes") }
      let start = position
      let key = try string()
      guard keys.insert(key) else {
        throw JSONFailure("key \(JSONFailure.quoted(key)) occurs twice in an object", at: start)
      }
      skipSpace()
      guard current == 0x3A else { throw unexpected("':'") }
      position += 1
      skipSpace()
      count += 1
      guard count <= limits.members else {
        throw JSONFailure("object has more than \(limits.members) members", at: start)
      }
      let value = try value(depth: depth)
      if keepsValues { members.append(JSONObject.Member(key, value)) }
      guard try goesOn(until: 0x7D) else { return JSONObject(members) }
    }
  }

  private mutating func array(depth: Int) throws(JSONFailure) -> [JSONValue] {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if current == 0x5D {
      position += 1
      return elements
    }
    while true {
      let value = try value(depth: depth)
      if keepsValues { elements.append(value) }
      guard try goesOn(until: 0x5D) else { return elements }
    }
  }

  /// Whether a comma follows, then at what comes after it; false after the closing bracket.
  private mutating func goesOn(until end: UInt8) throws(JSONFailure) -> Bool {
    skipSpace()
    guard current == 0x2C || current == end else {
      throw unexpected(end == 0x7D ? "',' or '}'" : "',' or ']'")
    }
    let more = current == 0x2C
    position += 1
    if more { skipSpace() }
    return more
  }

  // MARK: Scalars

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(JSONFailure) -> JSONValue {
    let text = Array("\(word)".utf8)
    guard bytes[position...].starts(with: text) else { throw unexpected("a value") }
    position += text.count
    return value
  }

  private mutating func number() throws(JSONFailure) -> JSONValue {
    let start = position
    if current == 0x2D { position += 1 }
    let first = current
    try digits()
    if first == 0x30, position - start > (bytes[start] == 0x2D ? 2 : 1) {
      throw JSONFailure("number begins with a zero", at: start)
    }
    var isInteger = true
    if current == 0x2E {
      isInteger = false
      position += 1
      try digits()
    }
    if let byte = current, byte | 0x20 == 0x65 {
      isInteger = false
      position += 1
      if current == 0x2B || current == 0x2D { position += 1 }
      try digits()
    }
    return try number(String(decoding: bytes[start..<position], as: UTF8.self), isInteger: isInteger, at: start)
  }

  private func number(_ text: String, isInteger: Bool, at start: Int) throws(JSONFailure) -> JSONValue {
    if isInteger, let value = Int64(text) { return .int(value) }
    guard let value = Double(text), value.isFinite else {
      throw JSONFailure("number \(JSONFailure.quoted(text)) is beyond the range of a double", at: start)
    }
    return .double(value)
  }

  private mutating func digits() throws(JSONFailure) {
    guard let byte = current, byte.isASCIIDigit else { throw unexpected("a digit") }
    while let byte = current, byte.isASCIIDigit { position += 1 }
  }

  // MARK: Strings

  private mutating func string() throws(JSONFailure) -> String {
    let start = position
    position += 1
    var text: [UInt8] = []
    var run = position
    while let byte = current {
      switch byte {
      case 0x22:
        text += bytes[run..<position]
        position += 1
        return String(decoding: text, as: UTF8.self)
      case 0x5C:
        text += bytes[run..<position]
        try escape(into: &text)
        run = position
      case 0..<0x20:
        throw JSONFailure(
          "control character \(hexadecimal(byte)) in a string", at: position, hint: "write it as an escape")
      default: position += 1
      }
    }
    throw JSONFailure("string is not closed", at: start)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONFailure) {
    let start = position
    position += 1
    let byte = current
    position += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: text.append(bytes[start + 1])
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x75: text += Array(String(Character(try scalar(from: start))).utf8)
    case nil: throw JSONFailure("text ends in an escape", at: start)
    default: throw JSONFailure("unknown escape", at: start, hint: "write a backslash as \\\\")
    }
  }

  /// The scalar of `\uXXXX`, or of two that are a surrogate pair.
  private mutating func scalar(from start: Int) throws(JSONFailure) -> Unicode.Scalar {
    let unit = try codeUnit(from: start)
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard unit < 0xDC00, current == 0x5C, position + 1 < bytes.count, bytes[position + 1] == 0x75 else {
      throw JSONFailure("lone surrogate", at: start)
    }
    position += 2
    let low = try codeUnit(from: start)
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw JSONFailure("lone surrogate", at: start) }
    return scalar
  }

  private mutating func codeUnit(from start: Int) throws(JSONFailure) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current?.hexadecimalValue else {
        throw JSONFailure("escape lacks its four hexadecimal digits", at: start)
      }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }
}
