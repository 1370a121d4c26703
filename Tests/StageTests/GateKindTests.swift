import AuditModel
import Diagnostics
import Rows
import Testing

@Suite("Gate kinds") struct GateKindTests {
  private func gate(_ lines: String) -> String {
    "policy_name: P\ngates:\n  - name: G\n" + lines.split(separator: "\n").map { "    " + $0 + "\n" }.joined()
  }

  private func metric(_ value: Double?, unit: String? = nil, n: Int64? = nil, interval: ClosedRange<Double>? = nil)
    -> [Metric]
  {
    [
      Metric(
        name: "m", value: value, unit: unit, sampleSize: n,
        interval: interval.map {
          ConfidenceInterval(low: $0.lowerBound, high: $0.upperBound, level: 0.95, method: "wilson")
        }, origin: "test")
    ]
  }

  // MARK: Metrics

  @Test(arguments: [(0.5, Decision.pass), (1, .pass), (1.1, .warning), (5, .warning), (5.1, .fail)])
  func `two levels warn and then fail`(value: Double, expected: Decision) throws {
    let yaml = gate("metric: m\ncomparison: less_than_or_equal\nwarning: 1\ncritical: 5")
    #expect(try PolicyTrial(yaml, metrics: metric(value)).decision() == expected)
  }

  @Test(arguments: [
    (79.9, Decision.pass), (80, .watch), (89.9, .watch), (90, .warning), (99.9, .warning), (100, .fail),
  ])
  func `near a limit is watched, and then warned of`(value: Double, expected: Decision) throws {
    let yaml = gate("metric: m\ncomparison: less_than\nthreshold: 100\nnear: true")
    #expect(try PolicyTrial(yaml, metrics: metric(value)).decision() == expected)
  }

  @Test func `there is no near to zero`() throws {
    let yaml = gate("metric: m\ncomparison: less_than_or_equal\nthreshold: 0\nnear: true")
    #expect(try PolicyTrial(yaml, metrics: metric(0)).decision() == .pass)
  }

  @Test(arguments: [(0.01...0.04, Decision.pass), (0.03...0.06, .indeterminate), (0.06...0.09, .fail)])
  func `an interval that straddles the limit decides nothing`(interval: ClosedRange<Double>, expected: Decision) throws
  {
    let yaml = gate("metric: m\ncomparison: less_than\nthreshold: 0.05\nuse: upper")
    let value = (interval.lowerBound + interval.upperBound) / 2
    #expect(try PolicyTrial(yaml, metrics: metric(value, interval: interval)).decision() == expected)
  }

  @Test func `a gate that asks for an interval needs one, and one for n needs enough`() throws {
    let bound = gate("metric: m\ncomparison: less_than\nthreshold: 0.05\nuse: upper")
    #expect(try PolicyTrial(bound, metrics: metric(0.01)).decision() == .indeterminate)
    let size = gate("metric: m\ncomparison: less_than\nthreshold: 0.05\nminimum_n: 30")
    #expect(try PolicyTrial(size, metrics: metric(0.01, n: 29)).decision() == .indeterminate)
    #expect(try PolicyTrial(size, metrics: metric(0.01, n: 30)).decision() == .pass)
    #expect(try PolicyTrial(size, metrics: []).decision() == .noData)
    #expect(try PolicyTrial(size, metrics: metric(nil, n: 40)).decision() == .noData)
  }

  @Test func `a percentage is read in the metric's unit`() throws {
    let yaml = gate("metric: m\ncomparison: less_than\nthreshold: 5%")
    #expect(try PolicyTrial(yaml, metrics: metric(0.04)).decision() == .pass)
    #expect(try PolicyTrial(yaml, metrics: metric(4, unit: "%")).decision() == .pass)
    #expect(try PolicyTrial(yaml, metrics: metric(4)).decision() == .fail)
    let share = gate("metric: m\ncomparison: less_than\nthreshold: 90% of max\nmax: 15")
    #expect(try PolicyTrial(share, metrics: metric(13.4)).decision() == .pass)
    #expect(try PolicyTrial(share, metrics: metric(13.6)).decision() == .fail)
  }

  // MARK: Cadence

  private func reviews(_ days: [String]) -> [String: [[String: String]]] {
    ["reviews": days.map { ["reviewed_at": "\($0)T09:00:00Z", "id": $0, "subject": "log_review", "reviewer": "a"] }]
  }

