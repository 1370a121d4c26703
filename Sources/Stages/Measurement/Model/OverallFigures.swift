import AuditModel

/// The metrics of all cases together: performance and calibration.
struct OverallFigures {
  let cases: Cases
  let confusion: Confusion
  let ranking: Ranking
  let calibration: Calibration
  /// Of the bootstrap; empty where none was drawn.
  let intervals: [ConfidenceInterval?]
  let origin: String

  var metrics: [Metric] { performance + ranks + probability }

  private func metric(
    _ name: String, _ value: Double?, _ reason: String, n: Int? = nil, interval: ConfidenceInterval? = nil
  ) -> Metric {
    Metric(
      name: name, value: value, undefined: value == nil ? reason : nil, sampleSize: Int64(n ?? cases.count),
      interval: value == nil ? nil : interval, origin: origin)
  }

  private func rate(_ name: String, _ rate: Rate, _ reason: String) -> Metric {
    metric(name, rate.value, reason, n: rate.total, interval: rate.wilson)
  }

  private func drawn(_ name: String, _ value: Double?, _ reason: String) -> Metric {
    let place = Bootstrap.names.firstIndex(of: name)
    let interval = place.flatMap { intervals.indices.contains($0) ? intervals[$0] : nil }
    return metric(name, value, reason, interval: interval)
  }

  private static let oneClass = "all cases have the same outcome"

  private var performance: [Metric] {
    [
      rate("accuracy", confusion.accuracy, "there is no case"),
      drawn("balanced_accuracy", confusion.balancedAccuracy, OverallFigures.oneClass),
      rate("precision", confusion.precision, "no case has a favourable decision"),
      rate("recall", confusion.recall, "no case has a favourable outcome"),
      rate("specificity", confusion.specificity, "no case has an unfavourable outcome"),
      drawn("f1", confusion.f1, "no case is favourable, by outcome or by decision"),
      drawn("mcc", confusion.matthews, "all outcomes or all decisions are the same"),
      drawn("cohen_kappa", confusion.kappa, "outcomes and decisions are all the same"),
      rate("base_rate", confusion.baseRate, "there is no case"),
    ]
  }

  private var ranks: [Metric] {
    let gini = ranking.gini
    return [
      metric("roc_auc", ranking.area, OverallFigures.oneClass, interval: ranking.areaInterval),
      metric("gini", gini?.value, OverallFigures.oneClass, interval: gini?.interval),
      drawn("ks_statistic", ranking.separation, OverallFigures.oneClass),
      drawn("average_precision", ranking.averagePrecision, "no case has a favourable outcome"),
    ]
  }

  private var probability: [Metric] {
    let usable = cases.areProbabilities
    let reason = usable ? "there is no case" : "scores lie outside 0 to 1"
    let scores = usable ? ProbabilityScores(cases) : nil
    let line = usable ? CalibrationLine(cases) : nil
    let parts = usable ? BrierParts(calibration.width) : nil
    let noLine = usable ? "no finite fit: one class, one score, or classes that a score separates" : reason
    func error(_ name: String, _ value: Double?) -> Metric { drawn(name, usable ? value : nil, reason) }
    return [
      drawn("brier", scores?.brier, reason),
      drawn("log_loss", scores.map { SignificantDigits.rounded($0.logLoss) }, reason),
      drawn("brier_reliability", parts?.reliability, reason), drawn("brier_resolution", parts?.resolution, reason),
      drawn("brier_uncertainty", parts?.uncertainty, reason),
      error("expected_calibration_error", Calibration.expected(calibration.width)),
      error("maximum_calibration_error", Calibration.maximum(calibration.width)),
      error("expected_calibration_error_quantile", Calibration.expected(calibration.quantile)),
      error("maximum_calibration_error_quantile", Calibration.maximum(calibration.quantile)),
      fitted("calibration_slope", line?.slope, line?.slopeError, noLine),
      fitted("calibration_intercept", line?.intercept, line?.interceptError, noLine),
    ]
  }

  /// A coefficient with Wald's interval.
  private func fitted(_ name: String, _ value: Double?, _ error: Double?, _ reason: String) -> Metric {
    guard let value, let error else { return metric(name, nil, reason) }
    let interval = ConfidenceInterval(
      low: SignificantDigits.rounded(value - Rate.z * error), high: SignificantDigits.rounded(value + Rate.z * error),
      level: 0.95, method: "wald")
    return metric(name, SignificantDigits.rounded(value), reason, interval: interval)
  }
}
