import AuditModel
import CEL
import Rows

/// The records for which an expression of a gate cannot be computed, with their places.
///
/// One rule for every kind of gate: such a record never counts in the gate's favour. It belongs to what was tested, and is
/// an exception with the error as its reason.
struct UnansweredRecords: Sendable {
  private(set) var count: Int64 = 0
  private var kept: [Record] = []

  private struct Record: Sendable {
    let place: RecordPlace
    let name: String?
    let at: Instant?
    let why: String
  }

  mutating func note(
    _ why: String, _ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols, identity: Int?, time: Int
  ) {
    count += 1
    guard kept.count < RecordsFold.exceptionLimit else { return }
    kept.append(
      Record(
        place: RecordPlace(batch, row), name: batch.name(row, identity, symbols), at: batch.cell(time, row).instant,
        why: why))
  }

  mutating func merge(_ next: UnansweredRecords) {
    count += next.count
    kept += next.kept.prefix(RecordsFold.exceptionLimit - kept.count)
  }

  /// In the order of the files; `values` gives what the gate's exhibit shows of a record with a time.
  func exceptions(_ evidence: Evidence, values: (Instant?) -> [String]) -> [GateException] {
    kept.map { record in
      let origin = evidence.origin(of: record.place)
      return GateException(
        id: record.name ?? origin.place, origin: origin, why: record.why, values: values(record.at), at: record.at)
    }
  }

  /// What is told of them behind a gate's own reason; empty without any.
  var words: String { count == 0 ? "" : "; \(Words.count(count, "record")) cannot be evaluated" }
}

extension Batch {
  /// The id of a record, or else its unique key.
  borrowing func name(_ row: Int, _ identity: Int?, _ symbols: borrowing Symbols) -> String? {
    let id = identity.map { cell($0, row) } ?? .null
    return id.isNull ? key(row) : CellText.written(id, copy symbols)
  }
}
