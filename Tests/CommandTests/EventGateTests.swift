import Foundation
import TestSupport
import Testing

/// Gates over events that stream by once: look-backs, ids, and what a figure is made of.
@Suite("Gates over events") struct EventGateTests {
  private func decisions(_ gates: String, _ events: [String], extra: String = "") throws -> DecisionsJSON {
    let workspace = try Workspace()
    let definition = """
      pack: p
      title: T
      organization: O
      period: Q1-2024
      as_of: 2024-04-05
      sources:
        log: {path: log.jsonl, kind: events, unique: event_id}
      policies: [policy.yaml]
      """
    try workspace.write("pack.yaml", Array(definition.utf8))
    try workspace.write("policy.yaml", Array("policy_name: P\n\(extra)gates:\n\(gates)".utf8))
    try workspace.write("log.jsonl", Array((events.joined(separator: "\n") + "\n").utf8))
    let run = try Program.run(["gate", "pack.yaml", "--format", "json"], folder: workspace.folder)
    #expect(run.status < 2, "\(run.err)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(DecisionsJSON.self, from: Data(run.outBytes))
  }

  private func event(_ time: String, _ type: String, id: String, ip: String = "10.0.0.1") -> String {
    #"{"timestamp":"\#(time)","type":"\#(type)","event_id":"\#(id)","ip":"\#(ip)","actor":"ann"}"#
  }

  @Test(arguments: [
    ("2023-10-02T00:00:00Z", "pass"), ("2023-09-30T23:59:59Z", "fail"), ("2024-03-31T23:59:59Z", "pass"),
    ("2024-04-01T00:00:00Z", "fail"),
  ]) func `a long cadence sees events before the period`(time: String, expected: String) throws {
    let gates = """
        - name: Restored
          cadence: {records: events, where: 'record.type == "restore"', every: P6M}
      """
    let log = [event(time, "restore", id: "a"), event("2024-02-01T00:00:00Z", "other", id: "b")]
    #expect(try decisions(gates, log).decisions.first?.decision == expected)
  }

  @Test(arguments: [
    (["7", "8"], "pass"), (["7", "x"], "indeterminate"), (["x", "y"], "indeterminate"), (["8", "9"], "no_data"),
  ]) func `a gate on one group is judged only where every record's group is known`(ports: [String], expected: String)
    throws
  {
    let measures = "measures: [{name: n, records: events, measure: count, group_by: ['string(int(record.ip))']}]\n"
    let gates = """
        - name: Seven
          metric: n
          labels: {'string(int(record.ip))': '7'}
          comparison: greater_than_or_equal
          threshold: 1
      """
    let log = ports.enumerated().map { event("2024-02-01T00:00:0\($0)Z", "x", id: "\($0)", ip: $1) }
    #expect(try decisions(gates, log, extra: measures).decisions.first?.decision == expected)
  }

  @Test func `what is missing names the files that were looked at, and no line`() throws {
    let gates = "  - name: Daily\n    cadence: {records: events, every: P1M}\n"
    let missed = try #require(try decisions(gates, [event("2024-02-01T00:00:00Z", "x", id: "b")]).decisions.first)
    #expect(missed.exceptions?.map(\.id) == ["2024-01", "2024-03"])
    #expect(missed.exceptions?.map(\.file) == ["log.jsonl", "log.jsonl"])
    #expect(missed.exceptions?.map(\.line) == [0, 0])
  }

  @Test func `an exception of an event is named by its unique key`() throws {
    let gates = """
        - name: None denied
          records: events
          expect: 'record.type != "denied"'
        - name: No sign-in after five failures
          sequence: {records: events, by: ip, after: 'record.type == "failed"', times: 2, never: 'record.type == "in"', within: PT1H}
      """
    let log = [
      event("2024-02-01T00:00:00Z", "failed", id: "e1"), event("2024-02-01T00:01:00Z", "failed", id: "e2"),
      event("2024-02-01T00:02:00Z", "in", id: "e3"), event("2024-02-01T00:03:00Z", "denied", id: "e4"),
    ]
    let decisions = try decisions(gates, log).decisions
    #expect(decisions.map { $0.exceptions?.map(\.id) } == [["e4"], ["e3"]])
    #expect(decisions.map { $0.exceptions?.map(\.line) } == [[4], [3]])
    #expect(decisions.map(\.exhibit) == ["exhibits/EX-001.csv", "exhibits/EX-002.csv"])
  }

  @Test func `a burst over events names its records`() throws {
    let measures = """
      measures:
        - {name: rate, records: events, measure: peak_rate, where: 'record.type == "failed"', by: [ip], per: PT1M}

      """
    let gates = """
        - {name: Burst, metric: rate, comparison: less_than_or_equal, threshold: 3, rationale: r}
      """
    let burst = (0..<5).map { event("2024-02-01T00:00:0\($0)Z", "failed", id: "b\($0)", ip: "203.0.113.7") }
    let others = (0..<9).map { event("2024-02-01T00:00:0\($0)Z", "failed", id: "o\($0)", ip: "10.0.0.\($0)") }
    let gate = try #require(try decisions(gates, others + burst, extra: measures).decisions.first)
    #expect(gate.exceptionCount == 5)
    #expect(gate.exceptions?.map(\.id) == ["b0", "b1", "b2", "b3", "b4"])
    #expect(gate.exceptions?.map(\.line) == [10, 11, 12, 13, 14])
  }
}
