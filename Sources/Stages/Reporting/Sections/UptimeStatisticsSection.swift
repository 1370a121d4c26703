import AuditModel
import DocumentModel
import Rows

/// How much of the time the service was there: the series `uptime_percent`, by month and over the period.
enum UptimeStatisticsSection {
  /// The metric gates on `availability` are told with it.
  static let section = ReportSection.records(
    "uptime_statistics", "Availability", of: "series", subjects: ["series", "availability"]
  ) { rows, facts in
    let uptime = rows.filter { $0.text("name") == "uptime_percent" }
    guard !uptime.isEmpty else { return [.words("The series hold no 'uptime_percent'.")] }
    return [.figure(figure(uptime, facts)), .table(months(uptime, facts))]
  }

  private static func figure(_ rows: [Table.Row], _ facts: Facts) -> Figure {
    let limit = facts.decisions.first { $0.measured?.name == "availability" }?.measured?.limits.first
    let points = rows.compactMap { row in
      row["at"].instant.flatMap { at in Words.number(row["value"]).map { TrendChart.Point(facts.clock.day(of: at), $0) }
      }
    }
    let chart = TrendChart(
      points: points,
      bands: limit.map { [.init($0, words: "gate \(Words.value($0, unit: "%"))", bound: .atLeast)] } ?? [],
      unit: "percent of the day", ceiling: 100)
    let lowest = points.min { ($0.value, $0.day) < ($1.value, $1.day) }
    return Figure(
      title: lowest.map { "The lowest day is \($0.day) with \(Words.value($0.value, unit: "%"))" }
        ?? "No day was measured",
      alternative: chart.alternative, source: "series uptime_percent, one value a day", drawing: chart.drawing)
  }

  private static func months(_ rows: [Table.Row], _ facts: Facts) -> DocumentTable {
    let months = Months(facts.definition.period)
    let lines = months.labels.map { label in
      (label, rows.filter { months.label(of: $0["at"].instant, facts.clock) == label })
    }
    return DocumentTable(
      caption: "Availability by month",
      columns: [.init("Month")] + ["Values", "Mean", "Lowest", "Highest"].map { .init($0, .trailing) },
      rows: (lines + [("Period", rows)]).map { label, rows in
        let summary = Spread(rows.compactMap { Words.number($0["value"]) })
        return [[.text(label)], [.text(Words.count(summary.count))]]
          + [summary.mean, summary.lowest, summary.highest].map { [.text($0.map { Words.value($0, unit: "%") } ?? "")] }
      })
  }
}
