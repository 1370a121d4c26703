import AuditModel
import CEL
import Diagnostics
import Measurement
import PolicyEvaluation
import Rows
import Testing
import YAML

/// One rule for every kind of gate: a record for which an expression cannot be computed never counts in the gate's favour,
/// and is named with its file and line.
@Suite("Records that cannot be evaluated") struct UnansweredRecordTests {
  private func gate(_ lines: String) -> String {
    "policy_name: P\ngates:\n  - name: G\n" + lines.split(separator: "\n").map { "    " + $0 + "\n" }.joined()
  }

  /// Scans with what was found as a number in words; `x` is none.
  private func scans(_ results: [(tool: String, result: String)]) -> [String: [[String: String]]] {
    [
      "scans": results.enumerated().map { index, scan in
        [
          "run_at": "2024-0\(index % 3 + 1)-10T10:0\(index):00Z", "id": "S\(index)", "tool": scan.tool, "scope": "all",
          "result": scan.result,
        ]
      }
    ]
  }

  private func named(_ trial: PolicyTrial) -> [String] {
    trial.decisions.first?.tested?.exceptions.map { "\($0.id) \($0.origin.file):\($0.origin.line)" } ?? []
  }

  @Test func `a cadence counts no record that cannot be told to be the thing`() throws {
    let yaml = gate("cadence: {records: scans, where: 'int(record.result) < 3', every: P1M}")
    #expect(try PolicyTrial(yaml, scans([("a", "1"), ("a", "2"), ("a", "0")])).decision() == .pass)
    let trial = try PolicyTrial(yaml, scans([("a", "1"), ("a", "2"), ("a", "0"), ("a", "x")]))
    #expect(trial.decision() == .fail)
    #expect(named(trial) == ["S3 scans.csv:4"])
    #expect(trial.decisions.first?.reason.hasSuffix("; 1 record cannot be evaluated") == true)
    #expect(trial.decisions.first?.tested?.population == 4)
  }

  @Test(arguments: ["after", "never", "reset", "by"]) func `a sequence names the record in each of its expressions`(
    key: String
  ) throws {
    var lines = [
      "by": "record.scope", "after": "record.tool == 'first'", "never": "record.tool == 'second'",
      "reset": "record.tool == 'third'",
    ]
    let good = scans([("first", "1"), ("other", "1")])
    func yaml() -> String {
      gate(
        "sequence:\n  records: scans\n"
          + lines.sorted { $0.key < $1.key }.map { "  \($0): \"\($1)\"" }.joined(separator: "\n"))
    }
    #expect(try PolicyTrial(yaml(), good).decision() == .pass)
    lines[key] = key == "by" ? "string(int(record.result))" : "int(record.result) == 9"
    if key == "after" { lines[key] = "int(record.result) == 1 || record.tool == 'first'" }
    let trial = try PolicyTrial(yaml(), scans([("first", "1"), ("other", "1"), ("second", "x")]))
    #expect(trial.decision() == .fail)
    #expect(named(trial) == ["S2 scans.csv:3"])
  }

  @Test func `a join whose key cannot be computed finds nothing, and does not pass for it`() throws {
    let yaml = gate(
      """
      records: approvals
      join: {review: reviews on string(int(record.reviewer)) == review.id}
      expect: review == null || review.reviewer != record.approver
      """)
    let approval = ["decided_at": "2024-02-01T00:00:00Z", "id": "A1", "amount": "1", "reviewer": "7", "approver": "b"]
    let review = ["reviewed_at": "2024-01-01T00:00:00Z", "id": "7", "subject": "s", "reviewer": "a"]
    #expect(try PolicyTrial(yaml, ["approvals": [approval], "reviews": [review]]).decision() == .pass)
    var wrong = approval
    wrong["reviewer"] = "seven"
    let trial = try PolicyTrial(yaml, ["approvals": [approval, wrong], "reviews": [review]])
    #expect(trial.decision() == .fail)
    #expect(trial.decisions.first?.tested?.exceptions.map(\.origin.line) == [2])
  }

