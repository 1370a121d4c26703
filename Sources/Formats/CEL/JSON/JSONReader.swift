import Bytes

/// Reads a JSON text into a value, strictly: no duplicate keys, no lone surrogates, nothing after the end.
struct JSONReader {
  private let bytes: [UInt8]
  private let readsTags: Bool
  private var position = 0
  private var level = 0

  static func value(of text: String, tags: Bool) throws(CELError) -> CELValue {
    var reader = JSONReader(bytes: Array(text.utf8), readsTags: tags)
    let value = try reader.value()
    try reader.expectEnd()
    return value
  }

  /// The fields of an object with tagged values.
  static func variables(of text: String) throws(CELError) -> CELMap {
    var reader = JSONReader(bytes: Array(text.utf8), readsTags: true)
    reader.skipBlanks()
    guard reader.current == 0x7B else { throw reader.failure("variables are a JSON object") }
    let map = try reader.fields()
    try reader.expectEnd()
    return map
  }

  private mutating func expectEnd() throws(CELError) {
    skipBlanks()
    guard position == bytes.count else { throw failure("text after the end of the JSON value") }
  }

  private init(bytes: [UInt8], readsTags: Bool) {
    self.bytes = bytes
    self.readsTags = readsTags
  }

  private func failure(_ message: String) -> CELError { CELError("\(message), at byte \(position)") }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func value() throws(CELError) -> CELValue {
    skipBlanks()
    level += 1
    defer { level -= 1 }
    guard level <= CELLimits.jsonNesting else {
      throw failure("JSON is nested deeper than \(CELLimits.jsonNesting) levels")
    }
    switch current ?? 0 {
    case 0x22: return .string(try string())
    case 0x7B: return try object()
    case 0x5B: return try array()
    case 0x2D, 0x30...0x39: return try number()
    default:
      if take("true") { return .bool(true) }
      if take("false") { return .bool(false) }
      if take("null") { return .null }
      throw failure("expected a JSON value")
    }
  }

  private mutating func array() throws(CELError) -> CELValue {
    position += 1
    var elements: [CELValue] = []
    if take(0x5D) { return .list(elements) }
    repeat { elements.append(try value()) } while take(0x2C)
    guard take(0x5D) else { throw failure("expected ',' or ']'") }
    return .list(elements)
  }

  private mutating func object() throws(CELError) -> CELValue {
    let map = try fields()
    if readsTags, let tagged = try Tag.value(of: map) { return tagged }
    return .map(map)
  }

  private mutating func fields() throws(CELError) -> CELMap {
    position += 1
    var map = CELMap()
    if take(0x7D) { return map }
    repeat {
      skipBlanks()
      guard current == 0x22 else { throw failure("expected a key") }
      let key = try string()
      guard take(0x3A) else { throw failure("expected ':'") }
      guard map.insert(.string(key), try value()) else {
        throw failure("the key \(key.quotedAsJSON) is given twice")
      }
    } while take(0x2C)
    guard take(0x7D) else { throw failure("expected ',' or '}'") }
    return map
  }

  private mutating func number() throws(CELError) -> CELValue {
    let start = position
    if current == 0x2D { position += 1 }
    let whole = digits()
    guard whole == 1 || (whole > 1 && bytes[position - whole] != 0x30) else { throw failure("not a JSON number") }
    var isWhole = true
    if current == 0x2E {
      isWhole = false
      position += 1
      guard digits() > 0 else { throw failure("not a JSON number") }
    }
    if current == 0x65 || current == 0x45 {
      isWhole = false
      position += 1
      if current == 0x2B || current == 0x2D { position += 1 }
      guard digits() > 0 else { throw failure("not a JSON number") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let int = Int64(text) { return .int(int) }
    if isWhole, let uint = UInt64(text) { return .uint(uint) }
    guard let double = Double(text), double.isFinite else { throw failure("number is beyond the range of a double") }
    return .double(double)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, byte.isASCIIDigit { position += 1 }
    return position - start
  }

  private mutating func string() throws(CELError) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case 0x22:
        guard let string = String(validating: text, as: UTF8.self) else { throw failure("text is not UTF-8") }
        return string
      case 0x5C: text += try escape()
      case 0x00..<0x20: throw failure("control character in a text")
      default: text.append(byte)
      }
    }
    throw failure("text without its closing quote")
  }

  private mutating func escape() throws(CELError) -> [UInt8] {
    guard let byte = current else { throw failure("unfinished escape sequence") }
    position += 1
    switch byte {
    case 0x22, 0x5C, 0x2F: return [byte]
    case 0x62: return [0x08]
    case 0x66: return [0x0C]
    case 0x6E: return [0x0A]
    case 0x72: return [0x0D]
    case 0x74: return [0x09]
    case 0x75: return Array(String(Character(try scalar())).utf8)
    default: throw failure("unknown escape sequence")
    }
  }

  private mutating func scalar() throws(CELError) -> Unicode.Scalar {
    let first = try unit()
    if first & 0xFC00 == 0xD800, take("\\u") {
      let second = try unit()
      if second & 0xFC00 == 0xDC00,
        let scalar = Unicode.Scalar(0x10000 + (first & 0x3FF) << 10 + (second & 0x3FF))
      {
        return scalar
      }
    } else if let scalar = Unicode.Scalar(first) {
      return scalar
    }
    throw failure("lone surrogate in a text")
  }

  private mutating func unit() throws(CELError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = current?.hexadecimalValue else { throw failure("escape sequence needs four digits") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}

/// The tags of typed JSON: an object with one key that names a type and a value that fits it.
private enum Tag {
  static func value(of map: CELMap) throws(CELError) -> CELValue? {
    guard map.count == 1, let entry = map.entries.first, case .string(let name) = entry.key else { return nil }
    switch (name, entry.value) {
    case ("map", .list(let pairs)): return try self.map(pairs.elements)
    case ("optional", .list(let held)) where held.elements.count <= 1: return .optional(held.elements.first)
    case (_, .string(let text)):
      guard tags.contains(name) else { return nil }
      guard let value = value(name, text) else { throw CELError("\(text.quotedAsJSON) is no \(name)") }
      return value
    default: return nil
    }
  }

  private static let tags: Set<String> = [
    "int", "uint", "double", "bytes", "type", "timestamp", "duration", "ip", "cidr",
  ]

  private static func value(_ tag: String, _ text: String) -> CELValue? {
    switch tag {
    case "int": Int64(text).map { .int($0) }
    case "uint": UInt64(text).map { .uint($0) }
    case "double": Double(text).map { .double($0) }
    case "bytes": Base64.decoded(text).map { .bytes($0) }
    case "type": CELTypeName(rawValue: text).map { .type($0) }
    case "timestamp": CELTimestamp(text).map { .timestamp($0) }
    case "duration": CELDuration(text).map { .duration($0) }
    case "ip": IPAddress(text).map { .ip($0) }
    case "cidr": CIDRBlock(text).map { .cidr($0) }
    default: nil
    }
  }

  private static func map(_ pairs: [CELValue]) throws(CELError) -> CELValue {
    var map = CELMap()
    for pair in pairs {
      guard case .list(let entry) = pair, entry.elements.count == 2 else {
        throw CELError("an entry of a tagged map is a list of a key and a value")
      }
      guard map.insert(entry.elements[0], entry.elements[1]) else {
        throw CELError("the key \(CELText.json(entry.elements[0])) is given twice, or cannot be a key")
      }
    }
    return .map(map)
  }
}