  @Test func `a month without a review is named`() throws {
    let trial = try PolicyTrial(
      gate("cadence: {records: reviews, every: P1M}"), reviews(["2024-01-31", "2024-03-01"]))
    #expect(trial.decision() == .fail)
    #expect(trial.decisions.first?.tested?.exceptions.map(\.id) == ["2024-02"])
    #expect(try PolicyTrial(gate("cadence: {records: reviews}"), reviews([])).problems.count == 1)
  }

  @Test func `weeks count from Monday, and only whole ones`() throws {
    let period = try #require(Period("2024-02"))
    // The whole weeks of February 2024 begin on the 5th, 12th and 19th.
    let trial = try PolicyTrial(
      gate("cadence: {records: reviews, every: P1W}"), reviews(["2024-02-11", "2024-02-12"]), period: period)
    #expect(trial.decisions.first?.tested?.population == 3)
    #expect(trial.decisions.first?.tested?.exceptions.map(\.id) == ["2024-02-19 to 2024-02-25"])
  }

  @Test func `a long cadence looks back before the period`() throws {
    let yaml = gate("cadence: {records: reviews, every: P1Y}")
    let earlier = reviews(["2023-05-02"])
    #expect(try PolicyTrial(yaml, reviews([]), earlier: earlier).decision() == .pass)
    #expect(try PolicyTrial(yaml, reviews([]), earlier: reviews(["2023-03-31"])).decision() == .fail)
    #expect(try PolicyTrial(yaml, reviews(["2024-03-31"])).decision() == .pass)
  }

  // MARK: Sequences

  private func signIns(_ events: [(String, String)]) -> [String: [[String: String]]] {
    let rows = events.enumerated().map { index, event in
      ["run_at": "2024-02-01T\(event.0)Z", "id": "\(index)", "tool": event.1, "scope": "ann", "result": "x"]
    }
    return ["scans": rows]
  }

  @Test(arguments: [("10:14:59", Decision.fail), ("10:19:04", .fail), ("10:19:05", .pass)])
  func `a sign-in while an account is locked is found`(time: String, expected: Decision) throws {
    let yaml = gate(
      """
      sequence:
        records: scans
        by: scope
        after: 'record.tool == "failed"'
        times: 5
        never: 'record.tool == "login"'
        within: PT15M
      """)
    let failures = (0..<5).map { ("10:04:0\($0)", "failed") }
    #expect(try PolicyTrial(yaml, signIns(failures + [(time, "login")])).decision() == expected)
    let interrupted = failures.prefix(4) + [("10:04:30", "login"), ("10:04:40", "failed"), (time, "login")]
    #expect(try PolicyTrial(yaml, signIns(Array(interrupted))).decision() == .notApplicable)
  }

  /// Nine failures hold five that end with the ninth: the time runs from the last one.
  @Test(arguments: [(5, "10:19:05", 1), (5, "10:19:06", 0), (9, "10:23:05", 1), (9, "10:23:06", 0), (4, "10:04:00", 0)])
  func `a long run is followed from its end`(failures: Int, login: String, exceptions: Int64) throws {
    let yaml = gate(
      """
      sequence:
        records: scans
        by: scope
        after: 'record.tool == "failed"'
        times: 5
        reset: 'record.tool == "login"'
        never: 'record.tool == "login"'
        within: PT15M
      """)
    let run = (0..<failures).map { ("10:0\($0):05", "failed") }
    let tested = try PolicyTrial(yaml, signIns(run + [(login, "login"), ("10:25:00", "login")])).decisions.first?.tested
    #expect(tested?.exceptionCount == exceptions)
    #expect(tested?.population == (failures < 5 ? 0 : 1))
  }

  @Test func `what the period's end cuts off is not tested`() throws {
    func population(_ rule: String, _ time: String) throws -> Int64? {
      let yaml = gate(
        "sequence: {records: scans, by: scope, after: 'record.tool == \"a\"', \(rule): 'record.tool == \"b\"', within: PT15M}"
      )
      let row = ["run_at": "2024-03-31T\(time)Z", "id": "1", "tool": "a", "scope": "s", "result": "x"]
      return try PolicyTrial(yaml, ["scans": [row]]).decisions.first?.tested?.population
    }
    for rule in ["never", "then"] {
      #expect(try population(rule, "23:45:00") == 1)
      #expect(try population(rule, "23:45:01") == 0)
    }
  }

