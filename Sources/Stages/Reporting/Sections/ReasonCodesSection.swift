import AuditModel
import DocumentModel

/// The reasons that declined cases would be given.
enum ReasonCodesSection {
  /// The file of the pack that has every declined case.
  static let exhibit = "exhibits/reason-codes.csv"
  private static let rowLimit = 40

  static let section = ReportSection(name: "reason_codes", title: "Reason codes") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard let explanations = audit.explanations else {
      return [.note(.caution, [.text("No attributions are exported: no reason codes can be given.")])]
    }
    return protected(explanations, audit) + [.table(reasons(explanations))] + notice
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
        .link(exhibit, to: .file(exhibit)), .text("."),
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
