import AuditModel
import DocumentModel
import Rows

/// Every incident of the period, and what was learnt from the severe ones.
enum IncidentHistorySection {
  static let section = ReportSection.records("incident_history", "Incidents", of: "incidents") { rows, facts in
    [.table(summary(rows, facts)), listing.table("Incidents", rows, facts)] + rows.flatMap { account($0, facts.clock) }
  }

  private static let listing = Listing(
    "incidents",
    [
      .code("Incident", "id"), .time("Opened", "opened_at"), .text("Severity", "severity"), .text("Title", "title"),
      .elapsed("Acknowledged after", "opened_at", "acknowledged_at"),
      .elapsed("Resolved after", "opened_at", "resolved_at"),
      .flag("Data exposed", "data_exposed"),
    ])

  private static func summary(_ rows: [Table.Row], _ facts: Facts) -> DocumentTable {
    func absent(_ field: String) -> Bool { Dataset.lacks(field, of: "incidents", facts) }
    return DocumentTable(
      caption: "Incidents by severity",
      columns: [
        .init("Severity"), .init("Incidents", .trailing), .init("Median to acknowledgement", .trailing),
        .init("Median to resolution", .trailing), .init("Open", .trailing),
      ],
      rows: Dataset.grouped(rows, by: "severity").map { severity in
        func median(_ until: String) -> String {
          if absent(until) { return Words.notExported }
          let seconds = severity.rows.compactMap { Words.seconds($0, "opened_at", until) }.map(Double.init)
          return Spread(seconds).median.map { Words.duration(seconds: Int64($0)) } ?? ""
        }
        return [
          [.text(severity.value)], [.text(Words.count(severity.rows.count))], [.text(median("acknowledged_at"))],
          [.text(median("resolved_at"))],
          [
            .text(
              absent("resolved_at") ? Words.notExported : Words.count(severity.rows.count { $0["resolved_at"].isNull }))
          ],
        ]
      })
  }

  /// Cause, lessons and actions of an incident that has any.
  private static func account(_ row: Table.Row, _ clock: LocalClock) -> [Block] {
    let facts = [("Root cause", "root_cause"), ("Lessons", "lessons")].compactMap { label, field in
      row.text(field).flatMap { $0.isEmpty ? nil : Fact(label, $0) }
    }
    guard !facts.isEmpty else { return [] }
    let steps = JSONItems.objects(row.text("timeline")).map { entry -> [Inline] in
      [.text("\(entry["at"].map { clock.minute(Instant(rfc3339: $0)) } ?? "") \(entry["note"] ?? "")")]
    }
    let actions = JSONItems.objects(row.text("actions")).map { entry -> String in
      "\(entry["action"] ?? "") (\(entry["owner"] ?? "no owner"), due \(entry["due"] ?? "not stated"))"
    }
    return [
      .heading(
        level: 2, text: "\(row.written("id")): \(row.written("title"))", anchor: "incident-\(row.written("id"))"),
      .keyValues(facts + (actions.isEmpty ? [] : [Fact("Actions", actions.joined(separator: "; "))])),
    ] + (steps.isEmpty ? [] : [.list(steps, ordered: false)])
  }
}