  @Test func `a token is used once and in time`() throws {
    let yaml = gate(
      """
      sequence:
        records: scans
        by: scope
        after: 'record.tool == "created"'
        only: 'record.tool == "used"'
        within: PT90S
      """)
    let created = ("10:00:00", "created")
    #expect(try PolicyTrial(yaml, signIns([created, ("10:01:30", "used")])).decision() == .pass)
    #expect(try PolicyTrial(yaml, signIns([created, ("10:01:31", "used")])).decision() == .fail)
    let twice = try PolicyTrial(yaml, signIns([created, ("10:00:10", "used"), ("10:00:20", "used")]))
    #expect(twice.decisions.first?.tested?.exceptionCount == 1)
    #expect(twice.decisions.first?.tested?.population == 2)
  }

  // MARK: Trends, composites, evidence

  private func series(_ values: [Double]) -> [String: [[String: String]]] {
    let rows = values.enumerated().map { index, value in
      ["at": Day(number: 19_723 + index).start.description, "name": "s", "value": "\(value)", "unit": "%"]
    }
    return ["series": rows]
  }

  @Test func `three rises in a row are a trend, two are not`() throws {
    let yaml = gate("trend: {metric: s, increases: 3}")
    #expect(try PolicyTrial(yaml, series([1, 2, 3, 3, 4, 5])).decision() == .pass)
    #expect(try PolicyTrial(yaml, series([1, 2, 3, 4])).decision() == .fail)
    #expect(try PolicyTrial(yaml, series([])).decision() == .noData)
  }

