import AuditModel
import DocumentModel

/// What drives the decisions, and the reasons that declined cases would be given.
enum ExplanationsSection {
  private static let rowLimit = 40

  static let section = ReportSection(name: "explanations", title: "The model: explanations") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard let explanations = audit.explanations else {
      return [
        .note(
          .caution,
          [
            .text(
              "No attributions are exported: what drives the decisions was not assessed, and no reason codes can be given."
            )
          ])
      ]
    }
    return [.figure(importance(explanations))] + protected(explanations, audit) + [.table(reasons(explanations))]
      + notice
  }

  private static func importance(_ explanations: ModelAudit.Explanations) -> Figure {
    let chart = BarChart(
      bars: explanations.importance.map { .init($0.feature, $0.value, words: Words.value($0.value)) },
      unit: "mean absolute contribution")
    return Figure(
      title: "Importance of the features", alternative: chart.alternative, source: "exported attributions of all cases",
      drawing: chart.drawing)
  }

  private static func protected(_ explanations: ModelAudit.Explanations, _ audit: ModelAudit) -> [Block] {
    explanations.protectedReasons(audit.definition).map { .note(.failure, [.text("To be explained: \($0).")]) }
  }

  private static func reasons(_ explanations: ModelAudit.Explanations) -> DocumentTable {
    let shown = explanations.reasons.prefix(rowLimit)
    let hidden = explanations.reasons.count - shown.count
    return DocumentTable(
      caption: "Principal reasons of declined cases: the features that spoke most against them",
      columns: [.init("Case"), .init("Reasons, the strongest first")],
      rows: shown.map { reasons in
        [
          [.code(reasons.id)],
          [.text(reasons.features.isEmpty ? "no feature spoke against it" : reasons.features.joined(separator: "; "))],
        ]
      },
      continuation: hidden > 0
        ? [
          .text(
            "\(Words.count(hidden)) more declined cases; their reasons follow from the attributions by the same rule.")
        ] : nil)
  }

  /// What a notice of adverse action must say (12 CFR 1002.9), as a text to be filled in.
  private static let notice: [Block] = [
    .heading(level: 2, text: "Notice of adverse action: a text to fill in", anchor: "adverse-action"),
    .paragraph([
      .text(
        "We cannot accept your application of [date]. The principal reasons are: [reason 1]; [reason 2]; [reason 3]; [reason 4]. The federal Equal Credit Opportunity Act prohibits creditors from discriminating against credit applicants on the basis of race, color, religion, national origin, sex, marital status, age (provided the applicant has the capacity to enter into a binding contract); because all or part of the applicant's income derives from any public assistance program; or because the applicant has in good faith exercised any right under the Consumer Credit Protection Act. The federal agency that administers compliance with this law concerning this creditor is [agency and address]."
      )
    ]),
  ]
}
