import AuditModel
import DocumentModel
import Rows

/// Who left, and when the account followed.
enum TerminatedUsersSection {
  static let section = ReportSection.records("terminated_users", "Leavers", of: "users") { rows, facts in
    if Dataset.lacks("terminated_on", of: "users", facts) {
      return [.lacking("terminated_on", of: "users", "who left")]
    }
    let leavers = rows.filter { !$0["terminated_on"].isNull }
    guard !leavers.isEmpty else { return [.words("No account of the period belongs to somebody who left.")] }
    let active = leavers.count { $0["deactivated_at"].isNull }
    let note: [Block] =
      active == 0
      ? []
      : [
        .note(
          .caution, [.text("\(Words.count(Int64(active), "leaver")) without a time of deactivation in the export.")])
      ]
    return note + [listing.table("Leavers", leavers, facts)]
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Name", "name"), .day("Left on", "terminated_on"),
      .time("Deactivated", "deactivated_at"), .time("Last login", "last_login_at"), .text("Status", "status"),
    ])
}
