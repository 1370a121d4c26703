/// The alerts that the rules raised over the quarter's series and security events.
enum Alerts {
  private struct Alert {
    let time: Moment
    let rule: String
    let severity: String
    let metric: String
    let value: JSONText
    let limit: JSONText
    let channel: String
    let acknowledgedAfter: Int
    var outcome = "resolved"
    var isLate = false
  }

  static func add(_ scenario: Scenario, _ samples: [Compliance.Sample], to fixture: inout Fixture) {
    var alerts = samples.compactMap { alert(for: $0) } + security(scenario)
    let quarter = scenario.quarter
    for time in [quarter.start.adding(-4).at(6), quarter.end.at(6)] {
      alerts.append(
        Alert(
          time: time, rule: "Single Obligor Warning", severity: "watch", metric: "single_obligor_concentration",
          value: .decimal("4.05"), limit: .decimal("4.00"), channel: "slack", acknowledgedAfter: 20))
    }
    alerts.sort { ($0.time, $0.rule) < ($1.time, $1.rule) }
    var rows: [Row] = []
    for (position, alert) in alerts.enumerated() {
      let id = "AL-\(padded(position + 2301, 5))"
      rows.append(row(id, alert, quarter))
      if alert.isLate {
        fixture.plant(
          Planting(
            .alertAcknowledgedLate, in: "alerts", ids: [id],
            report: "acknowledged after \(alert.acknowledgedAfter) minutes; the target is one hour"))
      }
    }
    for sample in samples where sample.excursion?.hasAlert == false {
      fixture.plant(
        Planting(
          .alertNotRaised, in: "alerts", at: sample.time.text,
          report:
            "\(sample.measure.name) stood at \(decimal(sample.value, places: 2)) and \(sample.measure.rule) did not fire"
        ))
    }
    let file = ExportFile("exports/alerts.jsonl", .lines, rows.map(\.asJSON))
    fixture.add(Source("alerts", [file]))
  }

  private static func alert(for sample: Compliance.Sample) -> Alert? {
    guard let excursion = sample.excursion, excursion.hasAlert else { return nil }
    let limit = sample.measure.limit
    let severity = sample.value > limit ? "critical" : sample.value * 10 >= limit * 9 ? "warning" : "watch"
    return Alert(
      time: sample.time, rule: sample.measure.rule, severity: severity, metric: sample.measure.name,
      value: .decimal(decimal(sample.value, places: 2)),
      limit: .decimal(decimal(sample.measure.alertsAbove, places: 2)), channel: "email;slack",
      acknowledgedAfter: excursion.acknowledgedAfter,
      outcome: excursion.isConfirmed ? "resolved" : "false_positive", isLate: excursion.acknowledgedAfter >= 60)
  }

  private static func security(_ scenario: Scenario) -> [Alert] {
    var alerts: [Alert] = []
    if scenario.plants(.failedLoginBurst) {
      for (time, value) in [(scenario.quarter.day(2, 17).at(3, 13), 31), (scenario.quarter.day(3, 9).at(1, 48), 26)] {
        alerts.append(
          Alert(
            time: time, rule: "Failed logins per address", severity: "critical", metric: "failed_logins_per_minute",
            value: .int(value), limit: .int(20), channel: "siem;slack", acknowledgedAfter: 4))
      }
    }
    if scenario.plants(.crossTenantAttempt) {
      alerts.append(
        Alert(
          time: scenario.quarter.workday(3, 5).at(15, 22, 41), rule: "Cross-tenant attempt", severity: "critical",
          metric: "cross_tenant_attempts", value: .int(1), limit: .int(0), channel: "pagerduty", acknowledgedAfter: 2))
    }
    if scenario.plants(.errorRateCritical) {
      alerts.append(
        Alert(
          time: Series.spike(scenario.quarter), rule: "Error rate", severity: "critical",
          metric: "error_rate_5xx_percent", value: .decimal("6.20"), limit: .decimal("5.00"), channel: "pagerduty",
          acknowledgedAfter: 3))
    }
    return alerts
  }

  private static func row(_ id: String, _ alert: Alert, _ quarter: Quarter) -> Row {
    let resolved = alert.time.adding(minutes: alert.acknowledgedAfter + 55)
    let first = JSONText.object([
      ("level", .int(1)), ("at", .time(alert.time)), ("notified", .texts(["compliance_team"])),
    ])
    return .open(
      id, from: alert.time, to: resolved, in: quarter,
      [
        ("raised_at", .time(alert.time)), ("id", .string(id)), ("rule", .string(alert.rule)),
        ("severity", .string(alert.severity)), ("metric", .string(alert.metric)), ("value", alert.value),
        ("limit", alert.limit), ("channel", .string(alert.channel)),
        ("acknowledged_at", .time(alert.time.adding(minutes: alert.acknowledgedAfter))),
        ("escalations", .array([first])), ("resolved_at", .time(resolved)), ("outcome", .string(alert.outcome)),
      ])
  }
}
