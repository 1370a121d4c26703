import AuditModel
import DocumentModel
import Rows

/// Deployments that had to be taken back.
enum RollbackIncidentsSection {
  static let section = ReportSection.records("rollback_incidents", "Rollbacks", of: "deployments") { rows, facts in
    let back = rows.filter { ["rolled_back", "failed"].contains($0.written("outcome")) }
    let opening = Block.words("\(Words.share(back.count, of: rows.count)) deployments failed or were rolled back.")
    return back.isEmpty ? [opening] : [opening, listing.table("Rollbacks and failures", back, facts)]
  }

  private static let listing = Listing(
    "deployments",
    [
      .code("Deployment", "id"), .time("Deployed", "deployed_at"), .code("Change", "change"),
      .text("Environment", "environment"), .text("Outcome", "outcome"), .text("Scenario", "scenario"),
      .number("Rolled back after", "rollback_minutes", unit: "min"),
    ])
}
