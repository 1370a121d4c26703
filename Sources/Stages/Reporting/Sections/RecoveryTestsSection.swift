import AuditModel
import DocumentModel
import Rows

/// Tests of recovery, with what was lost and how long it took.
enum RecoveryTestsSection {
  static let section = ReportSection.records("recovery_tests", "Recovery tests", of: "recovery_tests") { rows, facts in
    [listing.table("Recovery tests", rows, facts)]
  }

  private static let listing = Listing(
    "recovery_tests",
    [
      .code("Test", "id"), .time("Run", "run_at"), .text("Type", "type"), .text("Component", "component"),
      .number("Data lost", "rpo_minutes", unit: "min"), .number("Recovered in", "rto_minutes", unit: "min"),
      .number("Failover", "failover_minutes", unit: "min"),
      .init("Result") { [.status($0.written("result"), ComplianceSummarySection.tone($0.written("result")))] },
    ])
}
