import AuditModel

/// Cases at the edge of what the figures can say, as the program met them: groups without cases, figures without a
/// denominator, records that were left out.
enum EdgeCases {
  /// Undefined figures that are named one by one.
  private static let mostNamed = 10

  static func all(_ facts: Facts, _ audit: ModelAudit) -> [String] {
    records(facts) + findings(facts) + groups(audit) + undefined(facts)
  }

  private static func records(_ facts: Facts) -> [String] {
    facts.reconciliation.filter { ModelStatements.kinds.contains($0.kind) }.flatMap { source -> [String] in
      let counts = source.counts
      return [(counts.rejected, "rejected"), (counts.duplicate, "duplicate"), (counts.filtered, "filtered")]
        .filter { $0.0 > 0 }
        .map { "\(source.name): \(Words.count($0.0, "record")) \($0.1), and in no figure" }
    }
  }

  /// What measuring the model came across.
  private static func findings(_ facts: Facts) -> [String] {
    let codes: Set = [
      "group_not_stated", "scores_not_probabilities", "repeated_case", "decision_differs", "recourse_not_assessed",
    ]
    return facts.findings.filter { codes.contains($0.code) }.map(\.message)
  }

  private static func groups(_ audit: ModelAudit) -> [String] {
    audit.attributes.compactMap { attribute in
      let empty = attribute.groups.filter { $0.counts.total == 0 }.map { ModelWords.crossed($0.name) }
      return empty.isEmpty
        ? nil : "\(ModelWords.crossed(attribute.name)): no case in \(empty.joined(separator: ", "))"
    }
  }

  private static func undefined(_ facts: Facts) -> [String] {
    let undefined = facts.metrics.filter { $0.value == nil && ModelFigure.section(of: $0) != nil }
    let named = undefined.prefix(mostNamed).map { "\($0.title) is undefined: \($0.undefined ?? "no figure")" }
    let rest = undefined.count - named.count
    return named + (rest > 0 ? ["\(Words.count(Int64(rest), "more figure")) without a denominator"] : [])
  }
}
