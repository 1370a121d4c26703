import AuditModel
import DocumentModel
import Rows

/// What changed in the period: merged changes, deployments, and settings that were altered.
enum ChangeLogSection {
  /// Rows of a table before the rest is left to the export.
  private static let rowLimit = 40

  static let section = ReportSection(name: "change_log", title: "Change log") { facts, _ in
    let logs = [changes, deployments, configuration].compactMap { log in log.block(facts) }
    return logs.isEmpty ? [.paragraph([.text("No source of changes, deployments or settings.")])] : logs
  }

  private struct Log {
    let kind: String
    let caption: String
    let time: String
    /// Column titles and the fields under them.
    let columns: [(title: String, field: String)]

    func block(_ facts: Facts) -> Block? {
      guard let table = facts.tables[kind] else { return nil }
      let rows = table.rows.sorted { first, second in
        (first[time].instant ?? .latest, first.line) < (second[time].instant ?? .latest, second.line)
      }
      if rows.isEmpty { return .paragraph([.text("\(caption): none in the period.")]) }
      let left = rows.count - min(rowLimit, rows.count)
      let absent = columns.filter { Dataset.lacks($0.field, of: kind, facts) }.map(\.title)
      let columns = columns.filter { !absent.contains($0.title) }
      let ending = Log.ending(left) + Listing.absence(absent)
      return .table(
        DocumentTable(
          caption: "\(caption): \(Words.count(rows.count)) in the period",
          columns: [.init(facts.clock.title("When"))] + columns.map { .init($0.title) },
          rows: rows.prefix(rowLimit).map { row in
            [[.text(facts.clock.minuteOrDay(row[time].instant))]] + columns.map { [.text(row.written($0.field))] }
          },
          continuation: ending.isEmpty ? nil : ending))
    }

    private static func ending(_ left: Int) -> [Inline] {
      left == 0
        ? []
        : [
          .text(
            "The first \(Words.count(rowLimit)) in time order; \(Words.count(Int64(left), "more row")) in the export.")
        ]
    }
  }

  private static let changes = Log(
    kind: "changes", caption: "Changes merged", time: "merged_at",
    columns: [
      ("Change", "id"), ("Type", "type"), ("Title", "title"), ("Author", "author"), ("Approvers", "approvers"),
    ])

  private static let deployments = Log(
    kind: "deployments", caption: "Deployments", time: "deployed_at",
    columns: [
      ("Deployment", "id"), ("Change", "change"), ("Environment", "environment"), ("Deployer", "deployer"),
      ("Outcome", "outcome"),
    ])

  private static let configuration = Log(
    kind: "configuration_changes", caption: "Settings changed", time: "changed_at",
    columns: [("Setting", "key"), ("From", "old"), ("To", "new"), ("By", "actor"), ("Approver", "approver")])
}
