import AuditModel
import DocumentModel

/// The model at a glance: what it is for, what was decided, and its limitations beside the decisions.
enum ModelSummarySection {
  static let section = ReportSection(name: "model_summary", title: "Summary") { facts, _ in
    guard let audit = facts.model else { return [] }
    let model = audit.definition
    let governance = model.governance
    let limits: [Block] =
      governance.limitations.isEmpty
      ? [.note(.caution, [.text("The definition states no limitation of the model.")])]
      : [
        .paragraph([.strong("Limitations to read the figures by:")]),
        .list(governance.limitations.map { [.text($0)] }, ordered: false),
      ]
    return [.paragraph(opening(facts, audit))] + limits + [
      .heading(level: 2, text: "Model card", anchor: "model-card"), .keyValues(card(model, audit, facts)),
    ]
  }

  private static func opening(_ facts: Facts, _ audit: ModelAudit) -> [Inline] {
    let gates = facts.decisions.filter { $0.measured != nil }
    let failed = gates.count { $0.decision == .fail || $0.decision == .waiverExpired }
    let open = gates.count { $0.decision == .noData || $0.decision == .indeterminate }
    return [
      .text("\(Words.count(Int64(gates.count), "gate")) on the model's figures: "),
      .strong("\(Words.count(failed)) failed, \(Words.count(open)) could not be decided. "),
      .text(
        "All figures of this report were recomputed from \(Words.count(Int64(audit.cases), "exported prediction")); imported figures are told apart."
      ),
    ]
  }

  private static func card(_ model: ModelDefinition, _ audit: ModelAudit, _ facts: Facts) -> [Fact] {
    let governance = model.governance
    let missing = "not stated"
    return [
      Fact("Model", model.name), Fact("Version", model.version ?? missing),
      Fact("Purpose", governance.purpose ?? missing),
      Fact("Materiality", governance.materiality ?? missing), Fact("Owner", governance.owner ?? missing),
      Fact("Independent validator", governance.validator ?? missing),
      Fact("Validated on", governance.validatedOn.map { "\($0)" } ?? missing),
      Fact("Monitoring", governance.monitoring ?? missing), Fact("Overrides", governance.overrides ?? missing),
      Fact("Favourable outcome", model.positive.words), Fact("Threshold", Words.value(model.threshold)),
      Fact("Protected attributes", model.protected.isEmpty ? "none declared" : model.protected.joined(separator: ", ")),
      Fact("Cases", Words.count(audit.cases)),
      Fact("Bootstrap", model.seed.map { "\(Words.count(model.bootstrap)) draws, seed \($0)" } ?? "none"),
    ]
  }
}
