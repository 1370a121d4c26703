import Bytes
import CEL
import Rows

/// The records that take part in sequences, by key.
struct SequenceFold: ChunkFold {
  /// How many records are held at most (some 60 bytes each, and 16 for its name); a gate with more is indeterminate.
  static let limit = 4_000_000

  let key: SequenceKey
  let after: AttributeTest
  let second: AttributeTest
  let reset: AttributeTest?
  let time: Int
  private let identity: Int?
  private var trails: [[UInt8]: SequenceTrail] = [:]
  private var count = 0
  /// Records that take part and have no key.
  private(set) var keyless: [Step] = []
  private(set) var unanswered = UnansweredRecords()

  struct Step: Sendable {
    let at: Instant
    let source: Int
    let file: Int
    let line: Int
    let ordinal: Int
    /// The record's id or unique key.
    let name: String?
    let roles: Roles
  }

  /// What a record is in a sequence; it may be several things.
  struct Roles: OptionSet, Sendable {
    let rawValue: UInt8

    static let first = Roles(rawValue: 1)
    static let second = Roles(rawValue: 2)
    static let reset = Roles(rawValue: 4)
  }

  init(key: SequenceKey, after: AttributeTest, second: AttributeTest, reset: AttributeTest?, time: Int, identity: Int?)
  {
    self.identity = identity
    self.key = key
    self.after = after
    self.second = second
    self.reset = reset
    self.time = time
  }

  var columns: Set<Int>? {
    Set(after.columns + second.columns + (reset?.columns ?? []) + key.columns + [time] + [identity].compactMap { $0 })
  }

  var anchor: Anchor? { Anchor.union([after.anchor, second.anchor] + (reset.map { [$0.anchor] } ?? [])) }

  var isFull: Bool { count > SequenceFold.limit }

  /// The steps of each key in the order of time and origin, keys in the order of their bytes. Those of one key are put in
  /// order at a time, as there may be millions.
  var ordered: some Sequence<[Step]> {
    trails.sorted { $0.key.lexicographicallyPrecedes($1.key) }.lazy.map { entry in
      entry.value.steps.sorted {
        ($0.at, $0.source, $0.file, $0.ordinal) < ($1.at, $1.source, $1.file, $1.ordinal)
      }
    }
  }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      let row = Int(row)
      var roles: Roles = []
      guard take(after, .first, into: &roles, batch, row, symbols),
        take(second, .second, into: &roles, batch, row, symbols),
        reset.map({ take($0, .reset, into: &roles, batch, row, symbols) }) ?? true, !roles.isEmpty,
        let at = batch.cell(time, row).instant
      else { continue }
      count += 1
      guard count <= SequenceFold.limit else { continue }
      let step = Step(
        at: at, source: batch.source, file: batch.file, line: batch.line(row), ordinal: batch.ordinal(row),
        name: batch.name(row, identity, symbols), roles: roles)
      do throws(CELError) {
        if let key = try key.bytes(batch, row, symbols) {
          trails[key, default: SequenceTrail()].append(step)
        } else {
          keyless.append(step)
        }
      } catch {
        unanswered.note(
          "the key of its sequence cannot be computed: \(error.message)", batch, row, symbols, identity: identity,
          time: time)
      }
    }
  }

  /// Adds the role to a record for which the condition holds; false where it cannot be told.
  private mutating func take(
    _ test: AttributeTest, _ role: Roles, into roles: inout Roles, _ batch: borrowing Batch, _ row: Int,
    _ symbols: borrowing Symbols
  ) -> Bool {
    switch test.evaluate(batch, row, symbols) {
    case .fails: return true
    case .holds:
      roles.insert(role)
      return true
    case .error(let error):
      unanswered.note(test.doubt(of: batch, row, error), batch, row, symbols, identity: identity, time: time)
      return false
    }
  }

  mutating func close(_ symbols: borrowing Symbols) {}

  mutating func merge(_ next: SequenceFold) {
    count += next.count
    unanswered.merge(next.unanswered)
    guard !isFull else {
      (trails, keyless) = ([:], [])
      return
    }
    keyless += next.keyless
    for (key, more) in next.trails { trails[key, default: SequenceTrail()].append(more) }
  }
}
