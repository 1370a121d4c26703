import AuditModel
import DocumentModel

/// Limitations and assumptions, and what can be done about a figure near its limit.
enum ModelLimitsSection {
  /// A figure within this share of its limit is near it.
  private static let near = 0.1

  static let section = ReportSection(name: "model_limits", title: "The model: limitations and near results") {
    facts, _ in
    guard let audit = facts.model else { return [] }
    let governance = audit.definition.governance
    return list("Limitations", governance.limitations, "no limitation is stated")
      + list("Assumptions", governance.assumptions, "no assumption is stated") + nearResults(facts)
  }

  private static func list(_ title: String, _ lines: [String], _ none: String) -> [Block] {
    [.heading(level: 2, text: title, anchor: "model-" + title.lowercased())]
      + (lines.isEmpty
        ? [.note(.caution, [.text("The definition says nothing here: \(none).")])]
        : [.list(lines.map { [.text($0)] }, ordered: false)])
  }

  /// Failed gates whose figure is near the limit, or whose interval holds it.
  private static func nearResults(_ facts: Facts) -> [Block] {
    let close = facts.decisions.filter { decision in
      guard decision.decision == .fail, let measured = decision.measured, let metric = measured.metric,
        let value = metric.value,
        let limit = measured.limits.first
      else { return false }
      let within = metric.interval.map { $0.low <= limit && limit <= $0.high } ?? false
      return within || abs(value - limit) <= near * abs(limit)
    }
    guard !close.isEmpty else { return [] }
    return [.heading(level: 2, text: "Failed near the limit", anchor: "model-near")]
      + close.flatMap { decision -> [Block] in
        let interval = decision.measured?.metric?.interval
        let words = interval.map {
          "Its 95% interval is \(Words.value($0.low)) to \(Words.value($0.high)) (\($0.method)); whether the limit lies in it changes nothing in the decision."
        }
        return [
          .paragraph([
            .strong("\(decision.gate.name): "), .text("\(decision.reason). \(words ?? "It has no interval.")"),
          ])
        ]
      } + [.paragraph([.text("What can be done:")]), .list(options.map { [.text($0)] }, ordered: true)]
  }

  private static let options = [
    "Retrain or recalibrate the model, for a fairness gate with a constraint, and export its predictions again.",
    "Adjust the decision threshold, where law and policy permit it: the table of thresholds shows what each comes to.",
    "Remove proxies of the protected attribute and test again: the table of proxies names the strongest.",
    "Where the interval holds the limit, collect more cases and go on monitoring; document it as a response.",
    "Change the firm's own limit by an approved policy, with its rationale; never for one result.",
    "Accept it for a time by a waiver with a compensating control, an approver who is not the owner, and an expiry date.",
  ]
}
