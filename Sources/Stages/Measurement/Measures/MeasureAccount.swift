import Bytes
import Rows

/// What a measure has gathered of one group of records.
struct MeasureAccount: Sendable {
  /// How many values a percentile holds at most; it is undefined beyond, for it has to hold all of them (8 bytes each).
  static let valueLimit = 16_000_000
  /// How many keys a unique count or a peak rate holds at most.
  static let keyLimit = 4_000_000

  /// Records with a value.
  var size: Int64 = 0
  var hits: Int64 = 0
  var sum = ExactSum()
  var least: Double?
  var greatest: Double?
  var values: [Double] = []
  var members: [KeyPart: Int64] = [:]
  /// Records whose value cannot be computed, and the first of the reasons in the order of their bytes.
  var failures: Int64 = 0
  var reason: String?

  /// What records are told apart by. Codes of a chunk become texts when it is closed.
  enum KeyPart: Hashable, Sendable {
    case cell(Cell)
    case text([UInt8])
    indirect case window(Int64, [KeyPart])
    case list([KeyPart])
  }

  mutating func fail(_ message: String) {
    failures += 1
    reason = reason.map { $0.precedesInBytes(message) ? $0 : message } ?? message
  }

  mutating func add(_ value: Double) {
    size += 1
    sum.add(value)
    least = least.map { min($0, value) } ?? value
    greatest = greatest.map { max($0, value) } ?? value
  }

  mutating func merge(_ next: MeasureAccount) {
    size += next.size
    hits += next.hits
    sum.merge(next.sum)
    least = [least, next.least].compactMap { $0 }.min()
    greatest = [greatest, next.greatest].compactMap { $0 }.max()
    values += next.values
    for (key, count) in next.members { members[key, default: 0] += count }
    failures += next.failures
    if let message = next.reason { reason = reason.map { $0.precedesInBytes(message) ? $0 : message } ?? message }
  }
}
