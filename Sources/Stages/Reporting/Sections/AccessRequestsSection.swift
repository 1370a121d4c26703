import AuditModel
import DocumentModel
import Rows

/// How access was asked for, approved, reviewed and given.
enum AccessRequestsSection {
  static let section = ReportSection.records("access_requests", "Access requests", of: "access_requests") {
    rows, facts in
    let same = rows.count { $0.text("user") == $0.text("approved_by") }
    let approved =
      Dataset.lacks("approved_by", of: "access_requests", facts)
      ? "the export does not say who approved them"
      : "\(Words.count(Int64(same), "request")) approved by the one whom the access is for"
    return [
      .words("\(Words.count(Int64(rows.count), "request")) in the period; \(approved)."),
      listing.table("Requests", rows, facts),
    ]
  }

  private static let listing = Listing(
    "access_requests",
    [
      .code("Request", "id"), .text("For", "user"), .text("Asked by", "requested_by"),
      .text("Result", "status"), .text("Approved by", "approved_by"),
      .time("Asked", "requested_at"), .elapsed("To approval", "requested_at", "approved_at"),
      .elapsed("To security review", "requested_at", "security_reviewed_at"),
      .elapsed("To access", "requested_at", "provisioned_at"),
    ])
}
