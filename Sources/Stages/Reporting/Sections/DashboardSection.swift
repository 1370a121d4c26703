import AuditModel
import DocumentModel
import Rows

/// A few figures, each against its target: what a committee reads first.
enum DashboardSection {
  static let section = ReportSection(name: "dashboard", title: "Dashboard") { facts, _ in
    let lines = figures(facts)
    guard !lines.isEmpty else { return [.words("No dataset of the dashboard was exported.")] }
    return [.figure(figure(lines)), .table(table(lines, facts)), .figure(decisions(facts))]
      + ControlsByPeriod.blocks(facts)
  }

  /// The figures as `periods.json` keeps them.
  static func periodFigures(_ facts: Facts) -> [PeriodFigures.Figure] {
    figures(facts).map { .init(name: $0.title, part: Int64($0.part), whole: Int64($0.whole)) }
  }

  private struct Line {
    let title: String
    let part: Int
    let whole: Int
    let target: Double
    let source: String

    var share: Double? { whole == 0 ? nil : Double(part) / Double(whole) * 100 }
    var words: String { Words.share(part, of: whole) }
  }

  private static func figures(_ facts: Facts) -> [Line] {
    var lines: [Line] = []
    if let tests = Dataset.rows("compliance_tests", facts) {
      let passed = tests.count { $0.text("status") != "failed" }
      lines.append(
        Line(
          title: "Tests that did not fail", part: passed, whole: tests.count, target: 100, source: "compliance_tests"))
    }
    if let alerts = Dataset.rows("alerts", facts), !Dataset.lacks("acknowledged_at", of: "alerts", facts) {
      let soon = alerts.count { (Words.seconds($0, "raised_at", "acknowledged_at") ?? .max) <= 3_600 }
      lines.append(
        Line(
          title: "Alerts acknowledged within an hour", part: soon, whole: alerts.count, target: 100, source: "alerts"))
    }
    if let breaches = Dataset.rows("breaches", facts), !Dataset.lacks("closed_at", of: "breaches", facts) {
      let soon = breaches.count { (Words.seconds($0, "detected_at", "closed_at") ?? .max) <= 86_400 }
      lines.append(
        Line(title: "Breaches closed within a day", part: soon, whole: breaches.count, target: 100, source: "breaches"))
    }
    let counts = facts.reconciliation.filter { $0.kind == "events" }.map(\.counts)
    if !counts.isEmpty {
      let read = counts.reduce(0) { $0 + Int($1.read) }
      let rejected = counts.reduce(0) { $0 + Int($1.rejected) }
      lines.append(
        Line(
          title: "Audit records read without rejection", part: read - rejected, whole: read, target: 100,
          source: "events"))
    }
    return lines
  }

  private static func figure(_ lines: [Line]) -> Figure {
    let bars = lines.filter { $0.share != nil }.map { BarChart.Bar($0.title, $0.share ?? 0, words: $0.words) }
    let chart = BarChart(bars: bars, limit: .init(100, words: "target: all", bound: .atLeast), unit: "percent")
    let met = lines.count { ($0.share ?? 100) >= $0.target }
    return Figure(
      title: "\(Words.count(met)) of \(Words.count(lines.count)) figures reach their target",
      alternative: chart.alternative,
      source: "datasets of the period", drawing: chart.drawing)
  }

  /// The share of each period in which there was something to count, this one last.
  private static func course(of line: Line, _ facts: Facts) -> [Inline] {
    let earlier = facts.material.earlier.compactMap { $0.figures.first { $0.name == line.title }?.share }
    guard !earlier.isEmpty else { return [.text("no earlier figure")] }
    let shares = earlier + [line.share].compactMap { $0 }
    return [.course(shares.map { NumberWords.percent($0 / 100) }.joined(separator: ", "), shares)]
  }

  private static func table(_ lines: [Line], _ facts: Facts) -> DocumentTable {
    let periods = facts.material.earlier.map(\.period) + [facts.definition.period]
    let trend =
      periods.count < 2
      ? [] : [DocumentTable.Column("Periods to \(periods.map { "\($0.end)" }.joined(separator: ", "))")]
    return DocumentTable(
      caption: "Figures and targets",
      columns: [.init("Figure"), .init("Value"), .init("Target", .trailing), .init("Reached")] + trend + [
        .init("From")
      ],
      rows: lines.map { line in
        let reached: Inline =
          line.share.map { $0 >= line.target ? .status("yes", .good) : .status("no", .bad) }
          ?? .status("nothing to count", .neutral)
        return [
          [.text(line.title)], [.text(line.words)], [.text(Words.value(line.target, unit: "%"))], [reached],
        ] + (trend.isEmpty ? [] : [course(of: line, facts)]) + [[.code(line.source)]]
      })
  }

  private static func decisions(_ facts: Facts) -> Figure {
    let parts = facts.summary.map { StatusStrip.Part($0.decision.words, Words.tone(Standing($0.decision)), $0.count) }
    let strip = StatusStrip(parts: parts, unit: "gates")
    let passed = facts.decisions.count { $0.decision == .pass }
    return Figure(
      title: "\(Words.share(passed, of: facts.decisions.count)) gates passed", alternative: strip.alternative,
      source: "decisions.json", drawing: strip.drawing)
  }
}