  @Test func `records are joined by what is computed on both sides, and an unmatched one is named`() throws {
    let yaml = gate(
      """
      records: approvals
      join: {review: reviews on record.reviewer.lowerAscii() == review.reviewer.lowerAscii()}
      expect: review.subject == 'ok'
      """)
    func approval(_ id: String, _ reviewer: String) -> [String: String] {
      ["decided_at": "2024-02-01T00:00:00Z", "id": id, "amount": "1", "reviewer": reviewer, "approver": "b"]
    }
    let review = ["reviewed_at": "2024-01-01T00:00:00Z", "id": "7", "subject": "ok", "reviewer": "Ann@X"]
    let trial = try PolicyTrial(
      yaml, ["approvals": [approval("A1", "ann@x"), approval("A2", "bob@x")], "reviews": [review]])
    #expect(trial.decisions.first?.tested?.exceptions.map(\.id) == ["A2"])
    #expect(
      trial.decisions.first?.tested?.exceptions.first?.why
        == "the test cannot be evaluated: no record of reviews has the review.reviewer.lowerAscii() 'bob@x', so 'review.subject' has no value"
    )
  }

  @Test func `a sequence says of records without a key that they belong to none`() throws {
    func yaml(_ rule: String) -> String {
      gate(
        "sequence: {records: alerts, by: channel, after: 'record.rule == \"a\"', \(rule): 'record.rule == \"b\"', within: PT1H}"
      )
    }
    func alert(_ id: String, _ rule: String, _ channel: String?) -> [String: String] {
      var row = ["raised_at": "2024-02-01T00:0\(id):00Z", "id": id, "rule": rule, "severity": "info"]
      row["channel"] = channel
      return row
    }
    let never = try PolicyTrial(yaml("never"), ["alerts": [alert("1", "a", "c"), alert("2", "b", nil)]])
    #expect(never.decision() == .pass)
    #expect(never.decisions.first?.reason == "holds 1 of 1 time; 1 record without a key belongs to no sequence")
    let only = try PolicyTrial(yaml("only"), ["alerts": [alert("1", "a", "c"), alert("2", "b", nil)]])
    #expect(only.decision() == .fail)
    let then = try PolicyTrial(yaml("then"), ["alerts": [alert("1", "a", nil), alert("2", "b", "c")]])
    #expect(then.decision() == .fail)
  }

  @Test(arguments: [
    "measure: count, where: 'int(record.result) < 9'", "measure: sum, value: 'int(record.result)'",
    "measure: mean, value: 'int(record.result)'", "measure: min, value: 'int(record.result)'",
    "measure: max, value: 'int(record.result)'", "measure: ratio, holds: 'int(record.result) < 9'",
    "measure: unique, value: 'string(int(record.result))'",
    "measure: percentile, percentile: 50, value: 'int(record.result)'",
    "measure: peak_rate, per: PT1H, by: ['string(int(record.result))']",
    "measure: count, group_by: ['string(int(record.result))']",
  ]) func `a measure has no figure, and names the first such record`(measure: String) throws {
    let text = "measures:\n  - {name: m, records: scans, \(measure)}\n"
    let file = try YAMLFile.parse(Array(text.utf8), name: "m.yaml")
    let collector = DiagnosticCollector()
    var reader = MeasureReader(
      MeasureContext(kinds: DatasetKinds.all, constants: [], functions: [], zones: { _ in nil }), literals: [])
    let measures = reader.read(YAMLMapping(file.root, of: file, what: "file", collector))
    #expect(collector.all.isEmpty)
    let kind = try #require(DatasetKinds.named("scans"))
    func metrics(_ results: [String]) throws -> [Metric] {
      let rows = try #require(scans(results.map { ("a", $0) })["scans"])
      let table = TestRecords(kind: kind, rows: rows).table(seeds: reader.literals)
      let account = SourceReconciliation(
        name: "s", kind: "scans",
        files: [FileReconciliation(path: "scans.csv", sha256: "", bytes: 0, counts: RecordCounts())], expected: nil,
        first: nil, last: nil, largestGap: nil, rejections: [])
      return MeasureRun(measures, tables: ["scans": table]).metrics(sources: [account], events: Pass())
    }
    #expect(try metrics(["1", "2"]).allSatisfy { $0.value != nil })
    let undefined = try metrics(["1", "x", "y"])
    #expect(undefined.allSatisfy { $0.value == nil })
    #expect(undefined.first?.undefined?.hasPrefix("2 records cannot be evaluated, the first at scans.csv:2: ") == true)
    let yaml = gate("metric: m\ncomparison: less_than\nthreshold: 1000000")
    let decision = try #require(try PolicyTrial(yaml, metrics: undefined).decisions.first)
    #expect(decision.decision == .indeterminate)
    #expect(decision.reason.contains("the first at scans.csv:2"))
    let empty = try PolicyTrial(yaml, metrics: [Metric(name: "m", value: nil, undefined: "no value", origin: "scans")])
    #expect(empty.decision() == .noData)
  }
}
