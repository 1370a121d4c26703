/// The standard suite of twenty-five tests, run every workday, and the events of the runs.
enum ComplianceTests {
  private static let quietTests: [(name: String, value: Int, limit: Int)] = [
    ("industry_largest", 1105, 1500), ("industry_second", 922, 1200), ("industry_third", 810, 1200),
    ("cov_lite", 4120, 6500), ("fixed_rate", 210, 500), ("long_dated", 0, 200), ("senior_secured", 9480, 9000),
    ("second_lien", 305, 1000), ("dip_loans", 110, 750), ("non_us", 1320, 2000), ("emerging_market", 90, 250),
    ("deferrable", 0, 500), ("participation", 140, 1500), ("revolver", 380, 1000), ("bridge_loan", 0, 500),
    ("weighted_average_life", 512, 700), ("weighted_average_spread", 362, 330), ("diversity_score", 7400, 6500),
    ("moody_rating_factor", 2710, 3100), ("recovery_rate", 4420, 4300), ("overcollateral_a", 12840, 12100),
    ("interest_coverage_a", 21600, 12000),
  ]
  /// Whose value has to be above the limit.
  private static let floors: Set<String> = [
    "senior_secured", "weighted_average_spread", "diversity_score", "recovery_rate", "overcollateral_a",
    "interest_coverage_a",
  ]

  static func add(_ scenario: Scenario, _ samples: [Compliance.Sample], to fixture: inout Fixture) {
    var rows: [Row] = []
    var events: [AuditEvent] = []
    var failed: [String] = []
    let runner = scenario.staff["svc-compliance-runner"]
    for (time, watched) in Dictionary(grouping: samples, by: \.time).sorted(by: { $0.key < $1.key }) {
      let run = "run-\(time.day.text)"
      var passed = 25
      for sample in watched {
        let id = "\(run)-\(sample.measure.test)"
        let status = status(of: sample)
        if status == "failed" {
          passed -= 1
          failed.append(id)
          events.append(
            AuditEvent(
              at: time.adding(seconds: 41), "compliance.test.failed", by: runner, on: ("workbook", "wb_0123"),
              action: "compliance_test_failed",
              [("run_id", .string(run)), ("test", .string(sample.measure.test)), ("value", number(sample.value))]))
        }
        rows.append(row(id, sample.measure.test, time, status, sample.value, sample.measure.limit, scenario.quarter))
      }
      for test in quietTests {
        rows.append(row("\(run)-\(test.name)", test.name, time, "passed", test.value, test.limit, scenario.quarter))
      }
      events.append(
        AuditEvent(
          at: time.adding(seconds: 42), "compliance.test.run", by: runner, on: ("workbook", "wb_0123"),
          action: "compliance_test_executed",
          [
            ("run_id", .string(run)), ("test_suite", .string("standard")), ("tests_run", .int(25)),
            ("tests_passed", .int(passed)), ("tests_failed", .int(25 - passed)),
          ]))
    }
    let eve = scenario.quarter.start.adding(-1)
    rows.insert(row("run-\(eve.text)-cov_lite", "cov_lite", eve.at(6), "passed", 4120, 6500, scenario.quarter), at: 0)
    fixture.add(Source("compliance_tests", [ExportFile.csv("exports/compliance-tests.csv.gz", rows)]))
    ServiceLog.add(scenario, events, to: &fixture)
    if !failed.isEmpty {
      fixture.plant(
        Planting(
          .complianceTestFailed, in: "compliance_tests", ids: failed,
          report: "tests that failed, against the target that all pass",
          alsoSeen: "breaches, compliance.test.failed events, tests_failed of the run's event"))
    }
  }

  private static func status(of sample: Compliance.Sample) -> String {
    if sample.value > sample.measure.limit { return "failed" }
    return sample.value * 10 >= sample.measure.limit * 9 ? "warning" : "passed"
  }

  private static func row(
    _ id: String, _ test: String, _ time: Moment, _ status: String, _ value: Int, _ limit: Int, _ quarter: Quarter
  ) -> Row {
    precondition(status != "passed" || floors.contains(test) == (value > limit), "\(test) does not pass")
    return .occurring(
      id, at: time, in: quarter,
      [
        ("run_at", .time(time)), ("id", .string(id)), ("suite", .string("standard")), ("name", .string(test)),
        ("status", .string(status)), ("value", number(value)), ("limit", number(limit)),
      ])
  }

  private static func number(_ hundredths: Int) -> JSONText { .decimal(decimal(hundredths, places: 2)) }
}
