package import AuditModel

/// Something in a model audit that an examiner would stop at.
package struct RedFlag: Hashable, Sendable {
  package let code: String
  package let words: String
}

/// The red flags of an audit, found by the program: each is a fact that was looked up, none is declared.
package enum RedFlags {
  /// Groups of fewer cases than this say little.
  static let smallestGroup = 30
  /// An interval wider than this, of a rate or a difference of rates, is called wide.
  static let widestInterval = 0.2

  package static func all(_ facts: Facts, _ audit: ModelAudit) -> [RedFlag] {
    missing(audit) + provenance(facts, audit) + sections(facts) + undefined(facts) + groups(audit) + intervals(facts)
      + gates(facts) + columns(audit)
  }

  private static func missing(_ audit: ModelAudit) -> [RedFlag] {
    let model = audit.definition
    let governance = model.governance
    let parts: [(Bool, String)] = [
      (governance.purpose == nil, "purpose"), (governance.materiality == nil, "materiality"),
      (governance.owner == nil, "owner"),
      (governance.validator == nil, "independent validator"), (governance.validatedOn == nil, "validation date"),
      (governance.monitoring == nil, "monitoring plan"), (governance.overrides == nil, "word on overrides"),
      (governance.limitations.isEmpty, "limitation"), (governance.assumptions.isEmpty, "assumption"),
      (governance.preprocessing.isEmpty, "word on the preparation of the data"),
      (model.version == nil, "version of the model"),
      (model.seed == nil, "seed"), (model.protected.isEmpty, "protected attribute"),
    ]
    let absent: [(Bool, String)] = [
      (audit.explanations == nil, "no attributions are exported: explanations and reason codes are missing"),
      (audit.proxies.isEmpty, "no inputs are exported: proxies and like cases were not assessed"),
      (audit.drift.isEmpty, "no reference inputs are exported: drift was not assessed"),
    ]
    return parts.filter(\.0).map { RedFlag(code: "missing", words: "the definition states no \($0.1)") }
      + absent.filter(\.0).map { RedFlag(code: "missing", words: $0.1) }
      + (audit.explanations?.protectedReasons(model) ?? []).map { RedFlag(code: "protected_reason", words: $0) }
  }

  /// What a validator needs to make the figures again: the revision, and the digest of every artifact.
  private static func provenance(_ facts: Facts, _ audit: ModelAudit) -> [RedFlag] {
    let revision =
      facts.definition.revision == nil
      ? [RedFlag(code: "missing", words: "the definition states no revision that the pack was built from")] : []
    return revision
      + audit.definition.artifacts.filter { $0.sha256 == nil }.map {
        RedFlag(code: "missing", words: "artifact '\($0.name)' of the model states no SHA-256")
      }
  }

  /// Sections that an examiner looks for and that no document of the pack has.
  private static func sections(_ facts: Facts) -> [RedFlag] {
    let there = Set(facts.definition.documents.flatMap(\.sections))
    return expected.filter { !there.contains($0) }.map {
      RedFlag(code: "missing_section", words: "no document has the section '\($0)'")
    }
  }

  package static let expected = [
    "model_summary", "model_data", "model_performance", "model_calibration", "group_fairness", "model_stability",
    "explanations", "recourse", "model_limits", "regulatory_mapping", "model_provenance",
  ]

  /// Figures that a gate asks for and that are undefined without a reason.
  private static func undefined(_ facts: Facts) -> [RedFlag] {
    facts.decisions.compactMap { decision in
      guard decision.decision == .notApplicable || decision.decision == .noData, decision.gate.rationale == nil else {
        return nil
      }
      return RedFlag(
        code: "not_applicable",
        words: "gate \(decision.gate.name): \(decision.decision.words), and its policy gives no rationale")
    }
  }

  private static func groups(_ audit: ModelAudit) -> [RedFlag] {
    audit.attributes.flatMap { attribute in
      attribute.groups.compactMap { group in
        let counts = group.counts
        let total = counts.truePositive + counts.falsePositive + counts.falseNegative + counts.trueNegative
        guard total < smallestGroup else { return nil }
        return RedFlag(
          code: "small_group",
          words:
            "\(ModelWords.crossed(attribute.name)): \(ModelWords.crossed(group.name)) has \(Words.count(Int64(total), "case")), fewer than \(smallestGroup)"
        )
      }
    }
  }

  /// Of the figures that gates are about: a wide one says that the figure is hardly known.
  private static func intervals(_ facts: Facts) -> [RedFlag] {
    facts.decisions.compactMap { decision in
      guard let metric = decision.measured?.metric, let interval = metric.interval,
        interval.high - interval.low > widestInterval
      else { return nil }
      return RedFlag(
        code: "wide_interval",
        words:
          "\(metric.title): the interval of \(Words.value(interval.low)) to \(Words.value(interval.high)) is wider than \(Words.value(widestInterval))"
      )
    }
  }

  private static func gates(_ facts: Facts) -> [RedFlag] {
    facts.decisions.filter { ($0.blocks || $0.decision == .fail) && $0.responses.isEmpty }.map {
      RedFlag(
        code: "failed_gate",
        words:
          "gate \($0.gate.name): \($0.decision.words), without a waiver that holds or a response that says how it is mitigated"
      )
    }
  }

  private static func columns(_ audit: ModelAudit) -> [RedFlag] {
    audit.undeclared.map {
      RedFlag(
        code: "undeclared_column", words: "column '\($0)' of the predictions is not declared, and no reason says why")
    }
  }
}
