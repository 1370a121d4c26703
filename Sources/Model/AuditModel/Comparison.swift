/// How a metric is held against its limit.
public enum Comparison: String, Hashable, Sendable, CaseIterable {
  case lessThan = "less_than"
  case lessThanOrEqual = "less_than_or_equal"
  case greaterThan = "greater_than"
  case greaterThanOrEqual = "greater_than_or_equal"
  case equal
  /// The source documents' word for `equal`.
  case equals
  case notEqual = "not_equal"
  case between

  /// Whether `value` satisfies the comparison with `limits`: two of them for `between`, one for the others.
  public func holds(_ value: Double, _ limits: [Double]) -> Bool {
    guard let limit = limits.first else { return false }
    switch self {
    case .lessThan: return value < limit
    case .lessThanOrEqual: return value <= limit
    case .greaterThan: return value > limit
    case .greaterThanOrEqual: return value >= limit
    case .equal, .equals: return value == limit
    case .notEqual: return value != limit
    case .between: return limits.count == 2 && value >= limit && value <= limits[1]
    }
  }

  /// The comparison in words, before the limit: `less than`.
  public var words: String {
    switch self {
    case .lessThan: "less than"
    case .lessThanOrEqual: "at most"
    case .greaterThan: "greater than"
    case .greaterThanOrEqual: "at least"
    case .equal, .equals: "equal to"
    case .notEqual: "other than"
    case .between: "between"
    }
  }
}
