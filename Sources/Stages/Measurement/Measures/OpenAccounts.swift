import CEL
import Rows

/// A measure's accounts of one chunk, by group, while texts are still codes.
///
/// A measure without groups has one account, and one by a single field finds it by the text's code, so that most records
/// make no key.
struct OpenAccounts: Sendable {
  var accounts: [MeasureAccount] = []
  /// The group of each account.
  private(set) var groups: [[MeasureAccount.KeyPart]] = []
  private var places: [[MeasureAccount.KeyPart]: Int] = [:]
  /// The place of the account of each code, or -1.
  private var byCode: [Int] = []

  /// How the group of a record is found.
  enum Grouping: Sendable {
    case whole
    case field(Int)
    case keys

    init(_ groups: [MeasureKey]) {
      if groups.isEmpty {
        self = .whole
      } else if groups.count == 1, case .column(let column) = groups[0].source {
        self = .field(column)
      } else {
        self = .keys
      }
    }
  }

  /// Where the account of a record's group stands; a new group gets an empty one.
  mutating func place(
    _ measure: Measure, _ grouping: Grouping, _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols
  ) throws(CELError) -> Int {
    switch grouping {
    case .whole: return accounts.isEmpty ? place([]) : 0
    case .field(let column):
      let cell = batch.cell(column, row)
      return cell.symbol.map { place(cell, code: Int($0)) } ?? place([.cell(cell)])
    case .keys: return place(try measure.group(batch, row, symbols))
    }
  }

  private mutating func place(_ cell: Cell, code: Int) -> Int {
    if code < byCode.count, byCode[code] >= 0 { return byCode[code] }
    let place = place([.cell(cell)])
    if code >= byCode.count { byCode += repeatElement(-1, count: code + 1 - byCode.count) }
    byCode[code] = place
    return place
  }

  private mutating func place(_ group: [MeasureAccount.KeyPart]) -> Int {
    if let known = places[group] { return known }
    places[group] = accounts.count
    groups.append(group)
    accounts.append(MeasureAccount())
    return accounts.count - 1
  }
}
