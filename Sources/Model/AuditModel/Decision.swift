/// What evaluating a gate came to.
public enum Decision: String, Hashable, Sendable, CaseIterable {
  case pass
  /// Within the wider near-limit band.
  case watch
  /// Within the narrower band, or beyond the first of two levels.
  case warning
  case fail
  /// Failed, and accepted for a time.
  case waived
  case waiverExpired = "waiver_expired"
  /// No source of the kind, or a metric that nobody measured.
  case noData = "no_data"
  /// The interval straddles the limit, or the sample is too small.
  case indeterminate
  /// Nothing to judge: the control did not operate, or the gate does not apply to the period.
  case notApplicable = "not_applicable"

  /// Whether a gate of severity error that ends so makes the run exit 1.
  public var blocks: Bool {
    switch self {
    case .fail, .waiverExpired, .noData, .indeterminate: true
    case .pass, .watch, .warning, .waived, .notApplicable: false
    }
  }

  /// The decision in a reader's words.
  public var words: String {
    switch self {
    case .pass: "pass"
    case .watch: "watch"
    case .warning: "warning"
    case .fail: "fail"
    case .waived: "waived"
    case .waiverExpired: "waiver expired"
    case .noData: "no data"
    case .indeterminate: "indeterminate"
    case .notApplicable: "not applicable"
    }
  }
}

/// What a gate's failure costs.
public enum Severity: String, Hashable, Sendable, CaseIterable {
  case error, warning, info
}
