import AuditModel

/// What the definition of a model has to state, and what it does not.
enum ModelStatements {
  /// Kinds whose exports a model's figures go back to.
  static let kinds = ["predictions", "features", "attributions", "coefficients"]

  /// What a model card lacks.
  static func unstated(_ governance: ModelDefinition.Governance) -> [String] {
    let parts: [(Bool, String)] = [
      (governance.purpose == nil, "purpose"), (governance.materiality == nil, "materiality"),
      (governance.owner == nil, "owner"), (governance.validator == nil, "independent validator"),
      (governance.validatedOn == nil, "validation date"), (governance.monitoring == nil, "monitoring plan"),
      (governance.overrides == nil, "word on overrides"),
    ]
    return parts.filter(\.0).map(\.1)
  }

  /// Whether a revision reads as that of git: 7 to 64 hexadecimal digits.
  static func isCommit(_ revision: String) -> Bool {
    (7...64).contains(revision.utf8.count)
      && revision.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
  }
}
