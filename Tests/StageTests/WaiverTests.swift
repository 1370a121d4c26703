import AuditModel
import Diagnostics
import PolicyEvaluation
import Rows
import Testing

@Suite("Waivers, samples and lints") struct WaiverTests {
  private let policy = """
    policy_name: P
    gates:
      - name: G
        severity: warning
        records: changes
        expect: 'record.ci_passed == true'
    """

  private let changes: [String: [[String: String]]] = [
    "changes": ["2024-01-10", "2024-02-10", "2024-03-10"].map {
      ["merged_at": "\($0)T10:00:00Z", "id": $0, "type": "feature", "author": "a", "ci_passed": "false"]
    }
  ]

  private func waiver(
    _ approved: String, _ expires: String, gate: String = "g", approver: String = "Cleo", scope: String = ""
  ) -> String {
    """
    waivers:
      - id: W-1
        gate: \(gate)\(scope)
        reason: the build farm is being replaced
        compensating_control: tests are run by hand
        monitoring_plan: weekly
        owner: Otto
        approver: \(approver)
        approved_on: \(approved)
        expires_on: \(expires)
    """
  }

  @Test(arguments: [
    ("2024-01-01", "2024-06-30", Decision.waived), ("2024-01-01", "2024-04-05", .waived),
    ("2024-01-01", "2024-04-04", .waiverExpired), ("2024-02-01", "2024-06-30", .fail),
    ("2024-04-06", "2024-06-30", .fail),
  ]) func `a waiver covers what is dated from its approval to its end`(
    approved: String, expires: String, expected: Decision
  ) throws {
    let trial = try PolicyTrial(policy, changes, waivers: waiver(approved, expires))
    #expect(trial.decision() == expected)
    #expect(trial.decisions.first?.tested?.exceptionCount == 3)
  }

  @Test func `what a reader should know of a waiver is a finding`() throws {
    func codes(_ waivers: String, _ records: [String: [[String: String]]]) throws -> [String] {
      try PolicyTrial(policy, records, waivers: waivers).judgement?.findings.map(\.code)
        .filter { $0.hasPrefix("waiver") } ?? []
    }
    #expect(try codes(waiver("2024-01-01", "2024-05-05"), changes) == ["waiver_expires_soon"])
    #expect(try codes(waiver("2024-01-01", "2024-05-06"), changes) == [])
    #expect(try codes(waiver("2024-02-01", "2024-12-31"), changes) == ["waiver_approved_afterwards"])
    #expect(try codes(waiver("2024-01-01", "2024-12-31", gate: "absent"), changes) == ["waiver_without_gate"])
    let clean = ["changes": changes["changes"]?.map { $0.merging(["ci_passed": "true"]) { $1 } } ?? []]
    #expect(try codes(waiver("2024-01-01", "2024-12-31"), clean) == ["waiver_not_needed"])
  }

  @Test func `a waiver's scope names the exceptions that it covers`() throws {
    let one = waiver("2024-01-01", "2024-12-31", scope: "\n    scope: [\"2024-01-10\"]")
    #expect(try PolicyTrial(policy, changes, waivers: one).decision() == .fail)
    let all = waiver("2024-01-01", "2024-12-31", scope: "\n    scope: [\"2024-01-10\", \"2024-02-10\", \"2024-03-10\"]")
    #expect(try PolicyTrial(policy, changes, waivers: all).decision() == .waived)
  }

  @Test func `a waiver is late for the exceptions of its scope alone`() throws {
    func isLate(_ id: String) throws -> Bool? {
      let waiver = waiver("2024-03-01", "2024-12-31", scope: "\n    scope: [\"\(id)\"]")
      return try PolicyTrial(policy, changes, waivers: waiver).judgement?.findings
        .contains { $0.code == "waiver_approved_afterwards" }
    }
    #expect(try isLate("2024-03-10") == false)
    #expect(try isLate("2024-02-10") == true)
  }

