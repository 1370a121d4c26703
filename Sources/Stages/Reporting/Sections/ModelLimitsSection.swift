import AuditModel
import DocumentModel

/// Limitations, assumptions and edge cases, and what can be done about a figure near its limit.
enum ModelLimitsSection {
  /// A figure within this share of its limit is near it.
  private static let near = 0.1

  static let section = ReportSection(name: "model_limits", title: "Limitations and assumptions") {
    facts, _ in
    guard let audit = facts.model else { return [] }
    let governance = audit.definition.governance
    return list("Limitations", governance.limitations, "no limitation is stated")
      + list("Assumptions", governance.assumptions, "no assumption is stated") + edges(facts, audit)
      + nearResults(facts)
  }

  private static func list(_ title: String, _ lines: [String], _ none: String) -> [Block] {
    [.heading(level: 2, text: title, anchor: "model-" + title.lowercased())]
      + (lines.isEmpty
        ? [.note(.caution, [.text("The definition says nothing here: \(none).")])]
        : [.list(lines.map { [.text($0)] }, ordered: false)])
  }

  private static func edges(_ facts: Facts, _ audit: ModelAudit) -> [Block] {
    let edges = EdgeCases.all(facts, audit)
    return [
      .heading(level: 2, text: "Edge cases", anchor: "model-edges"),
      edges.isEmpty
        ? .words("No record was left out, no group is empty, and every figure has its denominator.")
        : .list(edges.map { [.text($0)] }, ordered: false),
    ]
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
      + close.flatMap { result($0) } + [
        .paragraph([.text("What can be done:")]), .list(options.map { [.text($0)] }, ordered: true),
      ]
  }

  /// The figure, its interval against the limit, and which way that points.
  private static func result(_ decision: GateDecision) -> [Block] {
    var words: [Inline] = [.strong("\(decision.gate.name): "), .text("\(decision.reason). ")]
    guard let measured = decision.measured, let metric = measured.metric, let interval = metric.interval,
      let limit = measured.limits.first
    else { return [.paragraph(words + [.text("It has no interval.")])] }
    let holds = interval.low <= limit && limit <= interval.high
    let n = metric.sampleSize.map { ", n = \(Words.count($0))" } ?? ""
    words += [
      .text(
        "Its 95% interval is \(Words.value(interval.low)) to \(Words.value(interval.high)) (\(interval.method)\(n)). "),
      .status(holds ? "the interval holds the limit" : "the interval does not hold the limit", holds ? .watch : .bad),
      .text(
        holds
          ? ": the data is compatible with a value on either side. Document the uncertainty and monitor. The decision stays."
          : ": what separates the figure from the limit is more than chance. Remediate."),
    ]
    return [.paragraph(words)]
  }

  private static let options = [
    "Where the interval holds the limit: document the uncertainty as a response, go on monitoring, and collect more cases; the interval narrows with their number.",
    "Where it does not: retrain or recalibrate the model, for a fairness gate with a constraint, and export its predictions again.",
    "Adjust the decision threshold, where law and policy permit it: the table of thresholds shows what each comes to.",
    "Remove proxies of the protected attribute and test again: the table of proxies names the strongest.",
    "Where earlier packs show the figure improving (a gate of kind 'trend', or 'vouch portfolio'): ask for a waiver with a monitoring plan, an approver who is not the owner, and an expiry date.",
    "Change the firm's own limit by an approved policy, with its rationale; never for one result.",
  ]
}
