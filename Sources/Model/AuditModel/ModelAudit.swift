/// What recomputing a model's figures came to, beside its metrics: curves, bins, groups and tables for the report.
public struct ModelAudit: Hashable, Sendable {
  public let definition: ModelDefinition
  public let cases: Int
  public let confusion: Counts
  /// Of the ROC curve: false positive rate and true positive rate.
  public let roc: [Point]
  public let widthBins: [Bin]
  public let quantileBins: [Bin]
  public let attributes: [Attribute]
  public let thresholds: [Threshold]
  public let shifts: [Shift]
  public let drift: [Comparison]
  public let proxies: [Comparison]
  public let explanations: Explanations?
  /// Nil where no coefficients are exported.
  public let recourse: Recourse?
  /// Columns of the predictions that the definition does not speak of.
  public let undeclared: [String]

  public init(
    definition: ModelDefinition, cases: Int, confusion: Counts, roc: [Point], widthBins: [Bin], quantileBins: [Bin],
    attributes: [Attribute], thresholds: [Threshold], shifts: [Shift], drift: [Comparison], proxies: [Comparison],
    explanations: Explanations?, recourse: Recourse? = nil, undeclared: [String] = []
  ) {
    self.definition = definition
    self.cases = cases
    self.confusion = confusion
    self.roc = roc
    self.widthBins = widthBins
    self.quantileBins = quantileBins
    self.attributes = attributes
    self.thresholds = thresholds
    self.shifts = shifts
    self.drift = drift
    self.proxies = proxies
    self.explanations = explanations
    self.recourse = recourse
    self.undeclared = undeclared
  }

  /// The same audit with the columns that nobody speaks of.
  public func with(undeclared: [String]) -> ModelAudit {
    ModelAudit(
      definition: definition, cases: cases, confusion: confusion, roc: roc, widthBins: widthBins,
      quantileBins: quantileBins, attributes: attributes, thresholds: thresholds, shifts: shifts, drift: drift,
      proxies: proxies, explanations: explanations, recourse: recourse, undeclared: undeclared)
  }

  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// The four counts of decisions against outcomes.
  public struct Counts: Hashable, Sendable {
    public let truePositive: Int
    public let falsePositive: Int
    public let falseNegative: Int
    public let trueNegative: Int

    public init(truePositive: Int, falsePositive: Int, falseNegative: Int, trueNegative: Int) {
      self.truePositive = truePositive
      self.falsePositive = falsePositive
      self.falseNegative = falseNegative
      self.trueNegative = trueNegative
    }
  }

  /// A bin of scores with the rate that was observed in it.
  public struct Bin: Hashable, Sendable {
    public let low: Double
    public let high: Double
    public let count: Int
    public let meanScore: Double?
    public let observed: Double?
    public let interval: ConfidenceInterval?

    public init(
      low: Double, high: Double, count: Int, meanScore: Double?, observed: Double?, interval: ConfidenceInterval?
    ) {
      self.low = low
      self.high = high
      self.count = count
      self.meanScore = meanScore
      self.observed = observed
      self.interval = interval
    }
  }

  /// A protected attribute, or several crossed.
  public struct Attribute: Hashable, Sendable {
    public let name: String
    public let isIntersection: Bool
    public let groups: [Group]
    /// Cases of which the export does not say the group.
    public let missing: Int

    public init(name: String, isIntersection: Bool, groups: [Group], missing: Int) {
      self.name = name
      self.isIntersection = isIntersection
      self.groups = groups
      self.missing = missing
    }
  }

  public struct Group: Hashable, Sendable {
    public let name: String
    public let counts: Counts
    /// How many scores lie in each tenth from 0 to 1; empty where scores are no probabilities.
    public let histogram: [Int]

    public init(name: String, counts: Counts, histogram: [Int]) {
      self.name = name
      self.counts = counts
      self.histogram = histogram
    }
  }

  /// A rule for the threshold, and what deciding by it would have come to.
  public struct Threshold: Hashable, Sendable {
    public let rule: String
    public let value: Double
    public let counts: Counts
    /// By the definition's costs; nil where it states none.
    public let cost: Double?

    public init(rule: String, value: Double, counts: Counts, cost: Double?) {
      self.rule = rule
      self.value = value
      self.counts = counts
      self.cost = cost
    }
  }

  /// A group's share moved, and what became of a metric.
  public struct Shift: Hashable, Sendable {
    public let attribute: String
    public let group: String
    public let share: Double
    public let movedTo: Double
    public let metric: String
    public let before: Double
    public let after: Double
    /// How much worse the metric became; negative where it became better.
    public let degradation: Double

    public init(
      attribute: String, group: String, share: Double, movedTo: Double, metric: String, before: Double, after: Double,
      degradation: Double
    ) {
      self.attribute = attribute
      self.group = group
      self.share = share
      self.movedTo = movedTo
      self.metric = metric
      self.before = before
      self.after = after
      self.degradation = degradation
    }
  }

  /// A feature compared: with its reference (drift), or with a protected attribute (proxies).
  public struct Comparison: Hashable, Sendable {
    public let feature: String
    /// The attribute, or the source that is the reference.
    public let against: String
    /// `ks`, `chi_squared`, `point_biserial`, `correlation_ratio`, `cramers_v`.
    public let method: String
    public let statistic: Double
    public let pValue: Double?
    /// The population stability index; nil for proxies.
    public let stability: Double?

    public init(
      feature: String, against: String, method: String, statistic: Double, pValue: Double?, stability: Double?
    ) {
      self.feature = feature
      self.against = against
      self.method = method
      self.statistic = statistic
      self.pValue = pValue
      self.stability = stability
    }
  }

  /// What the exported attributions say.
  public struct Explanations: Hashable, Sendable {
    /// Mean absolute contribution of each feature, the largest first.
    public let importance: [Importance]
    /// Declined cases, each with its principal reasons.
    public let reasons: [Reasons]

    public init(importance: [Importance], reasons: [Reasons]) {
      self.importance = importance
      self.reasons = reasons
    }

    /// A sentence for each feature among the principal reasons that is a protected attribute, or carries one.
    public func protectedReasons(_ model: ModelDefinition) -> [String] {
      (model.protected + model.carriers.map(\.name)).compactMap { feature in
        let count = reasons.count { $0.features.contains(feature) }
        guard count > 0, let attribute = model.attribute(of: feature) else { return nil }
        let what =
          feature == attribute
          ? "the protected attribute '\(feature)'"
          : "'\(feature)', which carries the protected attribute '\(attribute)',"
        return "\(what) is among the principal reasons of \(count) declined \(count == 1 ? "case" : "cases")"
      }
    }
  }

  public struct Importance: Hashable, Sendable {
    public let feature: String
    public let value: Double

    public init(feature: String, value: Double) {
      self.feature = feature
      self.value = value
    }
  }

  /// What spoke most against a declined case, the strongest first.
  public struct Reasons: Hashable, Sendable {
    public let id: String
    public let principal: [Reason]

    public init(id: String, principal: [Reason]) {
      self.id = id
      self.principal = principal
    }

    public var features: [String] { principal.map(\.feature) }
  }

  public struct Reason: Hashable, Sendable {
    public let feature: String
    /// What the feature added to the score, below 0.
    public let contribution: Double

    public init(feature: String, contribution: Double) {
      self.feature = feature
      self.contribution = contribution
    }
  }
}
