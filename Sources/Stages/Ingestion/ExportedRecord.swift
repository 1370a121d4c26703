import CEL
import Rows

/// The record as the export has it, as expressions see it.
enum ExportedRecord {
  /// A map of the members that the layout's expressions read; a member that is absent or null is not in it.
  static func value(
    _ layout: RecordLayout, _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) -> CELValue {
    if let whole = layout.whole, case .composite(let bytes) = parser.value(whole) {
      return try embedded(unsafe String(decoding: bytes, as: UTF8.self))
    }
    var map = CELMap()
    for (name, slot) in layout.members {
      if let value = try value(parser.value(slot)) {
        _ = map.insert(.string(name), value)
      } else if let object = object(parser.nested(slot).map { ($0.path[...], $0.text) }) {
        _ = map.insert(.string(name), object)
      } else if parser.hasTexts(slot) {
        _ = map.insert(.string(name), .string(""))
      }
    }
    return .map(map)
  }

  /// The object whose texts lie at the paths; nil for none. Of two texts at one place the first counts.
  private static func object(_ texts: [(path: ArraySlice<String>, text: String)]) -> CELValue? {
    guard !texts.isEmpty else { return nil }
    var map = CELMap()
    for (index, (path, text)) in texts.enumerated() {
      guard let name = path.first, !texts[..<index].contains(where: { $0.path.first == name }) else { continue }
      let below = texts[index...].filter { $0.path.first == name && $0.path.count > 1 }
        .map { ($0.path.dropFirst(), $0.text) }
      _ = map.insert(.string(name), path.count == 1 ? .string(text) : object(below) ?? .string(text))
    }
    return .map(map)
  }

  private static func value(_ raw: RawValue) throws(Misfit) -> CELValue? {
    switch raw {
    case .missing: nil
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .text(let bytes): unsafe .string(String(decoding: bytes, as: UTF8.self))
    case .composite(let bytes): try embedded(unsafe String(decoding: bytes, as: UTF8.self))
    }
  }

  /// A null member is no member, at any depth: exports write the same thing both ways. In a list it keeps its place.
  private static func withoutNulls(_ value: CELValue) -> CELValue {
    switch value {
    case .map(let map):
      var kept = CELMap()
      for entry in map.entries {
        if case .null = entry.value { continue }
        _ = kept.insert(entry.key, withoutNulls(entry.value))
      }
      return .map(kept)
    case .list(let list): return .list(CELList(list.elements.map(withoutNulls)))
    case .null, .bool, .int, .uint, .double, .string, .bytes, .type, .timestamp, .duration, .optional, .ip, .cidr:
      return value
    }
  }

  private static func embedded(_ json: String) throws(Misfit) -> CELValue {
    do throws(CELError) { return withoutNulls(try CELText.value(json: json)) } catch {
      throw Misfit(reason: error.message, withheld: "the record is no JSON that expressions can read")
    }
  }
}

extension Typing {
  /// The cell for what an expression came to.
  static func cell(
    _ value: CELValue, for field: Field, _ time: TimeReading, into symbols: inout Symbols
  ) throws(Misfit) -> Cell {
    switch value {
    case .null, .optional(nil): return try cell(RawValue.missing, for: field, time, into: &symbols)
    case .optional(let held?): return try cell(held, for: field, time, into: &symbols)
    case .bool(let value): return try cell(RawValue.bool(value), for: field, time, into: &symbols)
    case .int(let value): return try cell(RawValue.int(value), for: field, time, into: &symbols)
    case .uint(let value):
      let raw = Int64(exactly: value).map { RawValue.int($0) } ?? .double(Double(value))
      return try cell(raw, for: field, time, into: &symbols)
    case .double(let value): return try cell(RawValue.double(value), for: field, time, into: &symbols)
    case .timestamp(let moment):
      if field.type == .timestamp, let instant = value.instant { return .timestamp(instant) }
      return try cell(text: moment.description, isComposite: false, for: field, time, into: &symbols)
    case .string(let text): return try cell(text: text, isComposite: false, for: field, time, into: &symbols)
    case .list, .map: return try cell(text: CELText.json(value), isComposite: true, for: field, time, into: &symbols)
    case .bytes, .type, .duration, .ip, .cidr:
      let quoted = CELText.json(value)
      return try cell(text: String(quoted.dropFirst().dropLast()), isComposite: false, for: field, time, into: &symbols)
    }
  }

  /// The cell for a text that is no part of the record's bytes.
  static func cell(
    text: String, isComposite: Bool, for field: Field, _ time: TimeReading, into symbols: inout Symbols
  ) throws(Misfit) -> Cell {
    var text = text
    return try text.withUTF8 { bytes -> Result<Cell, Misfit> in
      Result { () throws(Misfit) in
        try cell(
          unsafe isComposite ? RawValue.composite(bytes) : RawValue.text(bytes), for: field, time, into: &symbols)
      }
    }.get()
  }
}
