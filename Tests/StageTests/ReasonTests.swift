import AuditModel
import Measurement
import PolicyEvaluation
import Rows
import Testing

/// What a decision says of records that it did not see, and of its figures.
@Suite("Reasons of decisions") struct ReasonTests {
  private func gate(_ lines: String) -> String {
    "policy_name: P\ngates:\n  - name: G\n" + lines.split(separator: "\n").map { "    " + $0 + "\n" }.joined()
  }

  // MARK: Records that could not be read

  private let users: [[String: String]] = [["id": "1", "email": "a", "status": "active", "mfa_enrolled": "true"]]
  private var mfa: String { gate("records: users\nexpect: mfa_enrolled == true") }

  @Test func `a population of which nothing could be read is indeterminate`() throws {
    let trial = try PolicyTrial(mfa, ["users": []], rejected: ["users": 14])
    #expect(trial.decision() == .indeterminate)
    #expect(trial.decisions.first?.reason == "none of the 14 records of users_export could be read")
    #expect(try PolicyTrial(mfa, ["users": []]).decision() == .notApplicable)
  }

  @Test func `a pass over the rest says how much could not be read`() throws {
    let trial = try PolicyTrial(mfa, ["users": users], rejected: ["users": 7])
    #expect(trial.decision() == .pass)
    #expect(trial.decisions.first?.reason == "the one record holds; 7 of 8 records of users_export could not be read")
    #expect(try PolicyTrial(mfa, ["users": users]).decisions.first?.reason == "the one record holds")
  }

  @Test func `a join on records that could not be read does not pass in silence`() throws {
    let join = gate("records: scans\njoin: {p: users on record.scope == p.email}\nexpect: p == null || p.status == 'x'")
    let scans = [["run_at": "2024-02-01T00:00:00Z", "id": "1", "tool": "t", "scope": "b", "result": "r"]]
    let some = try PolicyTrial(join, ["scans": scans, "users": users], rejected: ["users": 7])
    #expect(some.decision() == .pass)
    #expect(some.decisions.first?.reason == "the one record holds; 7 of 8 records of users_export could not be read")
    let none = try PolicyTrial(join, ["scans": scans, "users": []], rejected: ["users": 14])
    #expect(none.decision() == .indeterminate)
    #expect(none.decisions.first?.reason == "none of the 14 records of users_export could be read")
  }

  @Test func `a figure says what its dataset could not give`() throws {
    let metrics = [Metric(name: "m", value: 1, sampleSize: 1, origin: "users")]
    let trial = try PolicyTrial(
      gate("metric: m\ncomparison: less_than\nthreshold: 2"), ["users": users], metrics: metrics, rejected: ["users": 7]
    )
    #expect(trial.decisions.first?.reason == "m of 1 is less than 2; 7 of 8 records of users_export could not be read")
  }

  @Test func `a failure is not hidden by what could not be read`() throws {
    let bare = [["id": "1", "email": "a", "status": "active", "mfa_enrolled": "false"]]
    #expect(try PolicyTrial(mfa, ["users": bare], rejected: ["users": 7]).decision() == .fail)
  }

  @Test func `a condition that selects nothing is told from a dataset without records`() throws {
    let trial = try PolicyTrial(gate("records: users\nwhere: status == 'gone'\nexpect: 'true'"), ["users": users])
    #expect(trial.decision() == .notApplicable)
    #expect(trial.decisions.first?.reason == "the one record of users does not match 'where'")
    let more = try PolicyTrial(
      gate("records: users\nwhere: status == 'gone'\nexpect: 'true'"), ["users": users + [["id": "2"]]])
    #expect(more.decisions.first?.reason == "none of the 2 records of users match 'where'")
  }

  // MARK: Figures

  private func reason(_ value: Double, _ unit: String?, _ limit: String) throws -> String? {
    let metrics = [Metric(name: "m", value: value, unit: unit, sampleSize: nil, labels: [], interval: nil, origin: "t")]
    return try PolicyTrial(gate("metric: m\ncomparison: less_than_or_equal\nthreshold: \(limit)"), metrics: metrics)
      .decisions.first?.reason
  }

