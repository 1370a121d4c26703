import AuditModel
import Bytes
import CEL
import Diagnostics
import Rows
import YAML

/// What follows what, for each key: after A comes B in time, or B never comes, or each B has an A before it.
struct SequenceGate: GateTest {
  let kind: DatasetKind
  let key: SequenceKey
  let after: AttributeTest
  /// So many A in a row, none of `reset` between them.
  let times: Int
  let second: AttributeTest
  let reset: AttributeTest?
  let rule: Rule
  /// In microseconds; nil for any time.
  let within: Int64?
  let time: Int

  enum Rule: String, CaseIterable, Sendable {
    /// After A no B comes within the time.
    case never
    /// After A a B comes within the time.
    case then
    /// B comes only within the time after an A: each A serves one B.
    case only
  }

  static let gateKind = GateKind(key: "sequence") { gate, context in
    guard let map = gate.mapping("sequence", what: "sequence") else { return nil }
    defer { map.finish() }
    let kind = context.kind("records", in: map)
    let times = map.optionalInt("times") ?? 1
    if times < 1 { map.error("'times' must be at least 1", atKey: "times") }
    guard let kind else {
      for key in ["by", "after", "reset", "within"] + Rule.allCases.map(\.rawValue) { _ = map.node(key) }
      return nil
    }
    let key = map.required("by").flatMap { SequenceKey.read($0, map, kind, context) }
    let after = map.required("after") == nil ? nil : AttributeTest.read("after", of: map, kind, [], context)
    let reset = AttributeTest.read("reset", of: map, kind, [], context)
    let (length, isLength) = readLength(map)
    guard let (rule, second) = readRule(map, kind, context) else { return nil }
    guard let time = kind.selection.time.flatMap({ kind.schema.position(of: $0) }) else {
      map.error("records of '\(kind.name)' have no time", atKey: "records")
      return nil
    }
    guard isLength, let key, let after, let second, reset != nil || !map.has("reset") else { return nil }
    return SequenceGate(
      kind: kind, key: key, after: after, times: max(times, 1), second: second, reset: reset, rule: rule,
      within: length, time: time)
  }

  /// The one key that says what must or must not follow, with its condition.
  private static func readRule(
    _ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext
  ) -> (Rule, AttributeTest?)? {
    let rules = Rule.allCases.filter { map.has($0.rawValue) }
    guard let rule = rules.first, rules.count == 1 else {
      map.error("a sequence needs one of 'never', 'then' and 'only'")
      return nil
    }
    return (rule, AttributeTest.read(rule.rawValue, of: map, kind, [], context))
  }

  /// Microseconds of `within`, nil for any time; and whether it is one, where it is there.
  private static func readLength(_ map: YAMLMapping) -> (Int64?, isLength: Bool) {
    guard let text = map.optionalString("within") else { return (nil, true) }
    if let length = ISODuration(text)?.microseconds { return (length, true) }
    map.error(
      "'\(text)' is no length of time", atKey: "within",
      hint: "write an ISO 8601 duration without months, such as PT15M")
    return (nil, false)
  }

  var dataset: String? { kind.name }

  var subject: DatasetKind? { kind }

  var conditions: [AttributeTest] { [after, second, reset].compactMap { $0 } }

  func fold(_ tables: [String: Table]) -> GateFold? {
    GateFold(
      SequenceFold(
        key: key, after: after.bound(to: tables), second: second.bound(to: tables), reset: reset?.bound(to: tables),
        time: time, identity: kind.identity))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    guard evidence.sourcedKinds.contains(kind.name), let seen = seen?.of(SequenceFold.self) else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind '\(kind.name)'")
    }
    if seen.isFull {
      return GateDecision(
        gate: gate, decision: .indeterminate,
        reason: "more than \(SequenceFold.limit) records take part in the sequence")
    }
    var walk = SequenceWalk(rule: rule, times: times, within: within, hasReset: reset != nil, bounds: evidence.bounds)
    for steps in seen.ordered { walk.judge(steps) }
    walk.judge(keyless: seen.keyless)
    let tested = tested(walk, seen.unanswered, evidence)
    func decided(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason + walk.untold, tested: tested)
    }
    if tested.population == 0 {
      return decided(.notApplicable, "did not operate in the period: the sequence never began")
    }
    if tested.exceptionCount == 0 {
      return decided(.pass, "holds \(walk.population.grouped) of \(Words.count(walk.population, "time"))")
    }
    let broken = "\(walk.found.count.grouped) of \(Words.count(walk.population, "time")) it does not hold"
    return decided(.fail, broken + seen.unanswered.words)
  }

  private func tested(_ walk: SequenceWalk, _ unanswered: UnansweredRecords, _ evidence: Evidence) -> TestedPopulation {
    let broken = walk.found.map { step, why in
      let origin = evidence.origin(source: step.source, file: step.file, line: step.line, ordinal: step.ordinal)
      return GateException(
        id: step.name ?? origin.place, origin: origin, why: why, values: [step.at.description], at: step.at)
    }
    let exceptions = broken + unanswered.exceptions(evidence) { [$0?.description ?? ""] }
    return TestedPopulation(
      dataset: kind.name, population: walk.population + unanswered.count,
      exceptionCount: Int64(broken.count) + unanswered.count,
      exceptions: Array(exceptions.prefix(RecordsFold.exceptionLimit)), fields: [kind.schema.fields[time].name])
  }
}
