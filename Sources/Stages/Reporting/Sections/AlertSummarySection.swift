import AuditModel
import DocumentModel
import Rows

/// Alerts by severity, and what came near a limit without raising one.
enum AlertSummarySection {
  /// A test within this share of its limit is a near-miss.
  private static let near = 0.95
  private static let severities = [
    ("critical", Tone.bad), ("warning", .warning), ("watch", .watch), ("info", .neutral),
  ]

  static let section = ReportSection.records("alert_summary", "Alerts", of: "alerts") { rows, facts in
    [.figure(figure(rows)), .table(rules(rows))] + nearMisses(facts)
  }

  private static func figure(_ rows: [Table.Row]) -> Figure {
    let parts = severities.map { word, tone in
      StatusStrip.Part(word, tone, rows.count { $0.text("severity") == word })
    }
    let other = rows.count - parts.reduce(0) { $0 + $1.count }
    let strip = StatusStrip(parts: parts + [.init("other", .neutral, other)], unit: "alerts")
    let critical = parts.first?.count ?? 0
    return Figure(
      title:
        "\(Words.count(Int64(rows.count), "alert")), \(critical == 0 ? "none" : Words.count(critical)) of them critical",
      alternative: strip.alternative, source: "alerts whose life touches the period", drawing: strip.drawing)
  }

  private static func rules(_ rows: [Table.Row]) -> DocumentTable {
    DocumentTable(
      caption: "Alerts by rule",
      columns: [
        .init("Rule"), .init("Severity"), .init("Alerts", .trailing), .init("Furthest value", .trailing),
        .init("Limit", .trailing),
      ],
      rows: Dataset.grouped(rows) { "\($0.written("rule"))\u{0}\($0.written("severity"))" }.map { _, rows in
        let values = Spread(rows.compactMap { Words.number($0["value"]) })
        let limit = rows.first.flatMap { Words.number($0["limit"]) }
        return [
          [.text(rows[0].written("rule"))], [.text(rows[0].written("severity"))], [.text(Words.count(rows.count))],
          [.text(values.highest.map { Words.short($0) } ?? "")], [.text(limit.map { Words.short($0) } ?? "")],
        ]
      })
  }

  /// The highest passing value of each test that came within the band below its limit.
  private static func nearMisses(_ facts: Facts) -> [Block] {
    guard let tests = Dataset.rows("compliance_tests", facts) else { return [] }
    let close = tests.filter { row in
      guard row.text("status") != "failed", let value = Words.number(row["value"]),
        let limit = Words.number(row["limit"]),
        limit > 0
      else { return false }
      return value >= limit * near && value <= limit
    }
    if Dataset.lacks("value", of: "compliance_tests", facts) || Dataset.lacks("limit", of: "compliance_tests", facts) {
      return [.lacking("value and limit", of: "compliance_tests", "what came near a limit")]
    }
    guard !close.isEmpty else { return [.words("No compliance test that passed came within 5 % of its limit.")] }
    return [
      .words("A near-miss is a test that did not fail and whose value lies within 5 % below its limit."),
      misses.table("Near-misses", close, facts),
    ]
  }

  private static let misses = Listing(
    "compliance_tests",
    [
      .time("Run", "run_at"), .code("Test", "name"), .text("Status", "status"), .number("Value", "value"),
      .number("Limit", "limit"),
      .init("Of the limit", .trailing) { row in
        guard let value = Words.number(row["value"]), let limit = Words.number(row["limit"]) else { return [] }
        return [.text(NumberWords.percent(value / limit))]
      },
    ])
}
