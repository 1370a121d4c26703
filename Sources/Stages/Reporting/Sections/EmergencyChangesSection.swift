import AuditModel
import DocumentModel
import Rows

/// Changes that went first and were reviewed afterwards.
enum EmergencyChangesSection {
  static let section = ReportSection.records("emergency_changes", "Emergency changes", of: "changes") { rows, facts in
    let emergencies = rows.filter { $0.text("type") == "emergency" }
    let opening = Block.words("\(Words.share(emergencies.count, of: rows.count)) changes were emergencies.")
    return emergencies.isEmpty ? [opening] : [opening, listing.table("Emergency changes", emergencies, facts)]
  }

  private static let listing = Listing(
    "changes",
    [
      .code("Change", "id"), .time("Merged", "merged_at"), .text("Title", "title"), .text("Author", "author"),
      .text("Approvers", "approvers"), .elapsed("Merge to review", "merged_at", "reviewed_at"),
      .code("Ticket", "ticket"),
    ])
}
