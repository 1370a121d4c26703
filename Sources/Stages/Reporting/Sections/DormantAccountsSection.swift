import AuditModel
import DocumentModel
import Rows

/// Active accounts that nobody uses.
enum DormantAccountsSection {
  /// Days without a login before the as-of date.
  static let dormantAfter = 90

  static let section = ReportSection(
    name: "dormant_accounts", title: "Dormant accounts", subjects: ["users"], countsEvents: true
  ) {
    facts, activity in
    let records = ReportSection.records("dormant_accounts", "Dormant accounts", of: "users") { rows, facts in
      guard let use = LastUse(facts, activity) else {
        return [.lacking("last_login_at", of: "users", "which accounts nobody uses, and no event names one, so this")]
      }
      return blocks(rows.filter { $0.text("status") == "active" }, use, facts)
    }
    return records.blocks(facts, activity)
  }

  private static func blocks(_ active: [Table.Row], _ use: LastUse, _ facts: Facts) -> [Block] {
    let limit = use.limit(after: dormantAfter)
    let dormant = active.filter { row in
      (use.time(of: row) ?? row["created_at"].instant).map { facts.clock.day(of: $0) < limit } ?? true
    }
    let opening = Block.words(
      "\(use.rule(after: dormantAfter)) \(Words.share(dormant.count, of: active.count)) active accounts are.")
    return dormant.isEmpty ? [opening] : [opening, listing.table("Dormant accounts", dormant, facts)]
  }

  private static let listing = Listing(
    "users",
    [
      .text("Account", "email"), .text("Type", "type"), .text("Roles", "roles"), .flag("Privileged", "privileged"),
      .day("Created", "created_at"), .time("Last login", "last_login_at"), .text("Manager", "manager"),
    ])
}
