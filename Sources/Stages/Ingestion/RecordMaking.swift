import CEL
import Rows

/// Makes one row of what a parser holds of a record.
///
/// The layout is handed to each step: what a mutable value holds would be retained for every record.
struct RecordMaking {
  /// The record as expressions see it; null where the layout has none.
  private var exported = CELValue.null
  /// The text of the record's unique key.
  private var keyText: [UInt8] = []
  private var times = InstantReader()

  /// Sets the cells of the row that was begun last, and notes what admission wants to know of it.
  mutating func enter(
    _ layout: RecordLayout, _ parsed: inout ParsedChunk, _ types: inout Normalization.Codes,
    _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) {
    if !layout.expressions.isEmpty { exported = try ExportedRecord.value(layout, &parser) }
    for place in layout.plain.indices {
      let cell = try plainCell(layout.plain[place], layout, &parsed.symbols, &parser)
      if !cell.isNull { parsed.open.set(layout.plain[place].position, cell) }
    }
    for place in layout.others.indices {
      try enter(layout.columns[layout.others[place]], layout, &parsed, &parser)
    }
    if layout.normalization != nil { normalize(layout, &parsed, &types) }
    for place in layout.anchored.indices where holds(layout.anchored[place].anchor, parsed.open) {
      try enter(layout.columns[layout.anchored[place].column], layout, &parsed, &parser)
    }
    var isPassed = true
    if let filter = layout.filter { isPassed = try passes(filter, layout) }
    var unique: KeyHash?
    if layout.hasKey {
      unique = try key(layout, &parser)
      parsed.open.setKey(keyText)
    }
    if let slot = layout.sequence { _ = try RecordMaking.number(parser.value(slot)) }
    if layout.filter != nil { parsed.passes.append(isPassed) }
    if layout.hasKey { parsed.keys.append(unique) }
  }

  /// Whether the record that was begun last has what the anchor asks.
  private func holds(_ anchor: Anchor, _ batch: borrowing Batch) -> Bool {
    batch.cell(anchor.column, batch.count - 1).symbol.map { anchor.codes.contains($0) } ?? false
  }

  private func enter(
    _ column: RecordLayout.Column, _ layout: RecordLayout, _ parsed: inout ParsedChunk,
    _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) {
    let cell = try cell(column, layout, &parsed.symbols, &parser)
    if !cell.isNull { parsed.open.set(column.position, cell) }
  }

  /// The cell of a text, which is most of what records hold; everything else takes the long way.
  private mutating func plainCell(
    _ column: RecordLayout.PlainColumn, _ layout: RecordLayout, _ symbols: inout Symbols,
    _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) -> Cell {
    if let bytes = unsafe parser.text(column.slot), !bytes.isEmpty {
      if !column.isTime { return unsafe .text(symbols.intern(bytes)) }
      if let instant = unsafe times.instant(bytes) { return .timestamp(instant) }
    } else if !column.isRequired, case .missing = parser.value(column.slot) {
      return .null
    }
    return try cell(layout.columns[column.column], layout, &symbols, &parser)
  }

  private func cell(
    _ column: RecordLayout.Column, _ layout: RecordLayout, _ symbols: inout Symbols,
    _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) -> Cell {
    let cell: Cell
    switch column.origin {
    case .slot(let slot): cell = try self.cell(parser.value(slot), column, &symbols)
    case .first(let slots):
      var raw = RawValue.missing
      for slot in slots {
        raw = parser.value(slot)
        if !raw.isNothing { break }
      }
      cell = try self.cell(raw, column, &symbols)
    case .expression(let index):
      let value = try value(index, layout, for: column.field.name)
      let isUnset = isNothing(value) && column.fallback != nil
      cell = isUnset ? .null : try Typing.cell(value, for: column.field, column.time, into: &symbols)
    case .constant(let text): cell = try Typing.cell(written: text, for: column.field, into: &symbols)
    }
    guard cell.isNull, let fallback = column.fallback else { return cell }
    return try Typing.cell(written: fallback, for: column.field, into: &symbols)
  }

  private func cell(
    _ raw: RawValue, _ column: RecordLayout.Column, _ symbols: inout Symbols
  ) throws(Misfit) -> Cell {
    if case .missing = raw, column.fallback != nil { return .null }
    return try Typing.cell(raw, for: column.field, column.time, into: &symbols)
  }