  /// Users stand: no time of theirs says when they failed. Vulnerabilities are open until they are patched.
  @Test(arguments: [
    ("users", "created_at", "2023-01-01T00:00:00Z", nil as String?, Decision.waived),
    ("users", "created_at", "2024-03-01T00:00:00Z", nil, .waived),
    ("vulnerabilities", "found_at", "2024-01-10T00:00:00Z", nil, .waived),
    ("vulnerabilities", "found_at", "2024-01-10T00:00:00Z", "2024-05-01T00:00:00Z", .waived),
    ("vulnerabilities", "found_at", "2024-01-10T00:00:00Z", "2024-03-01T00:00:00Z", .fail),
    ("vulnerabilities", "found_at", "2024-02-10T00:00:00Z", "2024-03-01T00:00:00Z", .waived),
  ]) func `what still stands at the as-of date is dated by it, and what is closed by its opening`(
    kind: String, field: String, time: String, closed: String?, expected: Decision
  ) throws {
    var record = ["id": "1", field: time]
    record["patched_at"] = closed
    let yaml = policy.replacing("records: changes", with: "records: \(kind)")
      .replacing("record.ci_passed == true", with: "record.id == null")
    let trial = try PolicyTrial(yaml, [kind: [record]], waivers: waiver("2024-02-01", "2024-06-30"))
    #expect(trial.decision() == expected)
    #expect(trial.judgement?.findings.contains { $0.code == "waiver_approved_afterwards" } == (expected == .fail))
  }

  @Test func `the approver is somebody else, and an executive where it matters`() throws {
    let own = try PolicyTrial(policy, changes, waivers: waiver("2024-01-01", "2024-12-31", approver: "otto"))
    #expect(own.problems.map(\.message) == ["the approver is the owner"])
    let severe = policy.replacing("severity: warning", with: "severity: error")
    let trial = try PolicyTrial(severe, changes, waivers: waiver("2024-01-01", "2024-12-31"))
    #expect(trial.problems.first?.message.contains("executive") == true)
  }

