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
  private(set) var values: [Double] = []
  private(set) var members: [KeyPart: Int64] = [:]
  /// Whether there are more values or keys than are held; then none are.
  private(set) var isFull = false
  /// Records whose value cannot be computed.
  var failures = MeasureFailures()

  /// What records are told apart by. Codes of a chunk become texts when it is closed.
  enum KeyPart: Hashable, Sendable {
    case cell(Cell)
    case text([UInt8])
    indirect case window(Int64, [KeyPart])
    case list([KeyPart])
  }

  mutating func add(_ value: Double) {
    size += 1
    sum.add(value)
    least = least.map { min($0, value) } ?? value
    greatest = greatest.map { max($0, value) } ?? value
  }

  mutating func hold(_ value: Double) {
    size += 1
    guard !isFull else { return }
    values.append(value)
    bound()
  }

  mutating func count(_ member: KeyPart) {
    size += 1
    guard !isFull else { return }
    members[member, default: 0] += 1
    bound()
  }

  /// Lets go of everything that is held once it is too much: the figure is undefined, whatever else comes.
  private mutating func bound() {
    guard values.count > MeasureAccount.valueLimit || members.count > MeasureAccount.keyLimit else { return }
    (values, members, isFull) = ([], [:], true)
  }

  /// The account with the texts that the codes of its keys stand for.
  func named(_ symbols: Symbols) -> MeasureAccount {
    var named = self
    named.members = Dictionary(members.map { ($0.key.named(symbols), $0.value) }, uniquingKeysWith: { $0 + $1 })
    return named
  }

  mutating func merge(_ next: MeasureAccount) {
    size += next.size
    hits += next.hits
    sum.merge(next.sum)
    least = [least, next.least].compactMap { $0 }.min()
    greatest = [greatest, next.greatest].compactMap { $0 }.max()
    failures.merge(next.failures)
    if isFull || next.isFull {
      (values, members, isFull) = ([], [:], true)
      return
    }
    values += next.values
    for (key, count) in next.members { members[key, default: 0] += count }
    bound()
  }
}
