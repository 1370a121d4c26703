import AuditModel
import DocumentModel
import Reporting
import Rows
import Testing

@Suite("Portfolio page") struct PortfolioReportTests {
  private func entry(
    _ model: String, _ year: Int, _ gates: [(String, Decision, Double?)]
  ) throws -> PortfolioEntry {
    let (start, end) = (try #require(Day("\(year)-01-01")), try #require(Day("\(year)-12-31")))
    return PortfolioEntry(
      model: model, pack: "p", timestamp: end, period: try #require(Period(start: start, end: end)),
      gates: gates.map { .init(gate: $0.0, name: $0.0, severity: .error, decision: $0.1, value: $0.2) },
      passed: !gates.contains { $0.1.blocks }, digests: .init(pack: "", content: "", facts: ""))
  }

  /// Parity of model a got better over two years; calibration never failed; model b was built once.
  @Test func `gates that ever failed stand side by side across periods`() throws {
    let entries = [
      try entry("a", 2024, [("parity", .fail, 0.2), ("calibration", .pass, 0.01)]),
      try entry("a", 2025, [("parity", .pass, 0.09), ("calibration", .pass, 0.02)]),
      try entry("b", 2025, [("parity", .waived, 0.11)]),
    ]
    let tables = ReportSample.tables(Reporting.portfolio(entries))
    let table = try #require(tables.first { $0.caption.hasPrefix("Gates that failed in any") })
    #expect(
      table.columns.map(\.title) == [
        "Model", "Gate", "2024-01-01 to 2024-12-31", "2025-01-01 to 2025-12-31",
      ])
    #expect(
      table.rows.map(ReportSample.words) == [
        "a | parity | fail 0.2 | pass 0.09", "b | parity | no build | waived 0.11",
      ])
    #expect(Reporting.portfolio(entries).form == .page)
  }

  /// A later build of the same period stands in place of the earlier one.
  @Test func `a period that was built again shows its last build`() throws {
    let entries = [
      try entry("a", 2025, [("parity", .fail, 0.2)]), try entry("a", 2025, [("parity", .pass, 0.05)]),
    ]
    let page = Reporting.portfolio(entries)
    #expect(!ReportSample.tables(page).contains { $0.caption.hasPrefix("Gates that failed in any") })
    #expect(page.blocks.map(ReportSample.words).contains("Every gate held in the last build of each period."))
    #expect(ReportSample.tables(page)[0].rows.count == 2)
  }
}
