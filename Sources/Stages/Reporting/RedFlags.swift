package import AuditModel

/// Something in a model audit that an examiner would stop at.
package struct RedFlag: Hashable, Sendable {
  package let code: Code
  package let words: String

  /// What kind of flag it is.
  package enum Code: String, Hashable, Sendable, CaseIterable {
    /// A statement, version, seed or digest that the definition lacks.
    case missing
    case missingSection = "missing_section"
    /// Something was not exported, and so not looked at.
    case notAssessed = "not_assessed"
    /// A gate without a figure, and without a rationale for that.
    case unexplained
    case smallGroup = "small_group"
    case wideInterval = "wide_interval"
    case failedGate = "failed_gate"
    case undeclared = "undeclared_column"
    case protectedReason = "protected_reason"
  }
}

/// The red flags of an audit, found by the program: each is a fact that was looked up, none is declared.
package enum RedFlags {
  /// Groups of fewer cases than this say little.
  static let smallestGroup = 30
  /// An interval wider than this, of a rate or a difference of rates, is called wide.
  static let widestInterval = 0.2

  package static func all(_ facts: Facts, _ audit: ModelAudit) -> [RedFlag] {
    missing(audit) + provenance(facts, audit) + sections(facts) + notAssessed(audit) + undefined(facts)
      + groups(audit) + intervals(facts) + gates(facts) + protectedReasons(audit) + columns(audit)
  }

  private static func missing(_ audit: ModelAudit) -> [RedFlag] {
    let model = audit.definition
    let governance = model.governance
    let parts: [(Bool, String)] = [
      (governance.limitations.isEmpty, "limitation"), (governance.assumptions.isEmpty, "assumption"),
      (governance.preprocessing.isEmpty, "word on the preparation of the data"),
      (model.version == nil, "version of the model"),
      (model.seed == nil, "seed"), (model.protected.isEmpty, "protected attribute"),
    ]
    return (ModelStatements.unstated(governance) + parts.filter(\.0).map(\.1)).map {
      RedFlag(code: .missing, words: "the definition states no \($0)")
    }
  }

  /// What was not exported, and so not looked at.
  private static func notAssessed(_ audit: ModelAudit) -> [RedFlag] {
    let absent: [(Bool, String)] = [
      (audit.explanations == nil, "no attributions are exported: explanations and reason codes are missing"),
      (audit.proxies.isEmpty, "no inputs are exported: proxies and like cases were not assessed"),
      (audit.drift.isEmpty, "no reference inputs are exported: drift was not assessed"),
      (audit.recourse == nil, "no coefficients are exported: recourse was not assessed"),
    ]
    return absent.filter(\.0).map { RedFlag(code: .notAssessed, words: $0.1) }
      + [audit.recourse?.refusal].compactMap { $0 }.map {
        RedFlag(code: .notAssessed, words: "recourse was not assessed: \($0)")
      }
  }

  private static func protectedReasons(_ audit: ModelAudit) -> [RedFlag] {
    (audit.explanations?.protectedReasons(audit.definition) ?? []).map {
      RedFlag(code: .protectedReason, words: $0)
    }
  }

  /// What a validator needs to make the figures again: the revision, and the digest of every artifact.
  private static func provenance(_ facts: Facts, _ audit: ModelAudit) -> [RedFlag] {
    let revision =
      facts.definition.revision == nil
      ? [RedFlag(code: .missing, words: "the definition states no revision that the pack was built from")] : []
    return revision
      + audit.definition.artifacts.filter { $0.sha256 == nil }.map {
        RedFlag(code: .missing, words: "artifact '\($0.name)' of the model states no SHA-256")
      }
  }

  /// Sections that an examiner looks for and that no document of the pack has.
  private static func sections(_ facts: Facts) -> [RedFlag] {
    let there = Set(facts.definition.documents.flatMap(\.sections))
    return expected.filter { !there.contains($0) }.map {
      RedFlag(code: .missingSection, words: "no document has the section '\($0)'")
    }
  }

  package static let expected = [
    "model_summary", "model_card", "model_data", "dataset_bias", "preprocessing", "model_performance",
    "model_calibration", "explanations", "group_fairness", "intersectional_fairness", "individual_fairness", "proxies",
    "model_stability", "reason_codes", "recourse", "model_limits", "regulatory_mapping", "model_provenance",
    "model_glossary",
  ]

  /// Figures that a gate asks for and that are undefined without a reason.
  private static func undefined(_ facts: Facts) -> [RedFlag] {
    facts.decisions.compactMap { decision in
      guard decision.decision == .notApplicable || decision.decision == .noData, decision.gate.rationale == nil else {
        return nil
      }
      return RedFlag(
        code: .unexplained,
        words: "gate \(decision.gate.name): \(decision.decision.words), and its policy gives no rationale")
    }
  }

  private static func groups(_ audit: ModelAudit) -> [RedFlag] {
    audit.attributes.flatMap { attribute in
      attribute.groups.compactMap { group in
        let total = group.counts.total
        guard total < smallestGroup else { return nil }
        return RedFlag(
          code: .smallGroup,
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
        code: .wideInterval,
        words:
          "\(metric.title): the interval of \(Words.value(interval.low)) to \(Words.value(interval.high)) is wider than \(Words.value(widestInterval))"
      )
    }
  }

  private static func gates(_ facts: Facts) -> [RedFlag] {
    facts.decisions.filter { ($0.blocks || $0.decision == .fail) && $0.responses.isEmpty }.map {
      RedFlag(
        code: .failedGate,
        words:
          "gate \($0.gate.name): \($0.decision.words), without a waiver that holds or a response that says how it is mitigated"
      )
    }
  }

  private static func columns(_ audit: ModelAudit) -> [RedFlag] {
    audit.undeclared.map {
      RedFlag(
        code: .undeclared, words: "column '\($0)' of the predictions is not declared, and no reason says why")
    }
  }
}
