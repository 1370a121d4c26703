import AuditModel
import DocumentModel
import Rows

/// Every breach of a limit, from detection to closure.
enum BreachHistorySection {
  static let section = ReportSection.records("breach_history", "Breaches", of: "breaches") { rows, facts in
    [listing.table("Breaches", rows, facts)] + rows.flatMap { account($0, facts.clock) }
  }

  private static let listing = Listing(
    "breaches",
    [
      .code("Breach", "id"), .time("Detected", "detected_at"), .code("Test", "test"), .number("Value", "value"),
      .number("Limit", "limit"), .flag("Confirmed", "confirmed"), .elapsed("Closed after", "detected_at", "closed_at"),
    ])

  private static func account(_ row: Table.Row, _ clock: LocalClock) -> [Block] {
    let steps = [
      ("Detected", "detected_at"), ("Remedy in place", "implemented_at"), ("Verified", "verified_at"),
      ("Rule updated", "rule_updated_at"), ("Closed", "closed_at"),
    ].filter { !row[$0.1].isNull }
    let course = steps.map { "\($0.0) \(clock.minuteOrDay(row[$0.1].instant))" }.joined(separator: "; ")
    return [
      .heading(level: 2, text: "\(row.written("id")): \(row.written("test"))", anchor: "breach-\(row.written("id"))"),
      .keyValues([
        Fact(clock.title("Course"), course), Fact("Root cause", row.text("root_cause") ?? "not stated"),
        Fact("Remedy", row.text("remediation") ?? "not stated"),
        Fact(
          "Closure", Words.elapsed(row, "detected_at", "closed_at").map { "after \($0)" } ?? "open at the period's end"),
      ]),
    ]
  }
}
