import AuditModel
import DocumentModel

/// The model card: what the model is for, who stands behind it, and how it is kept.
enum ModelCardSection {
  static let section = ReportSection(name: "model_card", title: "Model card") { facts, _ in
    guard let audit = facts.model else { return [] }
    return [.keyValues(card(audit.definition, audit, facts))]
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
      Fact("Favourable outcome", model.positive.words),
      Fact("Threshold", "\(Words.value(model.threshold)): a score at or above it is a favourable decision"),
      Fact("Protected attributes", model.protected.isEmpty ? "none declared" : model.protected.joined(separator: ", ")),
      Fact("Cases", Words.count(audit.cases)),
      Fact("Bootstrap", model.seed.map { "\(Words.count(model.bootstrap)) draws, seed \($0)" } ?? "none"),
    ]
  }
}
