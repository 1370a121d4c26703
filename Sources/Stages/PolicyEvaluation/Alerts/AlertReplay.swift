import AuditModel
import Rows

/// What a rule's series makes due, against the alerts that were raised: one walk over both in the order of time.
struct AlertReplay {
  private let rule: AlertGate
  /// The values of the series since the rule is active, in the order of time.
  let points: [Point]
  /// Where an alert was due: the condition holds, and did not hold for the value before.
  let due: [Point]
  /// The rule's alerts since the first value, in the order of time.
  let raised: [RaisedAlert]

  /// A value with whether the rule's condition holds there.
  struct Point {
    let value: SeriesPoint
    let limit: Double
    let fires: Bool

    var at: Instant { value.at }
  }

  init(_ rule: AlertGate, _ evidence: Evidence) {
    self.rule = rule
    let limit = rule.threshold.limit(in: evidence.series.unit(of: rule.metric))
    points = AlertReplay.points(rule, evidence.series.points(of: rule.metric), limit)
    var due: [Point] = []
    var isFiring = false
    for point in points {
      if point.fires, !isFiring { due.append(point) }
      isFiring = point.fires
    }
    self.due = due
    let first = points.first?.at
    raised = evidence.alerts.raised(by: rule.rule).filter { alert in first.map { alert.raisedAt >= $0 } ?? false }
  }

  private static func points(_ rule: AlertGate, _ series: [SeriesPoint], _ limit: Double) -> [Point] {
    var run = 0.0
    var points: [Point] = []
    var last: SeriesPoint?
    for value in series {
      let fires: Bool
      switch rule.condition {
      case .compared(let comparison): fires = comparison.holds(value.value, [limit])
      case .significantChange: fires = last.map { change(from: $0.value, to: value.value) >= limit } ?? false
      case .increases:
        run = (last.map { value.value > $0.value } ?? false) ? run + 1 : 0
        fires = run >= limit
      }
      last = value
      if rule.activeFrom.map({ value.at >= $0 }) ?? true {
        points.append(Point(value: value, limit: limit, fires: fires))
      }
    }
    return points
  }

  /// In per cent of the first value; from 0, whatever is different is infinitely far.
  private static func change(from old: Double, to new: Double) -> Double {
    if old == 0 { return new == 0 ? 0 : .infinity }
    return abs(new - old) * 100 / abs(old)
  }

  /// What was due, and what was raised.
  var population: Int64 { Int64(due.count + raised.count) }

  /// What is wrong: alerts that are missing first, then those that were raised wrongly or answered late; and what was not
  /// due yet.
  var judgement: (exceptions: [GateException], pending: PendingDuties) {
    var pending = PendingDuties()
    var exceptions: [GateException] = []
    for point in due where !isRaised(point) {
      guard isOver(AlertGate.noticeTime, since: point.at) else {
        pending.alerts += 1
        continue
      }
      exceptions.append(
        exception(
          point.at.description, point.value.origin,
          "should have fired at \(CellText.decimal(point.value.value)) and did not", point, point.at))
    }
    for alert in raised { if let problem = problem(alert, &pending) { exceptions.append(problem) } }
    return (exceptions, pending)
  }

  /// Whether a time that began then, and its grace, had passed when the gates are judged.
  private func isOver(_ time: Int64, since start: Instant, grace: Int64 = 0) -> Bool {
    rule.judgedAt.microseconds - start.microseconds - grace > time
  }

  private func isRaised(_ point: Point) -> Bool {
    let next = raised.firstPlace { $0.raisedAt >= point.at }
    guard raised.indices.contains(next) else { return false }
    return raised[next].raisedAt.microseconds - point.at.microseconds <= AlertGate.noticeTime
  }

  private func problem(_ alert: RaisedAlert, _ pending: inout PendingDuties) -> GateException? {
    let next = points.firstPlace { $0.at > alert.raisedAt }
    let current = next > 0 ? points[next - 1] : nil
    var words: [String] = []
    if current?.fires != true { words.append("should not have fired") }
    let answered = alert.acknowledgedAt.map { $0.microseconds - alert.raisedAt.microseconds }
    if let allowed = ResponseTime.allowed(alert.severity), answered.map({ $0 > allowed }) ?? true {
      if isOver(allowed, since: alert.raisedAt) {
        words.append(answered == nil ? "was never acknowledged" : "was acknowledged late")
      } else {
        pending.acknowledgements += 1
      }
    }
    for level in untold(alert, answered) {
      if isOver(level.delay, since: alert.raisedAt, grace: AlertGate.noticeTime) {
        words.append("was not escalated to level \(level.number) in time")
      } else {
        pending.escalations += 1
      }
    }
    guard !words.isEmpty else { return nil }
    return exception(alert.id, alert.origin, words.joined(separator: "; "), current, alert.raisedAt)
  }

  /// The levels that were not told, or too late, of an alert that nobody had acknowledged by then.
  private func untold(_ alert: RaisedAlert, _ answered: Int64?) -> [AlertGate.Level] {
    rule.levels.filter { level in
      guard level.delay > 0, answered.map({ $0 > level.delay }) ?? true else { return false }
      return !alert.escalations.contains { escalation in
        escalation.level == level.number
          && escalation.at.microseconds - alert.raisedAt.microseconds - AlertGate.noticeTime <= level.delay
      }
    }
  }

  private func exception(
    _ id: String, _ origin: RecordOrigin, _ why: String, _ point: Point?, _ at: Instant
  ) -> GateException {
    GateException(
      id: id, origin: origin, why: why,
      values: [
        rule.metric, point.map { CellText.decimal($0.value.value) } ?? "",
        point.map { CellText.decimal($0.limit) } ?? "",
      ], at: at)
  }
}

extension Array {
  /// The first place from which a condition holds that does not hold before it; the end if it holds nowhere.
  fileprivate func firstPlace(where holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
