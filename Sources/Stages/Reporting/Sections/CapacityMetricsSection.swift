import AuditModel
import DocumentModel
import Rows

/// How much of its means the service used: every series but availability, each with its course over the period.
enum CapacityMetricsSection {
  static let section = ReportSection.records("capacity_metrics", "Capacity", of: "series") { rows, facts in
    let series = Dataset.grouped(rows.filter { $0.text("name") != "uptime_percent" }, by: "name")
    guard !series.isEmpty else { return [.words("The series hold nothing but availability.")] }
    return [.figure(figure(series, facts)), .table(table(series, facts))]
  }

  private static func table(_ series: [(value: String, rows: [Table.Row])], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Series and their spread",
      columns: [.init("Series"), .init("Daily means, first to last"), .init("Unit")]
        + ["Values", "Lowest", "Median", "Mean", "Highest"].map { .init($0, .trailing) },
      rows: series.map { name, rows in
        let spread = Spread(rows.compactMap { Words.number($0["value"]) })
        let unit = rows.first?.text("unit") ?? ""
        let means = days(rows, facts).compactMap { Spread($0).mean }
        let ends = [means.first, means.last].compactMap { $0 }.map { Words.short($0) }.joined(separator: " to ")
        return [
          [.code(name)], [.course(ends, means)], [.text(unit == "1" ? "count" : unit)],
          [.text(Words.count(spread.count))],
        ]
          + [spread.lowest, spread.median, spread.mean, spread.highest].map {
            [.text($0.map { Words.short($0) } ?? "")]
          }
      })
  }

  /// The values of each day of the period.
  private static func days(_ rows: [Table.Row], _ facts: Facts) -> [[Double]] {
    let period = facts.definition.period
    var days: [[Double]] = Array(repeating: [], count: period.days)
    for row in rows {
      guard let day = row["at"].instant.map(facts.clock.day), let value = Words.number(row["value"]) else { continue }
      let place = day.number - period.start.number
      if days.indices.contains(place) { days[place].append(value) }
    }
    return days
  }

  /// Daily means, each series on a scale of its own.
  private static func figure(_ series: [(value: String, rows: [Table.Row])], _ facts: Facts) -> Figure {
    var rising = 0
    let lines = series.map { name, rows in
      let means = days(rows, facts).map { Spread($0).mean }
      let course = means.compactMap { $0 }
      if let first = course.first, let last = course.last, last > first { rising += 1 }
      let unit = rows.first?.text("unit").flatMap { $0 == "1" ? nil : $0 }
      let spread = Spread(rows.compactMap { Words.number($0["value"]) })
      let words =
        "\(Words.short(spread.lowest ?? 0)) to \(Words.short(spread.highest ?? 0))\(unit.map { " \($0)" } ?? "")"
      return Sparklines.Line(name, values: means, words: words)
    }
    let chart = Sparklines(lines: lines)
    return Figure(
      title: "\(Words.count(rising)) of \(Words.count(series.count)) series end the period higher than they began",
      alternative: chart.alternative,
      source: "series, daily means; each line has its own scale, from lowest to highest",
      drawing: chart.drawing)
  }
}
