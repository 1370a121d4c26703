import AuditModel
import DocumentModel
import Rows

/// Whether each breach of a limit raised an alert: by the metric's name, on the day it was seen.
enum AlertCoverageSection {
  static let section = ReportSection.records(
    "alert_coverage", "Coverage by alerts", of: "breaches", subjects: ["breaches", "alerts"]
  ) { rows, facts in
    if Dataset.lacks("metric", of: "alerts", facts) {
      return [.lacking("metric", of: "alerts", "which breach raised an alert")]
    }
    let alerts = Dataset.rows("alerts", facts) ?? []
    let pairs = rows.map { breach in (breach, alerts.first { answers($0, breach) }) }
    let silent = pairs.count { $0.1 == nil }
    return [
      .words(
        "A breach is covered when an alert on the same test was raised within a day before or after its detection. \(Words.share(pairs.count - silent, of: pairs.count)) breaches are."
      ), .table(table(pairs, facts.clock)),
    ]
  }

  private static func answers(_ alert: Table.Row, _ breach: Table.Row) -> Bool {
    guard let raised = alert["raised_at"].instant, let detected = breach["detected_at"].instant,
      alert.text("metric") == breach.text("test")
    else { return false }
    return abs(raised.microseconds - detected.microseconds) <= Instant.perDay
  }

  private static func table(_ pairs: [(Table.Row, Table.Row?)], _ clock: LocalClock) -> DocumentTable {
    DocumentTable(
      caption: "Breaches and their alerts: \(Words.count(pairs.count))",
      columns: [.init("Breach"), .init("Test"), .init(clock.title("Detected")), .init("Alert"), .init("Covered")],
      rows: pairs.map { breach, alert in
        [
          [.code(breach.written("id"))], [.code(breach.written("test"))],
          [.text(clock.minuteOrDay(breach["detected_at"].instant))], [.code(alert?.written("id") ?? "")],
          [alert == nil ? .status("no", .bad) : .status("yes", .good)],
        ]
      })
  }
}
