import AuditModel
import DocumentModel

/// The audit on one page: each decision with its figure, what limits that figure beside it, and what a reader should
/// stop at.
enum ModelSummarySection {
  static let section = ReportSection(name: "model_summary", title: "Executive summary") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [.paragraph(opening(facts, audit)), .table(table(facts, audit))] + limitations(audit)
      + [.paragraph(flags(facts, audit))]
  }

  /// The gates on the model's figures; the others are in the table of all decisions.
  private static func gates(_ facts: Facts) -> [GateDecision] { facts.decisions.filter { $0.measured != nil } }

  private static func opening(_ facts: Facts, _ audit: ModelAudit) -> [Inline] {
    let gates = gates(facts)
    let failed = gates.count { $0.decision == .fail || $0.decision == .waiverExpired }
    let open = gates.count { $0.decision == .noData || $0.decision == .indeterminate }
    let blocking = gates.count(where: \.blocks)
    return [
      .text("\(Words.count(Int64(gates.count), "gate")) on the figures of \(audit.definition.name): "),
      .strong("\(Words.count(failed)) failed, \(Words.count(open)) could not be decided. "),
      blocking == 0
        ? .status("no gate of severity error stands against the model", .good)
        : .status(
          "\(Words.count(Int64(blocking), "gate")) of severity error \(blocking == 1 ? "stands" : "stand") against the model",
          .bad),
      .text(
        ". All figures were recomputed from \(Words.count(Int64(audit.cases), "exported prediction")); imported figures are told apart."
      ),
    ]
  }

  private static func table(_ facts: Facts, _ audit: ModelAudit) -> DocumentTable {
    DocumentTable(
      caption: "Decisions, and what limits the figure that each rests on",
      columns: [
        .init("Gate"), .init("Decision"), .init("Figure", .trailing), .init("Limit", .trailing),
        .init("To be read with"),
      ],
      rows: gates(facts).map { decision in
        let measured = decision.measured
        return [
          [.text(decision.gate.name)], [Words.status(decision.decision)], [.text(ModelWords.value(measured?.metric))],
          [
            .text(
              "\(measured?.comparison.words ?? "") \(measured?.limits.map { Words.value($0) }.joined(separator: " and ") ?? "")"
            )
          ],
          [.text(FigureLimits.words(decision, audit).joined(separator: "; "))],
        ]
      })
  }

  private static func limitations(_ audit: ModelAudit) -> [Block] {
    let stated = audit.definition.governance.limitations
    guard !stated.isEmpty else {
      return [.note(.caution, [.text("The definition states no limitation of the model.")])]
    }
    return [
      .paragraph([.strong("Limitations that hold for all of them:")]),
      .list(stated.map { [.text($0)] }, ordered: false),
    ]
  }

  private static func flags(_ facts: Facts, _ audit: ModelAudit) -> [Inline] {
    let flags = RedFlags.all(facts, audit).count
    let points = ExaminerChecklist(facts, audit).points
    return [
      .link("Red flags", to: .anchor(RedFlagsSection.section.name)),
      .text(": \(Words.count(flags)). Points of the "),
      .link("examiner's checklist", to: .anchor(ExaminerChecklistSection.section.name)),
      .text(" that are met: \(Words.share(points.count(where: \.isMet), of: points.count))."),
    ]
  }
}
