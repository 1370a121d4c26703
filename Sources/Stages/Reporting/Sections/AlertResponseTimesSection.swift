import AuditModel
import DocumentModel
import Rows

/// How long alerts waited for somebody.
enum AlertResponseTimesSection {
  /// What the audit guide promises, in minutes; the gate decides.
  private static let target = 60.0

  static let section = ReportSection.records("alert_response_times", "Response to alerts", of: "alerts") {
    rows, facts in
    let opening: Block =
      Dataset.lacks("acknowledged_at", of: "alerts", facts)
      ? .lacking("acknowledged_at", of: "alerts", "how long alerts waited") : .figure(figure(rows))
    return [opening, listing.table("Alerts", rows, facts)]
  }

  private static let listing = Listing(
    "alerts",
    [
      .code("Alert", "id"), .time("Raised", "raised_at"), .text("Rule", "rule"), .text("Severity", "severity"),
      .elapsed("Acknowledged after", "raised_at", "acknowledged_at"),
      .elapsed("Resolved after", "raised_at", "resolved_at"),
      .text("Outcome", "outcome"),
    ])

  private static func figure(_ rows: [Table.Row]) -> Figure {
    let bars = rows.map { row in
      let minutes = Words.seconds(row, "raised_at", "acknowledged_at").map { Double($0) / 60 }
      return BarChart.Bar(
        row.written("id"), max(0, minutes ?? 0),
        words: minutes.map { Words.value($0.rounded(), unit: "min") } ?? "not acknowledged")
    }
    let chart = BarChart(
      bars: bars, limit: .init(target, words: "\(Words.value(target, unit: "min"))", bound: .atMost),
      unit: "minutes to acknowledgement")
    let late = rows.count { row in (Words.seconds(row, "raised_at", "acknowledged_at") ?? .max) > Int64(target) * 60 }
    return Figure(
      title: late == 0
        ? "Every alert was acknowledged within \(Words.value(target, unit: "minutes"))"
        : "\(Words.count(Int64(late), "alert")) not acknowledged within \(Words.value(target, unit: "minutes"))",
      alternative: chart.alternative, source: "alerts: raised_at to acknowledged_at", drawing: chart.drawing)
  }
}
