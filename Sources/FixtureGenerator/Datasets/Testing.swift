/// Scans, assessments by people, and reports from outside.
enum Testing {
  static func add(_ scenario: Scenario, _ deployments: Deployments, to fixture: inout Fixture) {
    let finds = Vulnerabilities.add(scenario, deployments, to: &fixture)
    scans(scenario, deployments, finds: finds, to: &fixture)
    assessments(scenario, to: &fixture)
    disclosures(scenario, to: &fixture)
  }

  private static func scans(
    _ scenario: Scenario, _ deployments: Deployments, finds: Set<String>, to fixture: inout Fixture
  ) {
    let quarter = scenario.quarter
    var scans: [(time: Moment, tool: String, scope: String)] = []
    for day in quarter.days {
      scans.append((day.at(5, 8), "pip-audit", "python dependencies"))
      scans.append((day.at(5, 9), "npm audit", "node dependencies"))
      scans.append((day.at(5, 30), "dependabot", "all dependencies"))
    }
    for deployment in deployments.all where deployment.environment == "staging" {
      scans.append((deployment.time.adding(minutes: -12), "container-scan", "image:\(deployment.version)"))
    }
    scans.sort { ($0.time, $0.tool) < ($1.time, $1.tool) }
    let rows = scans.enumerated().map { position, scan in
      let id = "SC-\(padded(position + 10_001, 6))"
      let result = finds.contains("\(scan.tool) \(scan.time.day.text)") ? "findings" : "clean"
      return Row.occurring(
        id, at: scan.time, in: quarter,
        [
          ("run_at", .time(scan.time)), ("id", .string(id)), ("tool", .string(scan.tool)),
          ("scope", .string(scan.scope)), ("result", .string(result)),
        ])
    }
    fixture.add(Source("scans", [ExportFile.csv("exports/scans.csv", rows)]))
  }

  private static func assessments(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let missed = scenario.plants(.dynamicTestMissed) ? 7 : -1
    let weeks = quarter.weekly(on: 3)
    var done: [(day: CivilDay, type: String, by: String, findings: String)] = []
    for (week, day) in weeks.enumerated() where week != missed {
      done.append((day, "dast", "internal (OWASP ZAP)", "none"))
    }
    done += [
      (quarter.start.adding(-118), "red_team", "Oakfield Assurance LLP", "2 low, closed"),
      (quarter.start.adding(-84), "pentest", "Northgate Security Ltd", "1 medium, closed"),
      (quarter.workday(2, 16), "pentest", "Northgate Security Ltd", "1 low, closed"),
      (quarter.workday(3, 15), "red_team", "Oakfield Assurance LLP", "none"),
    ]
    done.sort { ($0.day, $0.type) < ($1.day, $1.type) }
    let rows = done.enumerated().map { position, test in
      let id = "AS-\(padded(position + 31, 4))"
      return Row.occurring(
        id, at: test.day.at(0), in: quarter,
        [
          ("done_on", .string(test.day.text)), ("id", .string(id)), ("type", .string(test.type)),
          ("performed_by", .string(test.by)), ("findings", .string(test.findings)),
        ])
    }
    fixture.add(Source("assessments", [ExportFile.csv("exports/assessments.csv", rows)]))
    if missed >= 0 {
      fixture.plant(
        Planting(
          .dynamicTestMissed, in: "assessments", at: weeks[missed].adding(1 - weeks[missed].weekday).text,
          report: "no dast assessment in the week that begins on this day"))
    }
  }

  private static func disclosures(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let isLate = scenario.plants(.disclosureAcknowledgedLate)
    let received = [
      (quarter.start.adding(-38).at(17, 3), 20), (quarter.day(1, 19).at(21, 15), 13),
      (quarter.day(2, 28).at(4, 40), isLate ? 71 : 29),
    ]
    let rows = received.enumerated().map { position, report in
      let id = "VD-\(padded(position + 14, 3))"
      let (time, hours) = report
      if hours > 48 {
        fixture.plant(
          Planting(
            .disclosureAcknowledgedLate, in: "disclosures", ids: [id],
            report: "acknowledged after \(hours) hours; the limit is 48"))
      }
      return Row.open(
        id, from: time, to: time.adding(days: 24), in: quarter,
        [
          ("received_at", .time(time)), ("id", .string(id)), ("acknowledged_at", .time(time.adding(hours: hours))),
          ("resolved_at", .time(time.adding(days: 24))), ("published_at", .time(time.adding(days: 33))),
        ])
    }
    fixture.add(Source("disclosures", [ExportFile.csv("exports/disclosures.csv", rows)]))
  }
}
