import AuditModel
import DocumentModel
import Rows

/// How long records are kept: what the settings say, and what the exports show.
enum RetentionSection {
  static let section = ReportSection.records("retention", "Retention", of: "settings") { rows, facts in
    let settings = rows.filter { $0.written("key").hasPrefix("retention_days") }
    let kept: [Block] =
      settings.isEmpty
      ? [.words("The settings name no retention.")] : [listing.table("Retention by setting", settings, facts)]
    return kept + [.table(backups(facts)), .table(oldest(facts))]
  }

  private static let listing = Listing(
    "settings",
    [.text("System", "system"), .code("Setting", "key"), .text("Days", "value"), .time("Observed", "observed_at")])

  private static func backups(_ facts: Facts) -> DocumentTable {
    let rows = Dataset.rows("backups", facts) ?? []
    return DocumentTable(
      caption: "Retention of backups",
      columns: [
        .init("Data"), .init("Backups", .trailing), .init("Shortest, days", .trailing),
        .init("Longest, days", .trailing),
      ],
      rows: Dataset.grouped(rows, by: "data").map { data, rows in
        let days = Spread(rows.compactMap { Words.number($0["retention_days"]) })
        return [[.code(data)], [.text(Words.count(rows.count))]]
          + [days.lowest, days.highest].map { [.text($0.map { Words.value($0) } ?? "not stated")] }
      })
  }

  private static func oldest(_ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Records found, by source",
      columns: [.init("Source"), .init(facts.clock.title("First")), .init(facts.clock.title("Last"))],
      rows: CompletenessSection.timed(facts).map { source in
        [[.text(source.name)], [.text(facts.clock.minute(source.first))], [.text(facts.clock.minute(source.last))]]
      })
  }
}
