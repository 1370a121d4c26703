import Rows

/// The records for which an expression of a measure cannot be computed: how many, and the first of them in file order.
struct MeasureFailures: Sendable {
  private(set) var count: Int64 = 0
  private(set) var first: Failure?

  struct Failure: Sendable {
    let place: RecordPlace
    let message: String
  }

  mutating func note(_ message: String, _ batch: borrowing Batch, _ row: Int) {
    let failure = Failure(
      place: RecordPlace(batch, row), message: message)
    merge(MeasureFailures(count: 1, first: failure))
  }

  mutating func merge(_ next: MeasureFailures) {
    count += next.count
    guard let other = next.first else { return }
    if let own = first, !other.place.precedes(own.place) { return }
    first = other
  }
}