  @Test func `of several waivers the one that ends last speaks, whatever their order`() throws {
    func entry(_ id: String, _ approved: String, _ expires: String) -> String {
      waiver(approved, expires).replacing("waivers:\n", with: "").replacing("W-1", with: id)
    }
    let entries = [
      entry("W-1", "2024-01-01", "2024-06-30"), entry("W-2", "2024-01-01", "2024-09-30"),
      entry("W-3", "2024-01-05", "2024-09-30"), entry("W-4", "2023-01-01", "2023-12-31"),
    ]
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2]] {
      let text = "waivers:\n" + order.map { entries[$0] }.joined(separator: "\n")
      let decision = try #require(try PolicyTrial(policy, changes, waivers: text).decisions.first)
      #expect(decision.decision == .waived)
      #expect(decision.waiver?.id == "W-3")
    }
    // Each covers a part, none all: an exception is covered if any covers it.
    let early = waiver("2024-01-01", "2024-12-31", scope: "\n    scope: [\"2024-01-10\"]")
    let late = waiver("2024-01-01", "2024-11-30", scope: "\n    scope: [\"2024-02-10\", \"2024-03-10\"]")
    let both = early + "\n" + late.replacing("waivers:\n", with: "").replacing("W-1", with: "W-2")
    #expect(try PolicyTrial(policy, changes, waivers: both).decision() == .waived)
    #expect(try PolicyTrial(policy, changes, waivers: early).decision() == .fail)
  }

  // MARK: Samples

  private func sampled(_ extra: String = "") -> String {
    """
    policy_name: P
    gates:
      - name: G
        records: changes
        sample: {id: S, size: 2, seed: "42"\(extra)}
    """
  }

  @Test func `a sample waits for its testers, and takes what they found`() throws {
    let drawn = try #require(try PolicyTrial(sampled(), changes).decisions.first)
    #expect(drawn.decision == .indeterminate)
    let sample = try #require(drawn.tested?.sample)
    #expect(sample.items.count == 2)
    #expect(sample.items.map(\.rank) == sample.items.map(\.rank).sorted())
    #expect(!sample.isCommitted)
    func result(_ words: [String]) -> [[String: String]] {
      zip(sample.items, words).map {
        ["tested_on": "2024-04-03", "sample": "S", "item": $0.id, "result": $1, "tester": "T"]
      }
    }
    var records = changes
    records["sample_results"] = result(["pass", "pass"])
    #expect(try PolicyTrial(sampled(), records).decision() == .pass)
    records["sample_results"] = result(["pass", "exception"])
    #expect(try PolicyTrial(sampled(), records).decision() == .fail)
    let committed = try PolicyTrial(sampled(", population_sha256: \(sample.populationDigest)"), changes)
    #expect(committed.decisions.first?.tested?.sample?.isCommitted == true)
    let other = String(repeating: "0", count: 64)
    #expect(try PolicyTrial(sampled(", population_sha256: \"\(other)\""), changes).decision() == .indeterminate)
  }

  @Test func `a sample that is not tested yet passes on no tolerance, and fails on what was found`() throws {
    let drawn = try #require(try PolicyTrial(sampled(), changes).decisions.first?.tested?.sample)
    func decision(_ word: String, _ tolerance: String) throws -> Decision? {
      var records = changes
      records["sample_results"] = [
        ["tested_on": "2024-04-03", "sample": "S", "item": drawn.items[0].id, "result": word, "tester": "T"]
      ]
      return try PolicyTrial(sampled() + "\n    tolerance: \(tolerance)", records).decision()
    }
    #expect(try decision("exception", "60%") == .indeterminate)
    #expect(try decision("exception", "10%") == .fail)
    #expect(try decision("no exception", "60%") == .indeterminate)
  }

  @Test func `what the gate's own test finds outside the sample is named and counts`() throws {
    let ids = try #require(changes["changes"]).compactMap { $0["id"] }
    func trial(_ failing: String, _ tolerance: String) throws -> PolicyTrial {
      try PolicyTrial(
        sampled() + "\n    tolerance: \(tolerance)\n    expect: record.id != '\(failing)'", changes)
    }
    let drawn = try #require(try trial("none", "0%").decisions.first?.tested?.sample).items.map(\.id)
    let left = try #require(ids.first { !drawn.contains($0) })
    #expect(try trial("none", "0%").decision() == .pass)
    let found = try trial(left, "0%")
    #expect(found.decision() == .fail)
    let tested = try #require(found.decisions.first?.tested)
    #expect(tested.sample?.items.map(\.id) == drawn)
    #expect(tested.deviations == 0)
    #expect(tested.exceptionCount == 1)
    #expect(tested.exceptions.map(\.id) == [left])
    #expect(found.decisions.first?.reason.hasSuffix("; 1 record that was not drawn is an exception too") == true)
    let finding = found.judgement?.findings.first { $0.code == "exceptions_outside_sample" }
    #expect(finding?.message.hasPrefix("1 record outside the sample is an exception: \(left) (changes.csv:") == true)
    // One of three lies within a tolerance of two fifths.
    #expect(try trial(left, "40%").decision() == .pass)
    #expect(try trial(drawn[0], "0%").decisions.first?.tested?.deviations == 1)
  }

  @Test func `a result for what was not drawn is a finding at its line`() throws {
    let drawn = try #require(try PolicyTrial(sampled(), changes).decisions.first?.tested?.sample)
    let left = try #require(
      changes["changes"]?.compactMap { $0["id"] }.first { id in !drawn.items.contains { $0.id == id } })
    var records = changes
    records["sample_results"] = [(drawn.items[0].id, "S"), (left, "S"), (left, "T")].map {
      ["tested_on": "2024-04-03", "sample": $1, "item": $0, "result": "pass", "tester": "T"]
    }
    let findings = try PolicyTrial(sampled(), records).judgement?.findings.filter {
      $0.code == "sample_result_not_drawn"
    }
    #expect(findings?.map { $0.subject.split(separator: ":").last } == ["2", "3"])
    #expect(findings?.first?.message == "has a result for '\(left)', which is not in sample 'S'; it counts for nothing")
  }

  @Test func `a sample larger than its population is a finding`() throws {
    let judgement = try PolicyTrial(sampled().replacing("size: 2", with: "size: 25"), changes).judgement
    #expect(
      judgement?.findings.filter { $0.code == "sample_exceeds_population" }.map(\.message)
        == ["asks for 25 items of a population of 3 records: all are tested"])
    #expect(judgement?.decisions.first?.tested?.sample?.items.count == 3)
  }

  // MARK: Lints

  private let citations = """
    texts:
      - {id: SR 11-7, title: T, effective: "2011-04-04", superseded: "2026-04-17", superseded_by: SR 26-2, clauses: [V]}
      - {id: SR 26-2, title: T, effective: "2026-04-17"}
    topics:
      - {topic: encryption, words: [encrypt], criteria: {soc2: [CC6.1]}}
    """

  @Test func `the longest name of a text is the one that is cited`() throws {
    let register = """
      texts:
        - {id: SR 11, title: T, superseded: "2012-01-01"}
        - {id: SR 11-7, title: T}
        - {id: PCI DSS 4.0, title: T, superseded: "2020-01-01"}
        - {id: PCI DSS 4.0.1, title: T}
      """
    func cited(_ words: String) throws -> [String]? {
      try PolicyTrial(
        "policy_name: P\ncitation: \(words)\ngates: [{name: G, evidence: [users]}]\n", citations: register
      ).judgement?.findings.filter { $0.code == "citation_not_in_force" }.map(\.message)
    }
    #expect(try cited("SR 11-7") == [])
    #expect(try cited("PCI DSS 4.0.1, 8.4") == [])
    #expect(try cited("PCI DSS 4.0, 8.4") == ["cites PCI DSS 4.0, which was superseded on 2020-01-01"])
    #expect(try cited("SR 11-7 and SR 11.") == ["cites SR 11, which was superseded on 2012-01-01"])
    #expect(try cited("SR 11-70") == [])
  }

  @Test func `policies without a gate, and criteria that a framework lacks, are findings`() throws {
    let none = try PolicyTrial("policy_name: P\nalert_rules: []\n")
    #expect(none.judgement?.findings.map(\.code) == ["nothing_decided"])
    let yaml = """
      policy_name: P
      controls: [{id: C1, title: T, criteria: [{framework: soc2, id: CC6.99}, {framework: other, id: X}]}]
      gates: [{name: G, controls: [C1], evidence: [users]}]
      """
    let trial = try PolicyTrial(yaml, criteria: ["soc2": ["CC6.1", "CC6.9"]])
    #expect(
      trial.judgement?.findings.map(\.message)
        == ["is mapped to soc2 CC6.99, which the framework does not have; did you mean 'CC6.9'?"])
  }

  @Test func `lints are findings`() throws {
    let yaml = """
      policy_name: P
      citation: SR 11-7
      reviewed_on: "2025-01-01"
      controls:
        - {id: C1, title: Encryption at rest, criteria: [{framework: soc2, id: CC6.6}]}
        - {id: C2, title: Something}
      gates:
        - {name: At least thirty, clause: "SR 11-7 III.B.1", controls: [C1], metric: m, comparison: greater_than, threshold: 30}
      """
    func codes(_ period: String, _ asOf: String) throws -> [String] {
      let trial = try PolicyTrial(yaml, citations: citations, asOf: asOf, period: try #require(Period(period)))
      return try #require(trial.judgement).findings.map(\.code)
    }
    let always = [
      "clause_not_in_text", "threshold_without_rationale", "comparison_excludes_limit", "mapping_differs",
      "control_without_criterion",
    ]
    #expect(try codes("Q4-2025", "2026-01-01") == always)
    let later = ["citation_not_in_force", "citation_not_in_force", "clause_not_in_text", "policy_review_overdue"]
    #expect(try codes("Q2-2026", "2026-07-01") == later + always.dropFirst())
  }
}
