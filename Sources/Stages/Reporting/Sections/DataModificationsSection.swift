import AuditModel
import DocumentModel
import Rows

/// Who created, changed or deleted data.
enum DataModificationsSection {
  private static let types = ["data.modified", "workbook.created", "workbook.updated", "workbook.deleted"]

  static let section = ReportSection(
    name: "data_modifications", title: "Changes of data", subjects: ["events"], countsEvents: true
  ) {
    facts, activity in
    guard let access = activity.access else { return [.words("No event of the period was exported.")] }
    let lines = Dataset.merged(access.byActorAndType.filter { types.contains($0.key.second) })
    guard !lines.isEmpty else { return [.words("The audit log holds no change of data.")] }
    return [.table(table(lines, facts))]
  }

  private static func table(_ lines: [(actor: String, types: [String: EventActivity.Share])], _ facts: Facts)
    -> DocumentTable
  {
    let limit = facts.material.rowLimit
    return DocumentTable(
      caption: "Changes of data by account: \(Words.count(lines.count))",
      columns: [.init("Account")] + ["Modified", "Created", "Updated", "Deleted"].map { .init($0, .trailing) } + [
        .init(facts.clock.title("Last"))
      ],
      rows: lines.prefix(limit).map { actor, counts in
        [[.text(actor)]] + types.map { [.text(Words.count(counts[$0]?.count ?? 0))] } + [
          [.text(facts.clock.minute(counts.values.map(\.last).max()))]
        ]
      }, continuation: AccessActivity.continuation(lines.count - limit))
  }
}
