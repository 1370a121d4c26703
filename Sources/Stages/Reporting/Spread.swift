/// The usual figures of a list of numbers, for tables that describe and do not judge.
struct Spread {
  let count: Int
  let lowest: Double?
  let highest: Double?
  /// Of the values in ascending order, so that no order of records changes its last bits.
  let mean: Double?
  /// The middle value, or the mean of the two in the middle.
  let median: Double?

  init(_ values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    count = sorted.count
    lowest = sorted.first
    highest = sorted.last
    mean = sorted.isEmpty ? nil : sorted.reduce(0, +) / Double(sorted.count)
    let middle = sorted.count / 2
    median =
      sorted.isEmpty ? nil : sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
