import AuditModel
import DocumentModel

/// What drives the decisions, and the reasons that declined cases would be given.
enum ExplanationsSection {
  private static let rowLimit = 40

  static let section = ReportSection(name: "explanations", title: "Explanations") { facts, _ in
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
      continuation: [
        .text(
          hidden > 0
            ? "\(Words.count(hidden)) more declined cases, and all contributions, are in " : "All contributions are in "
        ),
        .code("exhibits/reason-codes.csv"), .text("."),
      ])
  }

  private static let notice: [Block] = [
    .heading(level: 2, text: "Notices of adverse action", anchor: "adverse-action"),
    .paragraph([
      .code("vouch letter adverse-action PACK --case ID"),
      .text(
        " fills the notice of a declined case from these reason codes; without a case it writes those of all. It names at most four principal reasons (12 CFR 1002.9, comment 9(b)(2)-1), what the Equal Credit Opportunity Act forbids, and who enforces it. The words for each feature are the sender's: a column name is no reason that an applicant can act on."
      ),
    ]),
  ]
}
