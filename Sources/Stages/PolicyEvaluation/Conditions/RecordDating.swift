import AuditModel
import Rows

/// When an exception of a kind happened, as far as a waiver is concerned.
///
/// What `occurs` has its own time. What is `standing` fails for as long as it stands, and is found as of the as-of date.
/// What is `open` is dated by its opening once it is closed, for a waiver does not reach back; until then it is found as
/// of the as-of date, too.
struct RecordDating: Sendable {
  private let opening: Int?
  private let closing: Int?
  /// 24:00 of the as-of date.
  private let asOf: Instant

  init(_ kind: DatasetKind, asOf: Instant) {
    func position(_ field: String?) -> Int? { field.flatMap { kind.schema.position(of: $0) } }
    self.asOf = asOf
    switch kind.selection {
    case .occurs(let time): (opening, closing) = (position(time), nil)
    case .open(let from, let until): (opening, closing) = (position(from), position(until))
    case .standing: (opening, closing) = (nil, nil)
    }
  }

  /// The fields that the date is read from.
  var columns: [Int] { [opening, closing].compactMap { $0 } }

  /// Nil for what still stands at the as-of date.
  func date(of batch: borrowing Batch, _ row: Int) -> Instant? {
    guard let opening else { return nil }
    if let closing {
      guard let end = batch.cell(closing, row).instant, end < asOf else { return nil }
    }
    return batch.cell(opening, row).instant
  }
}
