import AuditModel
import DocumentModel
import Rows

/// Active accounts that nobody uses.
enum DormantAccountsSection {
  /// Days without a login before the as-of date.
  static let dormantAfter = 90

  static let section = ReportSection.records("dormant_accounts", "Dormant accounts", of: "users") { rows, facts in
    let limit = facts.definition.asOf.advanced(by: 1 - dormantAfter).start
    let active = rows.filter { $0.text("status") == "active" }
    let dormant = active.filter { row in
      (row["last_login_at"].instant ?? row["created_at"].instant).map { $0 < limit } ?? true
    }
    let opening = Block.words(
      "An active account is dormant when its last login, or its creation where it has none, is more than \(dormantAfter) days before the end of the as-of date. \(Words.share(dormant.count, of: active.count)) active accounts are."
    )
    return dormant.isEmpty ? [opening] : [opening, listing.table("Dormant accounts", dormant, facts)]
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Type", "type"), .text("Roles", "roles"), .flag("Privileged", "privileged"),
      .day("Created", "created_at"), .time("Last login", "last_login_at"), .text("Manager", "manager"),
    ])
}