  private func isNothing(_ value: CELValue) -> Bool {
    switch value {
    case .null, .optional(nil): true
    default: false
    }
  }

  private func value(_ expression: Int, _ layout: RecordLayout, for what: String) throws(Misfit) -> CELValue {
    do throws(CELError) { return try layout.expressions[expression].value(exported) } catch {
      throw Misfit(
        reason: "'\(what)' cannot be computed: \(error.message)", withheld: "'\(what)' cannot be computed")
    }
  }

  private func normalize(_ layout: RecordLayout, _ parsed: inout ParsedChunk, _ types: inout Normalization.Codes) {
    guard let normalization = layout.normalization else { return }
    guard let code = parsed.open.cell(normalization.column, parsed.open.count - 1).symbol else { return }
    if let original = normalization.original { parsed.open.set(original, .text(code)) }
    let canonical = types.canonical(code, normalization, &parsed.symbols)
    if canonical != code { parsed.open.set(normalization.column, .text(canonical)) }
  }

  private func passes(_ filter: Int, _ layout: RecordLayout) throws(Misfit) -> Bool {
    let value = try value(filter, layout, for: "where")
    guard case .bool(let passes) = value else { throw Misfit(reason: "'where' came to no true or false") }
    return passes
  }

  /// A whole number, or a text of one; nil where the record has none.
  static func number(_ raw: RawValue) throws(Misfit) -> Int64? {
    switch raw {
    case .missing: return nil
    case .int(let value): return value
    case .text(let bytes):
      if let value = unsafe Int64(String(decoding: bytes.prefix(21), as: UTF8.self)) { return value }
    case .bool, .double, .composite: break
    }
    throw Misfit(
      reason: "the sequence number is \(raw.quoted), not a whole number",
      withheld: "the sequence number is not a whole number")
  }

  /// The hash of the record's unique key; nil if it has none of its values, so that it can repeat nothing.
  private mutating func key(
    _ layout: RecordLayout, _ parser: inout some RecordParser & ~Copyable
  ) throws(Misfit) -> KeyHash? {
    var hash = KeyHash()
    var present = false
    keyText.removeAll(keepingCapacity: true)
    for part in layout.key {
      if present { keyText.append(0x2F) }
      switch part {
      case .slot(let slot):
        let value = parser.value(slot)
        value.append(to: &keyText)
        present = hash.add(value) || present
      case .expression(let index):
        let value = try value(index, layout, for: "unique")
        if isNothing(value) {
          _ = hash.add(.missing)
        } else {
          unsafe Array(CELText.json(value).utf8).withUnsafeBufferPointer { unsafe hash.add($0) }
          if case .string(let text) = value { keyText += text.utf8 } else { keyText += CELText.json(value).utf8 }
          present = true
        }
      case .first, .constant: preconditionFailure("a key is made of paths and expressions")
      }
    }
    return present ? hash : nil
  }
}

extension KeyHash {
  /// What a value is stands before it, so that nothing, false, 0 and an empty text differ; a text begins with its length.
  private enum Tag {
    static let missing = UInt64.max
    static let `false` = UInt64.max - 1
    static let `true` = UInt64.max - 2
    static let int = UInt64.max - 3
    static let double = UInt64.max - 4
  }

  /// Adds a value; false if there is none.
  fileprivate mutating func add(_ raw: RawValue) -> Bool {
    switch raw {
    case .missing:
      add(word: Tag.missing)
      return false
    case .bool(let value): add(word: value ? Tag.true : Tag.false)
    case .int(let value):
      add(word: Tag.int)
      add(word: UInt64(bitPattern: value))
    case .double(let value):
      add(word: Tag.double)
      add(word: value.bitPattern)
    case .text(let bytes), .composite(let bytes): unsafe add(bytes)
    }
    return true
  }
}

extension RawValue {
  /// Adds the value as a key shows it; nothing for a missing one.
  fileprivate func append(to text: inout [UInt8]) {
    switch self {
    case .missing: return
    case .bool(let value): text += String(value).utf8
    case .int(let value): text += String(value).utf8
    case .double(let value): text += String(value).utf8
    case .text(let bytes), .composite(let bytes): unsafe text.append(contentsOf: bytes)
    }
  }
}
