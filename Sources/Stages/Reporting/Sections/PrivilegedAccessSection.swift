import AuditModel
import DocumentModel
import Rows

/// The accounts that may do more than others.
enum PrivilegedAccessSection {
  static let section = ReportSection.records("privileged_access", "Privileged access", of: "users") { rows, facts in
    if Dataset.lacks("privileged", of: "users", facts) {
      return [.lacking("privileged", of: "users", "which accounts may do more than others")]
    }
    let privileged = rows.filter { $0["privileged"].bool == true }
    guard !privileged.isEmpty else { return [.words("No account is marked as privileged.")] }
    return [
      .words("\(Words.share(privileged.count, of: rows.count)) accounts are privileged."),
      listing.table("Privileged accounts", privileged, facts),
    ]
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Roles", "roles"), .text("Status", "status"),
      .check("Second factor", "mfa_enrolled"), .time("Enrolled", "mfa_enrolled_at"),
      .time("Last login", "last_login_at"), .text("Manager", "manager"),
    ])
}
