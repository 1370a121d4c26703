import AuditModel
import DocumentModel

/// What would happen under other circumstances: shifted populations, drifted inputs.
enum ModelStabilitySection {
  static let section = ReportSection(name: "model_stability", title: "Robustness and drift") {
    facts, _ in
    guard let audit = facts.model else { return [] }
    return shifts(audit) + drift(audit)
  }

  private static func shifts(_ audit: ModelAudit) -> [Block] {
    guard !audit.shifts.isEmpty else {
      return [
        .note(
          .caution,
          [.text("A shifted population was not assessed: no declared attribute has two groups with a case.")])
      ]
    }
    let worst = audit.shifts.sorted { $0.degradation > $1.degradation }.prefix(12)
    return [
      .heading(level: 2, text: "A shifted population", anchor: "model-shift"),
      .paragraph([
        .text(
          "Each group's share is raised by \(Words.value(audit.definition.shift)) in turn by reweighting its cases. Performance and calibration move; a group's own rates do not, and nothing is claimed about them. The largest degradations:"
        )
      ]),
      .table(
        DocumentTable(
          caption: "Under a demographic shift",
          columns: [
            .init("Group"), .init("Share", .trailing), .init("Moved to", .trailing), .init("Metric"),
            .init("Before", .trailing), .init("After", .trailing), .init("Worse by", .trailing),
          ],
          rows: worst.map { shift in
            [
              [.text("\(shift.attribute): \(shift.group)")], [.text(NumberWords.percent(shift.share))],
              [.text(NumberWords.percent(shift.movedTo))],
              [.text(ModelWords.title(shift.metric))],
              [.text(NumberWords.decimal(shift.before, places: 4))],
              [.text(NumberWords.decimal(shift.after, places: 4))],
              [.text(NumberWords.decimal(shift.degradation, places: 4))],
            ]
          })),
    ]
  }

  /// A population stability index from which on an input is said to have shifted: a rule of thumb.
  private static let shifted = 0.1

  private static func finding(_ inputs: [ModelAudit.Comparison]) -> String {
    let indices = inputs.compactMap { input in input.stability.map { (input.feature, $0) } }
    guard let most = indices.max(by: { $0.1 < $1.1 }) else { return "No input has a stability index" }
    let moved = indices.count { $0.1 > shifted }
    let words = "\(most.0), with \(NumberWords.decimal(most.1, places: 4))"
    return moved == 0
      ? "No input shifted: the highest index is that of \(words)"
      : "\(Words.count(moved)) of \(Words.count(indices.count)) inputs shifted, most of all \(words)"
  }

  private static func drift(_ audit: ModelAudit) -> [Block] {
    guard !audit.drift.isEmpty else {
      return [.note(.information, [.text("No reference inputs are exported: drift was not assessed.")])]
    }
    let chart = BarChart(
      bars: audit.drift.map {
        .init($0.feature, $0.stability ?? 0, words: NumberWords.decimal($0.stability ?? 0, places: 4))
      },
      limit: .init(shifted, words: "\(Words.value(shifted)): look closer", bound: .atMost),
      unit: "population stability index")
    return [
      .heading(level: 2, text: "Drift of the inputs", anchor: "model-drift"),
      .figure(
        Figure(
          title: finding(audit.drift), alternative: chart.alternative,
          source: "\(audit.drift.first?.against ?? "reference") against the predicted cases", drawing: chart.drawing)),
      .table(ModelWords.comparisons("Drift", audit.drift)),
    ]
  }
}
