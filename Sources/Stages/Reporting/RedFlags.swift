import AuditModel

/// Something in a model audit that an examiner would stop at.
struct RedFlag {
  let code: String
  let words: String
}

/// The red flags of an audit, found by the program: each is a fact that was looked up, none is declared.
enum RedFlags {
  /// Groups of fewer cases than this say little.
  static let smallestGroup = 30
  /// An interval wider than this, of a rate or a difference of rates, is called wide.
  static let widestInterval = 0.2

  static func all(_ facts: Facts, _ audit: ModelAudit) -> [RedFlag] {
    missing(audit) + groups(audit) + intervals(facts) + gates(facts) + columns(audit)
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
    facts.decisions.filter { $0.blocks || $0.decision == .fail }.map {
      RedFlag(code: "failed_gate", words: "gate \($0.gate.name): \($0.decision.words), without a waiver that holds")
    }
  }

  private static func columns(_ audit: ModelAudit) -> [RedFlag] {
    audit.undeclared.map {
      RedFlag(
        code: "undeclared_column", words: "column '\($0)' of the predictions is not declared, and no reason says why")
    }
  }
}
