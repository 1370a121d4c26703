/// Breaches of a limit: confirmed ones go through root cause and remediation, false alarms mend the rule.
enum Breaches {
  static func add(_ scenario: Scenario, _ samples: [Compliance.Sample], to fixture: inout Fixture) {
    var rows = [carriedOver(scenario, to: &fixture)]
    for sample in samples {
      guard let excursion = sample.excursion, let hours = excursion.closesAfter else { continue }
      let id = "BR-\(scenario.quarter.year)-\(padded(rows.count + 10, 3))"
      let closed = sample.time.adding(minutes: -7, hours: hours)
      rows.append(row(id, sample, excursion, closed: closed, scenario))
      events(id, sample, excursion, closed: closed, scenario, to: &fixture)
      if hours >= 24 {
        fixture.plant(
          Planting(
            .breachResolvedLate, in: "breaches", ids: [id],
            report:
              "closed \(decimal((closed - sample.time) * 10 / 3600, places: 1)) h after detection; the limit is 24 h"))
      }
    }
    let file = ExportFile("exports/breaches.json", .array(before: "", after: ""), rows.map(\.asJSON))
    fixture.add(Source("breaches", [file]))
  }

  private static func row(
    _ id: String, _ sample: Compliance.Sample, _ excursion: Compliance.Excursion, closed: Moment, _ scenario: Scenario
  ) -> Row {
    let isConfirmed = excursion.isConfirmed
    let text = { (text: String) in isConfirmed ? JSONText.string(text) : .null }
    let before = { (minutes: Int) in closed.adding(minutes: -minutes) }
    return .open(
      id, from: sample.time, to: closed, in: scenario.quarter,
      [
        ("detected_at", .time(sample.time)), ("id", .string(id)), ("test", .string(sample.measure.test)),
        ("value", .decimal(decimal(sample.value, places: 2))),
        ("limit", .decimal(decimal(sample.measure.limit, places: 2))), ("confirmed", .bool(isConfirmed)),
        ("root_cause", text("two issuers were downgraded and a sale settled late")),
        ("remediation", text("sell the smaller position and hold purchases of the bucket")),
        ("implemented_at", .time(isConfirmed ? before(95) : nil)),
        ("verified_at", .time(isConfirmed ? before(30) : nil)),
        ("rule_updated_at", .time(isConfirmed ? nil : before(20))), ("closed_at", .time(closed)),
      ])
  }

  private static func events(
    _ id: String, _ sample: Compliance.Sample, _ excursion: Compliance.Excursion, closed: Moment, _ scenario: Scenario,
    to fixture: inout Fixture
  ) {
    let officer = scenario.staff["Margaret Osei"]
    fixture.schedule(
      AuditEvent(
        at: sample.time.adding(seconds: 43), "compliance.breach", by: scenario.staff["svc-compliance-runner"],
        on: ("breach", id), action: "breach_detected",
        [
          ("test", .string(sample.measure.test)), ("value", .decimal(decimal(sample.value, places: 2))),
          ("limit", .decimal(decimal(sample.measure.limit, places: 2))),
        ]))
    fixture.schedule(
      AuditEvent(
        at: closed, "compliance.resolved", by: officer, on: ("breach", id), action: "breach_closed",
        [("confirmed", .bool(excursion.isConfirmed)), ("test", .string(sample.measure.test))]))
  }

  /// Detected on the eve of the quarter and closed on its first day: its life touches the quarter.
  private static func carriedOver(_ scenario: Scenario, to fixture: inout Fixture) -> Row {
    let detected = scenario.quarter.start.adding(-1).at(15)
    let closed = scenario.quarter.start.at(9)
    let id = "BR-\(detected.day.components.year)-009"
    fixture.excuse("breaches", ids: [id], why: "detected before the period, closed in it within 24 h")
    fixture.schedule(
      AuditEvent(
        at: closed, "compliance.resolved", by: scenario.staff["Margaret Osei"], on: ("breach", id),
        action: "breach_closed", [("confirmed", .bool(true)), ("test", .string("cov_lite"))]))
    return .open(
      id, from: detected, to: closed, in: scenario.quarter,
      [
        ("detected_at", .time(detected)), ("id", .string(id)), ("test", .string("cov_lite")),
        ("value", .decimal("65.40")), ("limit", .decimal("65.00")), ("confirmed", .bool(true)),
        ("root_cause", .string("a reclassified loan was counted twice")),
        ("remediation", .string("correct the loan tape")), ("implemented_at", .time(closed.adding(hours: -3))),
        ("verified_at", .time(closed.adding(hours: -1))), ("rule_updated_at", .null), ("closed_at", .time(closed)),
      ])
  }
}
