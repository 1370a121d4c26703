import AuditModel
import DocumentModel
import Rows

/// Who signed in, and who failed to.
enum LoginActivitySection {
  static let logins: Set<String> = ["auth.login", "security.auth.login_success"]
  static let failures: Set<String> = [
    "auth.failed", "security.auth.login_failure", "security.auth.mfa_failure",
  ]

  static let section = ReportSection(name: "login_activity", title: "Logins", subjects: ["events"], countsEvents: true)
  { facts, activity in
    guard let access = activity.access else { return [.words("No event of the period was exported.")] }
    let lines = Dataset.merged(
      access.byActorAndType.filter { logins.contains($0.key.second) || failures.contains($0.key.second) })
    guard !lines.isEmpty else { return [.words("The audit log holds no login.")] }
    return [.paragraph([.text(opening(access))]), .table(table(lines, facts)), .table(addresses(access, facts))]
  }

  private static func opening(_ access: AccessActivity) -> String {
    func total(_ types: Set<String>) -> Int64 {
      access.byActorAndType.reduce(0) { types.contains($1.key.second) ? $0 + $1.value.count : $0 }
    }
    return "\(Words.count(total(logins), "login")) and \(Words.count(total(failures), "failed attempt")) in the period."
  }

  private static func table(_ lines: [(actor: String, types: [String: EventActivity.Share])], _ facts: Facts)
    -> DocumentTable
  {
    let limit = facts.material.rowLimit
    return DocumentTable(
      caption: "Logins by account: \(Words.count(lines.count))",
      columns: [
        .init("Account"), .init("Logins", .trailing), .init("Failed", .trailing), .init(facts.clock.title("First")),
        .init(facts.clock.title("Last")),
      ],
      rows: lines.prefix(limit).map { actor, types in
        func sum(_ names: Set<String>) -> Int64 {
          types.reduce(0) { names.contains($1.key) ? $0 + $1.value.count : $0 }
        }
        return [
          [.text(actor)], [.text(Words.count(sum(logins)))], [.text(Words.count(sum(failures)))],
          [.text(facts.clock.minute(types.values.map(\.first).min()))],
          [.text(facts.clock.minute(types.values.map(\.last).max()))],
        ]
      }, continuation: AccessActivity.continuation(lines.count - limit))
  }

  private static func addresses(_ access: AccessActivity, _ facts: Facts) -> DocumentTable {
    AccessActivity.table("Addresses of failed attempts", "Address", access.failuresByAddress, facts)
  }
}