  @Test func `figures are rounded and carry their unit, but never so that two look alike`() throws {
    #expect(try reason(1_779_840.000_000_000_2, "s", "1209600") == "m of 20 d 14 h 24 min is not at most 14 d")
    #expect(try reason(2.123_456_789, "s", "2") == "m of 2.12346 s is not at most 2 s")
    #expect(try reason(0.095_800_000_000_1, "1", "5%") == "m of 0.0958 is not at most 0.05")
    #expect(try reason(9.58, "%", "5%") == "m of 9.58 % is not at most 5 %")
    #expect(try reason(250, "ms", "300") == "m of 250 ms is at most 300 ms")
    #expect(try reason(7, "records", "5") == "m of 7 is not at most 5")
    #expect(try reason(0.150_000_01, nil, "0.15") == "m of 0.15000001 is not at most 0.15")
    #expect(try reason(86_400.4, "s", "86400") == "m of 86,400.4 s is not at most 86,400 s")
  }

  @Test func `one of a thing is not said in the plural`() throws {
    let yearly = gate("cadence: {records: reviews, every: P1Y}")
    let review = [["reviewed_at": "2024-02-01T09:00:00Z", "id": "1", "subject": "log_review", "reviewer": "a"]]
    #expect(
      try PolicyTrial(yearly, ["reviews": review]).decisions.first?.reason == "a record in each of 1 year")
  }

  // MARK: Exceptions

  @Test func `an exception shows what the conditions read of joined records, and what they are found by`() throws {
    let yaml = gate(
      "records: deployments\njoin: {c: changes on record.change == c.id}\nexpect: record.deployer != c.author")
    let deployment = [
      "deployed_at": "2024-02-01T00:00:00Z", "id": "D1", "change": "C1", "deployer": "ann", "environment": "production",
      "outcome": "success",
    ]
    let change = ["merged_at": "2024-01-31T00:00:00Z", "id": "C1", "type": "feature", "author": "ann"]
    let tested = try PolicyTrial(yaml, ["deployments": [deployment], "changes": [change]]).decisions.first?.tested
    #expect(tested?.fields == ["change", "deployer", "c.author"])
    #expect(tested?.exceptions.map(\.values) == [["C1", "ann", "ann"]])
    #expect(tested?.exceptions.first?.why == "deployer is ann, c.author is ann; expected record.deployer != c.author")
    let alone = try PolicyTrial(yaml, ["deployments": [deployment], "changes": []]).decisions.first?.tested
    #expect(
      alone?.exceptions.first?.why
        == "the test cannot be evaluated: no record of changes has the id 'C1', so 'c.author' has no value")
  }

  @Test func `an empty field is said as one`() throws {
    let change = ["merged_at": "2024-01-31T00:00:00Z", "id": "C1", "type": "feature", "author": "ann"]
    let expects = gate("records: changes\nexpect: size(record.reviewers) > 0")
    #expect(
      try PolicyTrial(expects, ["changes": [change]]).decisions.first?.tested?.exceptions.map(\.why)
        == ["reviewers is empty; expected size(record.reviewers) > 0"])
    let selects = gate("records: changes\nwhere: size(record.reviewers) > 0\nexpect: 'true'")
    #expect(
      try PolicyTrial(selects, ["changes": [change]]).decisions.first?.tested?.exceptions.map(\.why)
        == ["it cannot be told whether size(record.reviewers) > 0: reviewers is empty"])
  }

  @Test func `a word that no record has is noted with the nearest`() throws {
    let deployment = [
      "deployed_at": "2024-02-01T00:00:00Z", "id": "D1", "deployer": "ann", "environment": "production",
      "outcome": "success",
    ]
    func notes(_ condition: String) throws -> [String]? {
      try PolicyTrial(gate("records: deployments\nexpect: \(condition)"), ["deployments": [deployment]])
        .judgement?.notes.map(\.message)
    }
    #expect(
      try notes("record.outcome == 'succes'")
        == ["no record of deployments has the outcome 'succes'; the nearest is 'success'"])
    #expect(
      try notes("record.outcome in ['success', 'abandoned']")
        == ["no record of deployments has the outcome 'abandoned'"])
    #expect(try notes("record.outcome == 'success'") == [])
  }
}
