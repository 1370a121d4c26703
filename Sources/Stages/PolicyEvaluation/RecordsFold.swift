package import Rows

/// Counts a population and keeps its exceptions, over the records of one dataset.
package struct RecordsFold: ChunkFold {
  /// How many exceptions of a gate are kept with their records; all are counted.
  static let exceptionLimit = 100_000
  /// How many records a sample is drawn from at most; all of them are held.
  static let populationLimit = 500_000

  private let selects: AttributeTest?
  /// Nil where testers say how each record ended.
  private let expects: AttributeTest?
  /// Positions of the fields that the exhibit shows, and of the one that identifies a record.
  private let shown: [Int]
  private let schema: Schema
  private let identity: Int?
  private let time: Int?
  /// Whether every record of the population is kept, for a sample to be drawn from.
  private let keepsPopulation: Bool

  private(set) var population: Int64 = 0
  private(set) var exceptionCount: Int64 = 0
  private(set) var exceptions: [Kept] = []
  private(set) var members: [Kept] = []
  /// Those of the chunk, whose texts are still codes.
  private var open: [Noted] = []

  /// An exception with its texts.
  struct Kept: Sendable {
    let source: Int
    let file: Int
    let line: Int
    let ordinal: Int
    let identity: String?
    let at: Instant?
    /// Empty for a record of the population that is no exception.
    let why: String
    let values: [String]
  }

  private struct Noted: Sendable {
    let source: Int
    let file: Int
    let line: Int
    let ordinal: Int
    let identity: Cell
    let key: String?
    let at: Instant?
    let isException: Bool
    let why: String?
    let values: [Cell]
  }

  init(
    selects: AttributeTest?, expects: AttributeTest?, columns: [Int], identity: Int?, time: Int?, schema: Schema,
    keepsPopulation: Bool = false
  ) {
    self.time = time
    self.keepsPopulation = keepsPopulation
    self.selects = selects
    self.expects = expects
    shown = columns
    self.schema = schema
    self.identity = identity
  }

  package var columns: Set<Int>? {
    Set(shown + (selects?.columns ?? []) + (expects?.columns ?? []) + [identity, time].compactMap { $0 } + joinColumns)
  }

  package var anchor: Anchor? { selects?.anchor }

  /// The fields by which joins find their records.
  private var joinColumns: [Int] { (selects?.joinColumns ?? []) + (expects?.joinColumns ?? []) }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      let row = Int(row)
      switch selects?.evaluate(batch, row, symbols) ?? .holds {
      case .fails: continue
      case .holds:
        population += 1
        switch expects?.evaluate(batch, row, symbols) ?? .holds {
        case .holds:
          if keepsPopulation, population <= RecordsFold.populationLimit {
            keep(batch, row, isException: false, why: nil)
          }
        case .fails: note(batch, row, why: nil)
        case .error(let error): note(batch, row, why: error)
        }
      case .error(let error):
        // What cannot be told to be outside the population is in it, and is an exception.
        population += 1
        note(batch, row, why: error)
      }
    }
  }

  private mutating func note(_ batch: borrowing Batch, _ row: Int, why: String?) {
    exceptionCount += 1
    if keepsPopulation ? population <= RecordsFold.populationLimit : open.count < RecordsFold.exceptionLimit {
      keep(batch, row, isException: true, why: why)
    }
  }

  private mutating func keep(_ batch: borrowing Batch, _ row: Int, isException: Bool, why: String?) {
    var values: [Cell] = []
    for column in shown { values.append(batch.cell(column, row)) }
    open.append(
      Noted(
        source: batch.source, file: batch.file, line: batch.line(row), ordinal: batch.ordinal(row),
        identity: identity.map { batch.cell($0, row) } ?? .null, key: batch.key(row),
        at: time.flatMap { batch.cell($0, row).instant },
        isException: isException, why: why, values: values))
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    for noted in open {
      var values: [String] = []
      for cell in noted.values { values.append(CellText.written(cell, symbols)) }
      let why = noted.why.map { "the test cannot be evaluated: \($0)" } ?? expects?.failure(of: tested(values)) ?? ""
      let kept = Kept(
        source: noted.source, file: noted.file, line: noted.line, ordinal: noted.ordinal,
        identity: noted.identity.isNull ? noted.key : CellText.written(noted.identity, symbols), at: noted.at,
        why: noted.isException ? why : "", values: values)
      if keepsPopulation { members.append(kept) }
      if noted.isException, exceptions.count < RecordsFold.exceptionLimit { exceptions.append(kept) }
    }
    open = []
  }

  /// What the attribute test reads of a record, by field.
  private func tested(_ values: [String]) -> [(field: String, value: String)] {
    zip(shown, values).filter { expects?.columns.contains($0.0) ?? false }.map { (schema.fields[$0.0].name, $0.1) }
  }

  package mutating func merge(_ next: RecordsFold) {
    population += next.population
    exceptionCount += next.exceptionCount
    members += next.members.prefix(max(0, RecordsFold.populationLimit - members.count))
    exceptions += next.exceptions.prefix(RecordsFold.exceptionLimit - exceptions.count)
  }
}
