import AuditModel
import PolicyEvaluation
import Rows
import Testing

/// Which calendar intervals a cadence asks for.
@Suite("Cadences") struct CadenceTests {
  private func trial(
    _ every: String, _ days: [String], earlier: [String] = [], period: String
  ) throws -> PolicyTrial {
    func reviews(_ days: [String]) -> [String: [[String: String]]] {
      ["reviews": days.map { ["reviewed_at": "\($0)T09:00:00Z", "id": $0, "subject": "log_review", "reviewer": "a"] }]
    }
    let parts = period.split(separator: " ")
    let span = try #require(
      parts.count == 1
        ? Period(period)
        : Day(String(parts[0])).flatMap { start in Day(String(parts[1])).flatMap { Period(start: start, end: $0) } })
    return try PolicyTrial(
      "policy_name: P\ngates:\n  - {name: G, cadence: {records: reviews, every: \(every)}}\n", reviews(days),
      earlier: reviews(earlier), asOf: "2030-01-01", period: span)
  }

  private func missed(_ trial: PolicyTrial) -> [String]? { trial.decisions.first?.tested?.exceptions.map(\.id) }

  @Test func `quarters counted from a 30th do not drift`() throws {
    // The year that ends on 2023-08-30: quarters begin on the 31st, or on the last day of a shorter month.
    let trial = try trial("P3M", ["2022-12-01"], period: "2022-08-31 2023-08-30")
    #expect(
      missed(trial) == [
        "2022-08-31 to 2022-11-29", "2023-02-28 to 2023-05-30", "2023-05-31 to 2023-08-30",
      ])
  }

  @Test func `a week that the period's beginning cuts is judged where the export reaches back`() throws {
    // 1 October 2024 is a Tuesday: the week from 30 September ends in the quarter, that of 30 December does not.
    let mondays = (0..<12).map { Day(number: 20_003 + 7 * $0).description }
    #expect(mondays.first == "2024-10-07")
    let silent = try trial("P1W", mondays, period: "Q4-2024")
    #expect(silent.decision() == .pass)
    #expect(silent.decisions.first?.tested?.population == 12)
    #expect(
      silent.decisions.first?.reason.hasSuffix(
        "; 2024-09-30 to 2024-10-06 began before the period, of which nothing was exported") == true)
    #expect(
      try trial("P1W", mondays, earlier: ["2024-09-30"], period: "Q4-2024").decisions.first?.tested?.population == 13)
    #expect(try trial("P1W", mondays + ["2024-10-02"], period: "Q4-2024").decision() == .pass)
    let late = try trial("P1W", mondays, earlier: ["2024-09-23"], period: "Q4-2024")
    #expect(missed(late) == ["2024-09-30 to 2024-10-06"])
  }

  @Test func `a month that the period's beginning cuts is judged, and one that its end cuts is the next period's`()
    throws
  {
    let period = "2024-01-15 2024-03-14"
    #expect(try missed(trial("P1M", ["2024-01-20"], period: period)) == ["2024-02"])
    #expect(try missed(trial("P1M", ["2024-02-20"], earlier: ["2023-12-20"], period: period)) == ["2024-01"])
    #expect(try trial("P1M", ["2024-02-20"], earlier: ["2024-01-02"], period: period).decision() == .pass)
  }

  @Test func `two months are counted back from the period's end, so that no month is left out`() throws {
    let trial = try trial("P2M", ["2024-02-20"], period: "Q1-2024")
    #expect(missed(trial) == ["2023-12-01 to 2024-01-31"])
  }
}
