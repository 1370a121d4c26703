import AuditModel
import DocumentModel

/// What drives the decisions.
enum ExplanationsSection {
  static let section = ReportSection(name: "explanations", title: "Explainability") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard let explanations = audit.explanations else {
      return [
        .note(
          .caution,
          [
            .text("No attributions are exported: what drives the decisions was not assessed.")
          ])
      ]
    }
    return [.figure(importance(explanations))]
  }

  private static func importance(_ explanations: ModelAudit.Explanations) -> Figure {
    let chart = BarChart(
      bars: explanations.importance.map {
        .init($0.feature, $0.value, words: NumberWords.decimal($0.value, places: 4))
      },
      unit: "mean absolute contribution")
    let most = explanations.importance.max { $0.value < $1.value }
    return Figure(
      title: most.map { "The decisions rest most on \($0.feature)" } ?? "No feature has an attribution",
      alternative: chart.alternative, source: "exported attributions of all cases", drawing: chart.drawing)
  }
}
