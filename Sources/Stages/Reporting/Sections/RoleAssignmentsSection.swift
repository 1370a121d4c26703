import AuditModel
import DocumentModel
import Rows

/// Which accounts hold which role.
enum RoleAssignmentsSection {
  static let section = ReportSection.records("role_assignments", "Role assignments", of: "users") { rows, _ in
    let pairs = rows.filter { $0.text("status") != "deactivated" }.flatMap { row in
      Dataset.items(row, "roles").map { (role: $0, account: row.written("email")) }
    }
    guard !pairs.isEmpty else { return [.words("The accounts name no roles.")] }
    return [
      .words("Roles of the accounts that were not deactivated when the export was taken."), .table(table(pairs)),
    ]
  }

  private static func table(_ pairs: [(role: String, account: String)]) -> DocumentTable {
    let roles = Dataset.tally(pairs.map(\.role))
    return DocumentTable(
      caption: "Roles and their holders: \(Words.count(roles.count))",
      columns: [.init("Role"), .init("Accounts", .trailing), .init("Holders")],
      rows: roles.map { role, count in
        let holders = pairs.filter { $0.role == role }.map(\.account).sorted {
          $0.utf8.lexicographicallyPrecedes($1.utf8)
        }
        return [[.text(role)], [.text(Words.count(count))], [.text(holders.joined(separator: ", "))]]
      })
  }
}
