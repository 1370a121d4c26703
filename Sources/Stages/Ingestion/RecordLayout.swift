import AuditModel
import CEL
import Diagnostics
import Rows
import TimeZones

/// Where a source's records hold what the schema asks for.
struct RecordLayout: Sendable {
  let schema: Schema
  /// What is looked for in a record, by position.
  private(set) var slots: [Slot] = []
  /// The columns whose values are kept. One that nothing reads and whose values always fit is passed over.
  private(set) var columns: [Column] = []
  /// The columns that take nothing but a look at one slot, and the positions of the rest in `columns`.
  private(set) var others: [Int] = []
  private(set) var plain: [PlainColumn] = []
  /// The columns that are read of some records only, by their positions in `columns`.
  private(set) var anchored: [(column: Int, anchor: Anchor)] = []
  /// What makes up the unique key; empty for none.
  private(set) var key: [Origin] = []
  private(set) var expressions: [MappingExpression] = []
  /// The members of the record that expressions read.
  private(set) var members: [(name: String, slot: Int)] = []
  /// The slot of the record as a whole, if an expression may read any member.
  private(set) var whole: Int?
  /// The expression that a record passes or is filtered by.
  private(set) var filter: Int?
  /// The slot of the record's number.
  private(set) var sequence: Int?
  /// The slot of the hash of the record before.
  private(set) var previousHash: Int?
  let chain: HashChain?
  let normalization: Normalization?
  /// Every path that the source's fields are said to be at, whether anything reads them or not.
  let mentioned: [[String]]
  let nested: [String]
  let csv: CSVShape
  /// Whether the reason of a rejection shows nothing of the record.
  let withholdsValues: Bool

  /// A path that is looked for.
  struct Slot: Sendable {
    let path: [String]
    /// Whether every CSV export has to have the column.
    var isNeeded: Bool
  }

  /// A column of the schema, and how its value is made.
  struct Column: Sendable {
    let position: Int
    let field: Field
    let origin: Origin
    let fallback: [UInt8]?
    let time: TimeReading
  }

  /// A text or an RFC 3339 time at one slot, without a default: what most columns of an event are.
  struct PlainColumn: Sendable {
    let position: Int
    let slot: Int
    let isTime: Bool
    let isRequired: Bool
    /// The same column in `columns`, for whatever is not plain about a record.
    let column: Int
  }

  /// Where a value comes from.
  enum Origin: Sendable {
    case slot(Int)
    case first([Int])
    /// A position in `expressions`.
    case expression(Int)
    case constant([UInt8])
  }

  var hasKey: Bool { !key.isEmpty }

  /// `demand` is what reads the records; of a source with hidden fields no rejection shows a value. A date alone is
  /// midnight in `calendar`; nil for UTC.
  init(
    _ source: SourceDefinition, demand: ColumnDemand, zones: (String) -> TimeZoneRules? = { _ in nil },
    calendar: TimeZoneRules? = nil, withholdsValues: Bool = false
  ) throws(Diagnostic) {
    self.withholdsValues = withholdsValues
    let mapping = source.mapping
    schema = source.kind.schema
    nested = mapping.nested
    csv = mapping.csv
    chain = mapping.chain
    let selection = source.kind.selection
    let judged = Set(
      [selection.time, selection.until].compactMap { $0.flatMap { source.kind.schema.position(of: $0) } })
    let kept = source.kind.schema.fields.enumerated().map { index, field in
      demand.reads(index) || judged.contains(index) || field.required || !field.type.fitsAnything
    }
    let mapped = Dictionary(source.fields.map { ($0.field, $0) }, uniquingKeysWith: { first, _ in first })
    mentioned = source.kind.schema.fields.flatMap { field -> [[String]] in
      guard let given = mapped[field.name] else { return [[field.name]] }
      if case .paths(let paths) = given.origin { return paths }
      return []
    }
    normalization = Normalization(mapping.normalized, schema, kept: kept, mapped: Set(mapped.keys))
    for (position, field) in schema.fields.enumerated() where kept[position] {
      // Nothing of an export is called so by itself.
      if field.name == Normalization.originalField, mapped[field.name] == nil { continue }
      let given = mapped[field.name] ?? FieldMapping(field: field.name, path: [field.name])
      let isFree = !judged.contains(position) && !field.required && field.type.fitsAnything
      let time = try TimeReading(given.time ?? mapping.time, zones, calendar: calendar)
      try enter(given, position, field, isFree ? demand.anchor(of: position) : nil, time)
    }
    for path in source.unique { key.append(.slot(enter(path, isNeeded: true))) }
    for text in mapping.uniqueExpressions { key.append(.expression(try enter(text))) }
    filter = try mapping.filter.map { text throws(Diagnostic) in try enter(text) }
    sequence = mapping.sequence.map { enter($0, isNeeded: true) }
    previousHash = mapping.chain.map { enter($0.previous, isNeeded: true) }
  }

  private mutating func enter(
    _ given: FieldMapping, _ position: Int, _ field: Field, _ anchor: Anchor?, _ time: TimeReading
  ) throws(Diagnostic) {
    let origin: Origin
    switch given.origin {
    case .paths(let paths) where paths.count == 1:
      origin = .slot(enter(paths[0], isNeeded: field.required && given.fallback == nil))
    case .paths(let paths): origin = .first(paths.map { enter($0, isNeeded: false) })
    case .expression(let text): origin = .expression(try enter(text))
    case .constant(let text): origin = .constant(Array(text.utf8))
    }
    if let anchor {
      anchored.append((columns.count, anchor))
    } else if case .slot(let slot) = origin, given.fallback == nil, field.vocabulary == nil,
      let isTime = time.isPlain(field.type)
    {
      plain.append(
        PlainColumn(position: position, slot: slot, isTime: isTime, isRequired: field.required, column: columns.count))
    } else {
      others.append(columns.count)
    }
    columns.append(
      Column(
        position: position, field: field, origin: origin, fallback: given.fallback.map { Array($0.utf8) }, time: time))
  }

  private mutating func enter(_ path: [String], isNeeded: Bool) -> Int {
    if let known = slots.firstIndex(where: { $0.path.elementsEqual(path) { $0.utf8.elementsEqual($1.utf8) } }) {
      slots[known].isNeeded = slots[known].isNeeded || isNeeded
      return known
    }
    slots.append(Slot(path: path, isNeeded: isNeeded))
    return slots.count - 1
  }

  /// Compiles an expression, and sees that what it reads of a record is there.
  private mutating func enter(_ text: String) throws(Diagnostic) -> Int {
    let expression: MappingExpression
    do throws(CELErrors) { expression = try MappingExpression(text) } catch {
      throw error.all.first?.diagnostic(in: text, named: "expression") ?? Diagnostic("expression cannot be read")
    }
    if let names = expression.members {
      for name in names where !members.contains(where: { $0.name.hasSameBytes(as: name) }) {
        members.append((name, enter([name], isNeeded: false)))
      }
    } else {
      whole = enter([], isNeeded: false)
    }
    expressions.append(expression)
    return expressions.count - 1
  }
}

extension FieldType {
  /// Whether no value of an export can fail to fit the type.
  fileprivate var fitsAnything: Bool {
    switch self {
    case .text, .json: true
    case .bool, .int, .double, .timestamp, .list: false
    }
  }
}
