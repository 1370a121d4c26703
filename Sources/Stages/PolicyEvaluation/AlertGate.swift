import AuditModel
import Bytes
import CEL
import Diagnostics
import Rows
import YAML

/// An alert rule, replayed over the exported series: what should have fired, against the alerts that did.
///
/// An alert is due at each value for which the condition holds and did not hold for the value before it. It must be raised
/// between that time and `noticeTime` later, acknowledged within the time of its severity, and escalated by the rule's
/// levels for as long as nobody acknowledges it. An alert of the rule at a time when the condition does not hold is one
/// that should not have fired.
struct AlertGate: GateTest {
  let rule: String
  let metric: String
  let condition: Condition
  let threshold: Threshold
  let levels: [Level]
  let activeFrom: Instant?

  /// What makes the rule fire.
  enum Condition: Sendable {
    case compared(Comparison)
    /// The value moved by at least the threshold, in per cent of the one before.
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
      activeFrom: active.map { context.policy.midnight($0) })
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

  /// A value with whether the rule's condition holds there.
  private struct Judged {
    let point: SeriesPoint
    let limit: Double
    let fires: Bool
  }

  var readsSeries: Bool { true }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let points = judged(evidence.series.points(of: metric), evidence)
    guard !points.isEmpty else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source gives a series '\(metric)'")
    }
    guard evidence.sourcedKinds.contains("alerts") else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind 'alerts'")
    }
    let alerts = evidence.alerts.raised(by: rule)
    var exceptions: [GateException] = []
    var due: Int64 = 0
    var previous = false
    for point in points {
      if point.fires, !previous {
        due += 1
        if !alerts.contains(where: { isRaised($0, for: point.point.at) }) { exceptions.append(missing(point)) }
      }
      previous = point.fires
    }
    let own = alerts.filter { alert in points.first.map { alert.raisedAt >= $0.point.at } ?? false }
    for alert in own { exceptions += problems(alert, points) }
    let population = due + Int64(own.count)
    let tested = TestedPopulation(
      dataset: "alerts", population: max(population, Int64(exceptions.count)), exceptionCount: Int64(exceptions.count),
      exceptions: exceptions, fields: ["metric", "value", "limit"])
    if exceptions.isEmpty {
      return GateDecision(
        gate: gate, decision: .pass,
        reason: due == 0
          ? "no alert was due in \(Words.count(points.count, "value")), and none was raised"
          : "\(Words.count(due, "alert")) due in \(Words.count(points.count, "value")), all raised and answered in time",
        tested: tested)
    }
    return GateDecision(
      gate: gate, decision: .fail,
      reason: "\(Words.count(exceptions.count, "fault")): \(Words.count(due, "alert")) due, \(own.count) raised",
      tested: tested)
  }

  private func judged(_ points: [SeriesPoint], _ evidence: Evidence) -> [Judged] {
    let limit = threshold.limit(in: evidence.series.unit(of: metric))
    var run = 0.0
    var judged: [Judged] = []
    var last: SeriesPoint?
    for point in points {
      let fires: Bool
      switch condition {
      case .compared(let comparison): fires = comparison.holds(point.value, [limit])
      case .significantChange:
        let change = last.map { abs(point.value - $0.value) * 100 / abs($0.value) } ?? 0
        fires = change.isFinite && change >= limit
      case .increases:
        run = (last.map { point.value > $0.value } ?? false) ? run + 1 : 0
        fires = run >= limit
      }
      last = point
      if activeFrom.map({ point.at >= $0 }) ?? true { judged.append(Judged(point: point, limit: limit, fires: fires)) }
    }
    return judged
  }

  private func isRaised(_ alert: RaisedAlert, for time: Instant) -> Bool {
    let delay = alert.raisedAt.microseconds - time.microseconds
    return delay >= 0 && delay <= AlertGate.noticeTime
  }

  private func missing(_ judged: Judged) -> GateException {
    let point = judged.point
    return exception(
      point.at.description, point.origin, "should have fired at \(CellText.decimal(point.value)) and did not", judged,
      point.at)
  }

  private func exception(
    _ id: String, _ origin: RecordOrigin, _ why: String, _ judged: Judged?, _ at: Instant
  ) -> GateException {
    GateException(
      id: id, origin: origin, why: why,
      values: [
        metric, judged.map { CellText.decimal($0.point.value) } ?? "", judged.map { CellText.decimal($0.limit) } ?? "",
      ], at: at)
  }

  private func problems(_ alert: RaisedAlert, _ points: [Judged]) -> [GateException] {
    let current = points.last { $0.point.at <= alert.raisedAt }
    var words: [String] = []
    if current?.fires != true { words.append("should not have fired") }
    let answered = alert.acknowledgedAt.map { $0.microseconds - alert.raisedAt.microseconds }
    if let allowed = ResponseTime.allowed(alert.severity), answered.map({ $0 > allowed }) ?? true {
      words.append(answered == nil ? "was never acknowledged" : "was acknowledged late")
    }
    for level in levels where level.delay > 0 && (answered.map { $0 > level.delay } ?? true) {
      let told = alert.escalations.contains { escalation in
        escalation.level == level.number
          && escalation.at.microseconds - alert.raisedAt.microseconds <= level.delay + AlertGate.noticeTime
      }
      if !told { words.append("was not escalated to level \(level.number) in time") }
    }
    return words.isEmpty
      ? [] : [exception(alert.id, alert.origin, words.joined(separator: "; "), current, alert.raisedAt)]
  }
}
