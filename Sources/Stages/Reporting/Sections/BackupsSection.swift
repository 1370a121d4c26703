import AuditModel
import DocumentModel
import Rows

/// Backups by data set: how many, how they ended, and the longest time without one.
enum BackupsSection {
  static let section = ReportSection.records("backups", "Backups", of: "backups") { rows, facts in
    let failed = rows.filter { $0.text("status") != "success" || $0["encrypted"].bool == false }
    let list: [Block] =
      failed.isEmpty
      ? [
        .words(
          Dataset.lacks("encrypted", of: "backups", facts)
            ? "Every backup in the export succeeded; whether they are encrypted is not in it."
            : "Every backup in the export succeeded and is encrypted.")
      ]
      : [listing.table("Backups that failed or are not encrypted", failed, facts)]
    return [.table(summary(rows, facts))] + list
  }

  private static let listing = Listing(
    "backups",
    [
      .code("Backup", "id"), .time("Finished", "finished_at"), .code("Data", "data"), .text("Status", "status"),
      .check("Encrypted", "encrypted"), .text("Location", "location"), .text("Region", "region"),
    ])

  private static func summary(_ rows: [Table.Row], _ facts: Facts) -> DocumentTable {
    let known = !Dataset.lacks("encrypted", of: "backups", facts)
    return DocumentTable(
      caption: "Backups by data set",
      columns: [.init("Data")] + ["Backups", "Succeeded", "Encrypted", "Longest interval"].map { .init($0, .trailing) }
        + [.init(facts.clock.title("Last"))],
      rows: Dataset.grouped(rows, by: "data").map { data, rows in
        let times = rows.compactMap { $0["finished_at"].instant }
        let longest = zip(times, times.dropFirst()).map { ($1.microseconds - $0.microseconds) / Instant.perSecond }
          .max()
        return [
          [.code(data)], [.text(Words.count(rows.count))],
          [.text(Words.count(rows.count { $0.text("status") == "success" }))],
          [.text(known ? Words.count(rows.count { $0["encrypted"].bool == true }) : Words.notExported)],
          [.text(longest.map { Words.duration(seconds: $0) } ?? "")], [.text(facts.clock.minute(times.last))],
        ]
      })
  }
}
