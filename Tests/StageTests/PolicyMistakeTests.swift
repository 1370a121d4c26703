import AuditModel
import Diagnostics
import PolicyEvaluation
import Testing

/// What somebody writes who has not read the guide, and what is said to them.
@Suite("Mistakes in policies") struct PolicyMistakeTests {
  private func gate(_ lines: String) -> String {
    "policy_name: P\ngates:\n  - name: G\n" + lines.split(separator: "\n").map { "    " + $0 + "\n" }.joined()
  }

  private func problems(_ yaml: String, known: KnownMetrics? = nil) throws -> [Diagnostic] {
    try PolicyTrial(yaml, known: known).problems
  }

  @Test func `a source is no dataset`() throws {
    let problem = try #require(try problems(gate("records: github\nexpect: 'true'")).first)
    #expect(problem.message == "'github' is a source of kind events, not a dataset")
    #expect(problem.hint?.hasPrefix("write events") == true)
    #expect(problem.location?.line == 4)
    let cadence = try #require(try problems(gate("cadence: {records: github, every: P1M}")).first)
    #expect(cadence.message == problem.message)
  }

  @Test(arguments: [
    ("records: reviews\nevery: P1M", "'every' belongs under 'cadence'", 5, "write cadence: {records: reviews"),
    ("cadence: P1M\nrecords: reviews", "'cadence' must be a mapping", 4, "write cadence: {records: reviews"),
    (
      "sequence: events\nby: ip\nafter: record.type == 'a'\nnever: record.type == 'b'",
      "'after' belongs under 'sequence'",
      6, "write sequence: {records: events"
    ),
  ]) func `keys laid flat get the nested form`(lines: String, message: String, line: Int, hint: String) throws {
    let found = try problems(gate(lines))
    #expect(found.map(\.message) == [message])
    #expect(found.first?.location?.line == line)
    #expect(found.first?.hint?.hasPrefix(hint) == true)
  }

  @Test func `a policy without a gate is an error`() throws {
    let problem = try #require(try problems("policy_name: P\ngates: []\n").first)
    #expect(problem.message == "policy has no gate")
    #expect(problem.location?.line == 2)
  }

  // MARK: Metrics

  private let declared = KnownMetrics(
    [
      .init(name: "failures_per_minute", unit: "records"), .init(name: "patch_time", unit: "s"),
      .init(name: "share", unit: "1", isShare: true), .init(name: "percent", unit: "%", isShare: true),
    ], isOpen: false)

  private func metric(_ name: String, _ threshold: String) -> String {
    gate("metric: \(name)\ncomparison: less_than\nthreshold: \(threshold)")
  }

  @Test func `a misspelt metric is an error where nothing else can give it, and a finding otherwise`() throws {
    let problem = try #require(try problems(metric("failure_per_minute", "5"), known: declared).first)
    #expect(problem.message == "no measure gives a metric 'failure_per_minute'")
    #expect(problem.hint == "did you mean 'failures_per_minute'?")
    #expect(problem.location?.line == 4)
    let open = KnownMetrics(declared.entries, isOpen: true)
    let trial = try PolicyTrial(metric("failure_per_minute", "5"), known: open)
    #expect(trial.decision() == .noData)
    let findings = trial.judgement?.findings.filter { $0.code == "metric_unknown" } ?? []
    #expect(
      findings.map(\.message) == [
        "no measure, export or model gives a metric 'failure_per_minute'; did you mean 'failures_per_minute'?"
      ])
    let right = try PolicyTrial(metric("failures_per_minute", "5"), known: open)
    #expect(right.judgement?.findings.contains { $0.code == "metric_unknown" } == false)
  }

  @Test(arguments: [
    ("share", "5%", nil as String?), ("share", "0.05", nil), ("percent", "5%", nil), ("failures_per_minute", "5", nil),
    ("share", "5", "'share' is a ratio between 0 and 1, and the threshold is 5"),
    ("percent", "0.95", "'percent' is a ratio in per cent, and the threshold has no unit"),
    ("patch_time", "5%", "'patch_time' counts in s, and the threshold is in per cent"),
  ]) func `a threshold means something in the metric's unit`(name: String, threshold: String, message: String?) throws {
    let found = try problems(metric(name, threshold), known: declared)
    #expect(found.map(\.message) == (message.map { [$0] } ?? []))
    if message != nil { #expect(found.first?.location?.line == 6) }
  }

  @Test func `a percentage is not held against an imported metric in another unit`() throws {
    let metrics = [Metric(name: "m", value: 3, unit: "ms", origin: "t")]
    #expect(try PolicyTrial(metric("m", "5%"), metrics: metrics).decision() == .indeterminate)
  }
}
