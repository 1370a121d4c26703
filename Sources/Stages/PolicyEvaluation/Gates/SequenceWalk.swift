import AuditModel
import Rows

/// Walks the records of each key in the order of time, and counts where a sequence holds. What began before the period, or
/// may end after it, is not judged.
struct SequenceWalk {
  typealias Step = SequenceFold.Step

  let rule: SequenceGate.Rule
  let times: Int
  let within: Int64?
  let hasReset: Bool
  let bounds: PeriodBounds?

  /// How often the sequence was to hold.
  private(set) var population: Int64 = 0
  private var broken: [(step: Step, why: String)] = []
  /// Records that belong to no sequence, as they have no key.
  private var keyless = 0

  init(rule: SequenceGate.Rule, times: Int, within: Int64?, hasReset: Bool, bounds: PeriodBounds?) {
    self.rule = rule
    self.times = times
    self.within = within
    self.hasReset = hasReset
    self.bounds = bounds
  }

  /// Where it does not hold, in the order of the files.
  var found: [(step: Step, why: String)] {
    broken.sorted { ($0.step.source, $0.step.file, $0.step.ordinal) < ($1.step.source, $1.step.file, $1.step.ordinal) }
  }

  /// What is told behind the reason; empty where every record has a key.
  var untold: String {
    keyless == 0
      ? "" : "; \(Words.count(keyless, "record")) without a key \(keyless == 1 ? "belongs" : "belong") to no sequence"
  }

  /// The records of one key.
  mutating func judge(_ steps: [Step]) {
    var run = 0
    /// The As that wait for what follows; with `never` the last one that completed a run.
    var waiting: [Step] = []
    for step in steps {
      if step.roles.contains(.second) {
        follow(step, &waiting)
        if rule == .never, !step.roles.contains(.first) { waiting = [] }
        if !hasReset { run = 0 }
      }
      if step.roles.contains(.reset) { run = 0 }
      guard step.roles.contains(.first) else { continue }
      run += 1
      guard run >= times else { continue }
      if rule == .never, run > times, !waiting.isEmpty {
        // One run, however long: what must not follow is counted from its last A.
        waiting[waiting.count - 1] = step
        continue
      }
      waiting.append(step)
      if rule != .only { population += 1 }
      if rule != .never || times == 1 { run = 0 }
    }
    end(waiting)
  }

  /// A B, with the As that wait for it.
  private mutating func follow(_ step: Step, _ waiting: inout [Step]) {
    switch rule {
    case .never:
      if let first = waiting.last, isWithin(first, step) {
        broken.append((step, "follows at \(step.at) what came at \(first.at)"))
        waiting = []
      }
    case .then:
      // Who is not within time now will not be later.
      broken += waiting.filter { !isWithin($0, step) }.map { ($0, "nothing followed in time") }
      waiting = []
    case .only:
      if let first = waiting.last, isWithin(first, step) {
        population += 1
        waiting.removeLast()
      } else if !reachesBack(step) {
        population += 1
        broken.append((step, "nothing in front of it allows it at \(step.at)"))
      }
    }
  }

  /// As for which nothing came any more. What may still follow after the period's end is no exception, and is not tested.
  private mutating func end(_ waiting: [Step]) {
    for step in waiting {
      switch rule {
      case .then where !reachesOut(step): broken.append((step, "nothing followed in time"))
      case .then, .never: if reachesOut(step) { population -= 1 }
      case .only: continue
      }
    }
  }

  /// Records without a key follow nothing, and nothing follows them.
  mutating func judge(keyless steps: [Step]) {
    for step in steps {
      switch rule {
      case .never: keyless += 1
      case .then where step.roles.contains(.first):
        population += 1
        broken.append((step, "it has no key by which something could follow it"))
      case .only where step.roles.contains(.second):
        population += 1
        broken.append((step, "it has no key by which something could allow it"))
      case .then, .only: keyless += 1
      }
    }
  }

  private func isWithin(_ first: Step, _ next: Step) -> Bool {
    within.map { next.at.microseconds - first.at.microseconds <= $0 } ?? true
  }

  private func reachesOut(_ step: Step) -> Bool {
    guard let within, let end = bounds?.end else { return false }
    return end.microseconds - step.at.microseconds < within
  }

  private func reachesBack(_ step: Step) -> Bool {
    guard let within, let start = bounds?.start else { return false }
    return step.at.microseconds - start.microseconds < within
  }
}
