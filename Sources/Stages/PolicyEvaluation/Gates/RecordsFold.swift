import CEL
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
  /// The fields that the exhibit shows, and the position of the one that identifies a record.
  private let shown: ShownFields
  private let identity: Int?
  private let dating: RecordDating
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
    let place: RecordPlace
    let identity: String?
    let at: Instant?
    /// Empty for a record of the population that is no exception.
    let why: String
    let values: [String]
  }

  private struct Noted: Sendable {
    let place: RecordPlace
    let identity: Cell
    let key: String?
    let at: Instant?
    let end: End
    let values: [Cell]
    /// Of joined records, behind those of the record itself.
    let joined: [String]
  }

  /// How a record of the population ended.
  private enum End: Sendable {
    case holds, fails
    /// It cannot be told whether it belongs to the population.
    case doubtful(CELError)
    case unanswered(CELError)
  }

  init(
    selects: AttributeTest?, expects: AttributeTest?, shown: ShownFields, identity: Int?, dating: RecordDating,
    keepsPopulation: Bool = false
  ) {
    self.dating = dating
    self.keepsPopulation = keepsPopulation
    self.selects = selects
    self.expects = expects
    self.shown = shown
    self.identity = identity
  }

  package var columns: Set<Int>? {
    Set(
      shown.columns + (selects?.columns ?? []) + (expects?.columns ?? []) + [identity].compactMap { $0 }
        + dating.columns
        + joinColumns)
  }

  package var anchor: Anchor? { selects?.anchor }

  /// The fields by which joins find their records.
  private var joinColumns: [Int] { (selects?.joinColumns ?? []) + (expects?.joinColumns ?? []) }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    // Taken out of the fold once: in it they would be copied for every record.
    let (selects, expects) = (selects, expects)
    for row in batch.admitted {
      let row = Int(row)
      switch selects?.evaluate(batch, row, symbols) ?? .holds {
      case .fails: continue
      case .holds:
        population += 1
        switch expects?.evaluate(batch, row, symbols) ?? .holds {
        case .holds:
          if keepsPopulation, population <= RecordsFold.populationLimit { keep(batch, row, symbols, .holds) }
        case .fails: note(batch, row, symbols, .fails)
        case .error(let error): note(batch, row, symbols, .unanswered(error))
        }
      case .error(let error):
        // What cannot be told to be outside the population is in it, and is an exception.
        population += 1
        note(batch, row, symbols, .doubtful(error))
      }
    }
  }

  private mutating func note(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, _ end: End) {
    exceptionCount += 1
    if keepsPopulation ? population <= RecordsFold.populationLimit : open.count < RecordsFold.exceptionLimit {
      keep(batch, row, symbols, end)
    }
  }

  private mutating func keep(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, _ end: End) {
    var values: [Cell] = []
    for column in shown.columns { values.append(batch.cell(column, row)) }
    let joining = expects?.joinedKinds.isEmpty == false ? expects : selects
    open.append(
      Noted(
        place: RecordPlace(batch, row), identity: identity.map { batch.cell($0, row) } ?? .null, key: batch.key(row),
        at: dating.date(of: batch, row), end: end, values: values,
        joined: joining?.joined(shown.joined, batch, row, symbols) ?? []))
  }

  package mutating func close(_ symbols: borrowing Symbols) {
    for noted in open {
      var values: [String] = []
      for cell in noted.values { values.append(CellText.written(cell, symbols)) }
      values += noted.joined
      let why = why(noted.end, values)
      let kept = Kept(
        place: noted.place, identity: noted.identity.isNull ? noted.key : CellText.written(noted.identity, symbols),
        at: noted.at,
        why: why, values: values)
      if keepsPopulation { members.append(kept) }
      if !why.isEmpty, exceptions.count < RecordsFold.exceptionLimit { exceptions.append(kept) }
    }
    open = []
  }

  /// Empty for a record that holds.
  private func why(_ end: End, _ values: [String]) -> String {
    switch end {
    case .holds: ""
    case .fails: expects.map { $0.failure(of: shown.read(by: $0, values)) } ?? ""
    case .unanswered(let error): expects.map { $0.failure(of: shown.read(by: $0, values), error) } ?? error.message
    case .doubtful(let error): selects.map { $0.doubt(of: shown.read(by: $0, values), error) } ?? error.message
    }
  }

  package mutating func merge(_ next: RecordsFold) {
    population += next.population
    exceptionCount += next.exceptionCount
    members += next.members.prefix(max(0, RecordsFold.populationLimit - members.count))
    exceptions += next.exceptions.prefix(RecordsFold.exceptionLimit - exceptions.count)
  }
}
