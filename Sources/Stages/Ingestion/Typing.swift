import Bytes
import JSON
import Rows

/// Why a value does not fit its field.
struct Misfit: Error {
  let reason: String
  /// The reason without anything that the record holds, for records of which something is hidden.
  let withheld: String

  /// `withheld` is nil where the reason shows nothing of the record.
  init(reason: String, withheld: String? = nil) {
    self.reason = reason
    self.withheld = withheld ?? reason
  }
}

/// Gives raw values the types of the schema.
enum Typing {
  /// The cell for `raw` in a field, or the reason why it does not fit. Texts enter `symbols`.
  static func cell(
    _ raw: RawValue, for field: Field, _ time: TimeReading, into symbols: inout Symbols
  ) throws(Misfit) -> Cell {
    if case .missing = raw {
      guard field.required else { return .null }
      throw Misfit(reason: "'\(field.name)' is missing")
    }
    let cell: Cell?
    switch field.type {
    case .text: cell = word(raw, field.vocabulary, &symbols) ?? text(raw, &symbols)
    case .timestamp: cell = time.cell(raw)
    case .bool: cell = bool(raw)
    case .int: cell = int(raw)
    case .double: cell = double(raw)
    case .list: cell = list(raw, &symbols)
    case .json: cell = json(raw, &symbols)
    }
    guard let cell else {
      let words = field.type.words(time)
      throw Misfit(
        reason: "'\(field.name)' is \(raw.quoted), not \(words)", withheld: "'\(field.name)' is not \(words)")
    }
    if field.required, cell.isNull { throw Misfit(reason: "'\(field.name)' is empty") }
    return cell
  }

  /// The cell for a constant of the definition, written as a CSV cell would be; times by RFC 3339.
  static func cell(written text: [UInt8], for field: Field, into symbols: inout Symbols) throws(Misfit) -> Cell {
    try unsafe text.withUnsafeBufferPointer { bytes -> Result<Cell, Misfit> in
      Result { () throws(Misfit) in try cell(unsafe .text(bytes), for: field, .rfc3339, into: &symbols) }
    }.get()
  }

  /// The word that a text spells, where the field has a list of words.
  private static func word(_ raw: RawValue, _ vocabulary: Vocabulary?, _ symbols: inout Symbols) -> Cell? {
    guard let vocabulary, case .text(let bytes) = raw else { return nil }
    return unsafe vocabulary.word(for: bytes).map { .text(symbols.intern($0)) }
  }

  /// An empty text is null: an export writes the same thing both ways.
  private static func text(_ raw: RawValue, _ symbols: inout Symbols) -> Cell? {
    switch raw {
    case .missing: .null
    case .text(let bytes): unsafe bytes.isEmpty ? .null : .text(symbols.intern(bytes))
    case .composite(let bytes): unsafe .text(symbols.intern(bytes))
    case .bool(let value): .text(symbols.intern(value ? "true" : "false"))
    case .int(let value): .text(symbols.intern(String(value)))
    case .double(let value): .text(symbols.intern(CellText.decimal(value)))
    }
  }

  private static func bool(_ raw: RawValue) -> Cell? {
    switch raw {
    case .bool(let value): return .bool(value)
    case .int(0): return .bool(false)
    case .int(1): return .bool(true)
    case .text(let bytes):
      switch unsafe String(decoding: bytes.prefix(8), as: UTF8.self).lowercased() {
      case "": return .null
      case "true", "yes", "y", "1": return .bool(true)
      case "false", "no", "n", "0": return .bool(false)
      default: return nil
      }
    case .missing, .int, .double, .composite: return nil
    }
  }

  private static func int(_ raw: RawValue) -> Cell? {
    switch raw {
    case .int(let value): return .int(value)
    case .double(let value): return Int64(exactly: value).map { .int($0) }
    case .text(let bytes):
      if bytes.isEmpty { return .null }
      return unsafe Int64(String(decoding: bytes, as: UTF8.self)).map { .int($0) }
    case .missing, .bool, .composite: return nil
    }
  }

  /// A finite decimal; `nan` and `inf` are no measurements.
  private static func double(_ raw: RawValue) -> Cell? {
    switch raw {
    case .int(let value): return .double(Double(value))
    case .double(let value): return .double(value)
    case .text(let bytes):
      if bytes.isEmpty { return .null }
      guard unsafe bytes.allSatisfy({ $0.isASCIIDigit || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0) }),
        let value = unsafe Double(String(decoding: bytes, as: UTF8.self)), value.isFinite
      else { return nil }
      return .double(value)
    case .missing, .bool, .composite: return nil
    }
  }

  /// A JSON array of texts, numbers and truth values, also as the text of a CSV cell; or one text with items between
  /// semicolons.
  private static func list(_ raw: RawValue, _ symbols: inout Symbols) -> Cell? {
    switch raw {
    case .composite(let bytes):
      if unsafe ListText.holdsTexts(bytes) { return unsafe .list(symbols.intern(bytes)) }
      return unsafe ListText.items(bytes).map { .list(symbols.intern(CellText.list($0))) }
    case .text(let bytes):
      if let items = unsafe ListText.items(bytes) { return .list(symbols.intern(CellText.list(items))) }
      let items = unsafe bytes.split(separator: 0x3B).map { item in
        unsafe trimmed(String(decoding: item, as: UTF8.self))
      }
      return .list(symbols.intern(CellText.list(items.filter { !$0.isEmpty })))
    case .missing, .bool, .int, .double: return nil
    }
  }

  private static func json(_ raw: RawValue, _ symbols: inout Symbols) -> Cell? {
    switch raw {
    case .missing: .null
    case .composite(let bytes): unsafe .json(symbols.intern(bytes))
    case .text(let bytes):
      unsafe bytes.isEmpty ? .null : .json(symbols.intern(embedded(bytes)))
    case .bool(let value): .json(symbols.intern(value ? "true" : "false"))
    // As it is written within an array or an object.
    case .int(let value): .json(symbols.intern(CanonicalJSON.text(of: value)))
    case .double(let value): .json(symbols.intern(CellText.decimal(value)))
    }
  }

  /// A CSV cell that holds an array or an object is JSON already; any other text becomes a JSON string.
  private static func embedded(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    if unsafe bytes.first == 0x5B || bytes.first == 0x7B,
      let value = unsafe try? JSONParser.parse(Array(bytes), name: "cell", limits: .record)
    {
      return String(decoding: CanonicalJSON.recordPart(value), as: UTF8.self)
    }
    return unsafe String(decoding: bytes, as: UTF8.self).quotedAsJSON
  }

  private static func trimmed(_ text: String) -> String {
    let bytes = Array(text.utf8)
    guard let first = bytes.firstIndex(where: { $0 != 0x20 }), let last = bytes.lastIndex(where: { $0 != 0x20 })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}

extension FieldType {
  /// What a value of the type is called in a rejection.
  fileprivate func words(_ time: TimeReading) -> String {
    switch self {
    case .bool: "true or false"
    case .int: "a whole number"
    case .double: "a finite number"
    case .text: "a text"
    case .timestamp: time.words
    case .list: "a list of texts"
    case .json: "JSON"
    }
  }
}
