/// A named value with its unit, sample size and uncertainty.
public struct Metric: Hashable, Sendable {
  public let name: String
  /// Finite, or nil where the figure has no denominator: then `undefined` says why, and it never counts as 0.
  public let value: Double?
  public let undefined: String?
  /// Whether records are there that would have a figure and cannot be judged: it is not missing, but nobody knows it.
  public let isUnknowable: Bool
  public let unit: String?
  public let sampleSize: Int64?
  /// `attribute`, `group` and the like, in the order of their names.
  public let labels: [Label]
  public let interval: ConfidenceInterval?
  /// The dataset that it was measured from, or the export that it was imported from.
  public let origin: String

  public struct Label: Hashable, Sendable {
    public let name: String
    public let value: String

    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  public init(
    name: String, value: Double?, undefined: String? = nil, isUnknowable: Bool = false, unit: String? = nil,
    sampleSize: Int64? = nil, labels: [Label] = [], interval: ConfidenceInterval? = nil, origin: String
  ) {
    self.name = name
    self.value = value
    self.undefined = undefined
    self.isUnknowable = isUnknowable
    self.unit = unit
    self.sampleSize = sampleSize
    self.labels = labels
    self.interval = interval
    self.origin = origin
  }

  /// `name` with its labels: `selection_rate{attribute=sex, group=female}`.
  public var title: String {
    labels.isEmpty ? name : name + "{" + labels.map { "\($0.name)=\($0.value)" }.joined(separator: ", ") + "}"
  }
}

/// A two-sided confidence interval.
public struct ConfidenceInterval: Hashable, Sendable {
  public let low: Double
  public let high: Double
  /// For example 0.95; nil for an imported interval that does not say.
  public let level: Double?
  /// For example `wilson`; `imported` for one that came with the metric.
  public let method: String

  public init(low: Double, high: Double, level: Double?, method: String) {
    self.low = low
    self.high = high
    self.level = level
    self.method = method
  }
}
