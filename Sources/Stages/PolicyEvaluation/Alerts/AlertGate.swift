import AuditModel
import Diagnostics
import Rows
import YAML

/// An alert rule, replayed over the exported series: what should have fired, against the alerts that did.
///
/// An alert is due at each value for which the condition holds and did not hold for the value before it. It must be raised
/// between that time and `noticeTime` later, acknowledged within the time of its severity, and escalated by the rule's
/// levels for as long as nobody acknowledges it. An alert of the rule at a time when the condition does not hold is one
/// that should not have fired. What may still be done when the gates are judged is neither met nor missed.
struct AlertGate: GateTest {
  let rule: String
  let metric: String
  let condition: Condition
  let threshold: Threshold
  let levels: [Level]
  let activeFrom: Instant?
  /// The end of the as-of day: what is due by then at the latest is judged.
  let judgedAt: Instant

  /// What makes the rule fire.
  enum Condition: Sendable {
    case compared(Comparison)
    /// The value moved by at least the threshold, in per cent of the one before; any move from 0 is significant.
    case significantChange
    /// So many moves up in a row.
    case increases
  }

  /// Who is told after how long without an acknowledgement.
  struct Level: Sendable {
    let number: Int64
    /// Microseconds after the alert was raised.
    let delay: Int64
  }

  /// How long after a value its alert may be raised, and how late an escalation may be.
  static let noticeTime = 3600 * Instant.perSecond

  static let gateKind = GateKind(key: "trigger") { gate, context in
    let name = gate.optionalString("rule") ?? gate.optionalString("name")
    let active = gate.optionalDay("active_from")
    let levels = readLevels(gate)
    readNotification(gate)
    guard let map = gate.mapping("trigger", what: "trigger") else { return nil }
    defer { map.finish() }
    let metric = map.string("metric")
    let condition = map.string("condition").flatMap { readCondition($0, map) }
    let threshold = Threshold.read("threshold", map)
    for key in ["threshold_type", "max"] { _ = map.node(key) }
    guard let name, let metric, let condition, let threshold else { return nil }
    return AlertGate(
      rule: name, metric: metric, condition: condition, threshold: threshold, levels: levels,
      activeFrom: active.map { context.policy.midnight($0) }, judgedAt: context.policy.judgedAt)
  }

  private static func readCondition(_ text: String, _ map: YAMLMapping) -> Condition? {
    if let comparison = Comparison(rawValue: text), comparison != .between { return .compared(comparison) }
    if text == "significant_change" { return .significantChange }
    if text == "consecutive_increases" { return .increases }
    let known =
      Comparison.allCases.filter { $0 != .between }.map(\.rawValue) + ["significant_change", "consecutive_increases"]
    map.error("unknown condition '\(text)'", atKey: "condition", hint: suggestionHint(for: text, in: known))
    return nil
  }

  private static func readNotification(_ gate: YAMLMapping) {
    guard let map = gate.mapping("notification", what: "notification") else { return }
    _ = map.strings("channels")
    _ = map.strings("recipients")
    _ = map.optionalString("frequency")
    map.finish()
  }

  /// `{enabled, escalate_after, escalate_to}`, or a list of `{level, delay, notify}`.
  private static func readLevels(_ gate: YAMLMapping) -> [Level] {
    guard let node = gate.node("escalation") else { return [] }
    if case .sequence = node.content {
      return gate.mappings("escalation", what: "level").compactMap { map in
        defer { map.finish() }
        let number = map.int("level")
        let delay = map.required("delay").flatMap { wait($0, map) }
        _ = map.strings("notify")
        guard let number, let delay else { return nil }
        return Level(number: Int64(number), delay: delay)
      }
    }
    guard let map = gate.mapping("escalation", what: "escalation") else { return [] }
    defer { map.finish() }
    let isOn = map.optionalBool("enabled") ?? true
    let after = map.required("escalate_after").flatMap { wait($0, map) }
    _ = map.strings("escalate_to")
    guard isOn, let after else { return [] }
    return [Level(number: 2, delay: after)]
  }

  private static func wait(_ node: YAMLNode, _ map: YAMLMapping) -> Int64? {
    if let wait = WaitingTime(node.text ?? "") { return wait.microseconds }
    map.error(
      "'\(node.text ?? "")' is no waiting time", at: node, hint: "write 4_hours, 30_minutes, 1_days, PT4H or immediate")
    return nil
  }

  var readsSeries: Bool { true }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let replay = AlertReplay(self, evidence)
    guard !replay.points.isEmpty else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source gives a series '\(metric)'")
    }
    guard evidence.sourcedKinds.contains("alerts") else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind 'alerts'")
    }
    let (exceptions, pending) = replay.judgement
    let tested = TestedPopulation(
      dataset: "alerts", population: max(replay.population, Int64(exceptions.count)),
      exceptionCount: Int64(exceptions.count), exceptions: exceptions, fields: ["metric", "value", "limit"])
    let (due, values) = (Words.count(replay.due.count, "alert"), Words.count(replay.points.count, "value"))
    guard exceptions.isEmpty else {
      return GateDecision(
        gate: gate, decision: .fail,
        reason: "\(Words.count(exceptions.count, "fault")): \(due) due, \(replay.raised.count) raised\(pending.words)",
        tested: tested)
    }
    return GateDecision(
      gate: gate, decision: .pass,
      reason: passed(due: replay.due.isEmpty ? nil : due, values, pending), tested: tested)
  }

  private func passed(due: String?, _ values: String, _ pending: PendingDuties) -> String {
    guard let due else { return "no alert was due in \(values), and none was raised" }
    guard pending.isEmpty else { return "\(due) due in \(values), nothing missed so far\(pending.words)" }
    return "\(due) due in \(values), all raised and answered in time"
  }
}
