import AuditModel
import Bytes
import DocumentModel
import Rows

/// Every account that stood in the period.
enum UserListSection {
  static let section = ReportSection.records("user_list", "Accounts", of: "users") { rows, facts in
    [
      .paragraph([.text(opening(rows, facts))]),
      listing.table("Accounts", rows.sortedByBytes(of: { $0.written("email") }), facts),
    ]
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Name", "name"), .text("Type", "type"), .text("Status", "status"),
      .text("Roles", "roles"), .text("Department", "department"), .day("Created", "created_at"),
      .time("Last login", "last_login_at"),
    ])

  private static func opening(_ rows: [Table.Row], _ facts: Facts) -> String {
    let statuses = Dataset.tally(rows.map { $0.written("status") }).map { "\(Words.count($0.count)) \($0.text)" }
    let services = rows.count { $0.text("type") == "service" }
    let types =
      Dataset.lacks("type", of: "users", facts)
      ? "" : " \(Words.count(Int64(services), "service account")) among them."
    return
      "\(Words.count(Int64(rows.count), "account")) stood at some time in the period: \(statuses.joined(separator: ", ")).\(types)"
  }
}