  @Test func `composites keep what is not known`() throws {
    let yaml = """
      policy_name: P
      gates:
        - {name: yes, metric: m, comparison: greater_than, threshold: 0}
        - {name: no, metric: m, comparison: greater_than, threshold: 9}
        - {name: none, metric: absent, comparison: greater_than, threshold: 9}
        - {name: both, all: [yes, no]}
        - {name: either, any: [yes, no]}
        - {name: neither known, all: [yes, none]}
        - {name: one is enough, any: [yes, none]}
        - {name: not no, not: no}
        - {name: not none, not: none}
        - {name: of composites, all: [either, not-no]}
      """
    let trial = try PolicyTrial(yaml, metrics: metric(5))
    let expected: [(String, Decision)] = [
      ("both", .fail), ("either", .pass), ("neither-known", .noData), ("one-is-enough", .pass), ("not-no", .pass),
      ("not-none", .noData), ("of-composites", .pass),
    ]
    for (id, decision) in expected { #expect(trial.decision(id) == decision, "\(id)") }
  }

  @Test func `a composite holds conditions beside gates`() throws {
    func decision(_ operation: String, _ a: Double, _ b: Double) throws -> Decision? {
      let metrics = [("a", a), ("b", b)].map { Metric(name: $0, value: $1, origin: "test") }
      let yaml = """
        policy_name: P
        gates:
          - {name: A, metric: a, comparison: less_than, warning: 4, critical: 5}
          - name: C
            \(operation): [a, {metric: b, comparison: less_than, threshold: 15, near: true}]
        """
      return try PolicyTrial(yaml, metrics: metrics).decision("c")
    }
    // "A and B both warning": neither holds.
    #expect(try decision("any", 4.5, 14.5) == .fail)
    #expect(try decision("any", 3, 14.5) == .pass)
    #expect(try decision("any", 4.5, 2) == .pass)
    #expect(try decision("all", 3, 2) == .pass)
    #expect(try decision("all", 3, 14.5) == .fail)
    let wrong = "policy_name: P\ngates:\n  - {name: C, all: [{metric: b, comparison: less_then, threshold: 1}]}"
    #expect(try PolicyTrial(wrong).problems.first?.hint?.contains("less_than") == true)
  }

  @Test func `a composite that stands on itself is refused`() throws {
    let yaml = "policy_name: P\ngates:\n  - {name: a, all: [b]}\n  - {name: b, not: a}\n"
    #expect(try PolicyTrial(yaml).problems.contains { $0.message.contains("stands on itself") })
    let unknown = "policy_name: P\ngates:\n  - {name: a, all: [bb]}\n  - {name: bbb, evidence: [users]}\n"
    #expect(try PolicyTrial(unknown).problems.first?.hint == "did you mean 'bbb'?")
  }

  // MARK: Alert rules

  private func alert(raised: String, acknowledged: String?, escalations: String = "[]") -> [String: String] {
    var row = [
      "raised_at": raised, "id": "A1", "rule": "Single Obligor Warning", "severity": "warning",
      "escalations": escalations,
    ]
    row["acknowledged_at"] = acknowledged
    return row
  }

  private var rule: String {
    """
    policy_name: P
    alert_rules:
      - name: "Single Obligor Warning"
        description: "Alert when any single obligor exceeds 4%"
        trigger:
          metric: "s"
          condition: "greater_than"
          threshold: 4.0
          threshold_type: "percentage"
        notification:
          channels:
            - email
            - slack
          recipients:
            - compliance@example.com
          frequency: "immediate"
        escalation:
          enabled: true
          escalate_after: "4_hours"
          escalate_to:
            - head_of_compliance@example.com
    """
  }

  @Test func `an alert rule loads as it is written, and is replayed`() throws {
    // The series stands at 4.5 on 2 January, and at 3 before and after it.
    var records = series([3, 4.5, 3])
    func faults(_ alerts: [[String: String]]) throws -> [String] {
      records["alerts"] = alerts
      let trial = try PolicyTrial(rule, records)
      #expect(trial.problems.isEmpty)
      return trial.decisions.first?.tested?.exceptions.map(\.why) ?? []
    }
    let day = "2024-01-02T"
    #expect(try faults([alert(raised: day + "00:05:00Z", acknowledged: day + "01:00:00Z")]) == [])
    #expect(try faults([]).first?.hasPrefix("should have fired") == true)
    #expect(try faults([alert(raised: "2024-01-02T00:05:00Z", acknowledged: day + "04:30:00Z")]).count == 1)
    let escalated = #"[{"level": 2, "at": "2024-01-02T04:05:00Z", "notified": ["x"]}]"#
    let late = try faults([alert(raised: day + "00:05:00Z", acknowledged: day + "05:00:00Z", escalations: escalated)])
    #expect(late == ["was acknowledged late"])
    let unescalated = try faults([alert(raised: day + "00:05:00Z", acknowledged: nil)])
    #expect(unescalated == ["was never acknowledged; was not escalated to level 2 in time"])
    let false2 = try faults([
      alert(raised: day + "00:05:00Z", acknowledged: day + "01:00:00Z"),
      alert(raised: "2024-01-03T00:05:00Z", acknowledged: "2024-01-03T00:10:00Z"),
    ])
    #expect(false2 == ["should not have fired"])
  }

  /// The rule's alert of 2 January 00:05, of severity warning: to be acknowledged by 04:05, and escalated to level 2 by 05:05
  /// and to level 3 by 01:05 of the next day, an hour of grace included. An as-of day is judged at its end.
  @Test func `what is due after the as-of date is neither met nor missed`() throws {
    let two = "escalation: [{level: 2, delay: 4_hours, notify: [a]}, {level: 3, delay: 24_hours, notify: [b]}]"
    let rule = """
      policy_name: P
      alert_rules:
        - {name: Single Obligor Warning, trigger: {metric: s, condition: greater_than, threshold: 4.0}, \(two)}
      """
    func decision(_ raised: String, _ asOf: String, _ escalations: String = "[]") throws -> GateDecision {
      var records = series([3, 4.5, 3])
      records["alerts"] = [alert(raised: raised, acknowledged: nil, escalations: escalations)]
      return try #require(try PolicyTrial(rule, records, asOf: asOf).decisions.first)
    }
    func whys(_ decision: GateDecision) -> [String] { decision.tested?.exceptions.map(\.why) ?? [] }
    let told = #"[{"level": 2, "at": "2024-01-02T04:05:00Z"}]"#
    let later = "; not judged, for they are due after the as-of date: "

    let first = try decision("2024-01-02T00:05:00Z", "2024-01-02", told)
    #expect(whys(first) == ["was never acknowledged"])
    #expect(first.reason == "1 fault: 1 alert due, 1 raised" + later + "1 escalation")
    let second = try decision("2024-01-02T00:05:00Z", "2024-01-03", told)
    #expect(whys(second) == ["was never acknowledged; was not escalated to level 3 in time"])

    // Raised at 23:30, half an hour before it is judged: nothing is late yet.
    var records = series([3, 4.5, 3])
    records["series"]?[1]["at"] = "2024-01-02T23:25:00Z"
    records["alerts"] = [alert(raised: "2024-01-02T23:30:00Z", acknowledged: nil)]
    let fresh = try #require(try PolicyTrial(rule, records, asOf: "2024-01-02").decisions.first)
    #expect(fresh.decision == .pass)
    #expect(
      fresh.reason == "1 alert due in 3 values, nothing missed so far" + later + "1 acknowledgement, 2 escalations")
    records["alerts"] = []
    let unraised = try #require(try PolicyTrial(rule, records, asOf: "2024-01-02").decisions.first)
    #expect(unraised.decision == .pass)
    #expect(unraised.reason.hasSuffix(later + "1 alert"))
    #expect(try PolicyTrial(rule, records, asOf: "2024-01-03").decision() == .fail)
  }

