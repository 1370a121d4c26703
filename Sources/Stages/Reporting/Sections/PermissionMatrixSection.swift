import AuditModel
import Bytes
import DocumentModel
import Rows

/// What each role may do: permissions against roles.
enum PermissionMatrixSection {
  /// More roles than this make columns too narrow to read; then each role gets a line.
  private static let mostColumns = 7

  static let section = ReportSection.records("permission_matrix", "Permissions", of: "roles") { rows, facts in
    let roles = Dataset.grouped(rows, by: "role")
    return roles.count <= mostColumns ? [.table(matrix(roles))] : [.table(lines(roles, facts))]
  }

  private static func matrix(_ roles: [(value: String, rows: [Table.Row])]) -> DocumentTable {
    let permissions = Dataset.tally(roles.flatMap(\.rows).map { $0.written("permission") }).map(\.text).sortedByBytes()
    return DocumentTable(
      caption: "Permissions by role", columns: [.init("Permission")] + roles.map { .init($0.value) },
      rows: permissions.map { permission in
        [[.code(permission)]]
          + roles.map { role in [.text(role.rows.contains { $0.written("permission") == permission } ? "yes" : "–")] }
      })
  }

  private static func lines(_ roles: [(value: String, rows: [Table.Row])], _ facts: Facts) -> DocumentTable {
    let holders = (Dataset.rows("users", facts) ?? []).filter { $0.text("status") != "deactivated" }
    let held = Dictionary(
      Dataset.tally(holders.flatMap { Set(Dataset.items($0, "roles")) }).map { ($0.text, $0.count) }
    ) { $0 + $1 }
    return DocumentTable(
      caption: "Permissions by role",
      columns: [.init("Role"), .init("Permissions"), .init("Accounts with it", .trailing)],
      rows: roles.map { role in
        let permissions = role.rows.map { $0.written("permission") }.sortedByBytes()
        let count = Words.count(held[role.value] ?? 0)
        return [[.text(role.value)], [.text(permissions.joined(separator: ", "))], [.text(count)]]
      })
  }
}