  @Test func `a change from nothing is significant, and a severity is read in any case`() throws {
    let rule = """
      policy_name: P
      alert_rules:
        - {name: "R", trigger: {metric: s, condition: significant_change, threshold: 50}}
      """
    func whys(_ values: [Double], _ alerts: [[String: String]] = []) throws -> [String] {
      var records = series(values)
      records["alerts"] = alerts
      return try PolicyTrial(rule, records).decisions.first?.tested?.exceptions.map(\.why) ?? []
    }
    #expect(try whys([0, 0, 4]) == ["should have fired at 4 and did not"])
    #expect(try whys([4, 5.9]) == [])
    #expect(try whys([4, 6]) == ["should have fired at 6 and did not"])
    var late = alert(raised: "2024-01-03T00:05:00Z", acknowledged: "2024-01-03T04:30:00Z")
    (late["rule"], late["severity"]) = ("R", "WARNING")
    #expect(try whys([0, 0, 4], [late]) == ["was acknowledged late"])
  }

  @Test func `each of very many alerts finds its value`() throws {
    let rule =
      "policy_name: P\nalert_rules: [{name: R, trigger: {metric: s, condition: greater_than, threshold: 0.5}}]\n"
    var records = series((0..<20_000).map { Double($0 % 2) })
    records["alerts"] = (0..<20_000).filter { $0 % 2 == 1 }.reversed().map { index in
      let time = Instant(microseconds: Day(number: 19_723 + index).start.microseconds + 60_000_000).description
      return ["raised_at": time, "id": "A\(index)", "rule": "R", "severity": "none", "escalations": "[]"]
    }
    let years = try #require(Day("2079-01-01").flatMap { Period(start: PolicyTrial.period.start, end: $0) })
    let decision = try #require(try PolicyTrial(rule, records, asOf: "2079-02-01", period: years).decisions.first)
    #expect(decision.decision == .pass)
    #expect(decision.tested?.population == 20_000)
  }

  @Test func `evidence that is planned and empty documents nothing`() throws {
    let yaml = gate("evidence: [system-description, user_list]")
    let planned: Set = ["system-description", "user-list"]
    #expect(try PolicyTrial(yaml, planned: planned).decision() == .pass)
    let empty = try PolicyTrial(yaml, planned: planned, empty: ["user-list"])
    #expect(empty.decision() == .noData)
    #expect(empty.decisions.first?.reason == "planned, and empty: user_list")
  }

  @Test func `a gate that looks records up in a dataset without a source has no data`() throws {
    let policy = """
      policy_name: P
      gates:
        - name: Someone else
          records: deployments
          join: {change: changes on record.change == change.id}
          expect: change == null || record.deployer != change.author
      """
    let deployment = [
      "deployed_at": "2024-01-02T00:00:00Z", "id": "d1", "change": "c1", "deployer": "a", "environment": "production",
      "outcome": "success",
    ]
    let alone = try PolicyTrial(policy, ["deployments": [deployment]])
    #expect(alone.decision() == .noData)
    #expect(alone.decisions.first?.reason == "no source of kind 'changes'")
    #expect(try PolicyTrial(policy, ["deployments": [deployment], "changes": []]).decision() == .pass)
  }
}
