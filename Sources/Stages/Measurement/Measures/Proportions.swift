package import AuditModel

extension ConfidenceInterval {
  /// The interval of the same share, counted in per cent.
  var inPercent: ConfidenceInterval {
    ConfidenceInterval(low: low * 100, high: high * 100, level: level, method: method)
  }
}

/// The uncertainty of a proportion that was counted.
package enum Proportions {
  /// The 0.975 quantile of the standard normal distribution.
  private static let z = 1.959963984540054

  /// The Wilson score interval at 95 % (Wilson 1927); nil without a trial.
  package static func wilson(_ hits: Int64, of trials: Int64) -> ConfidenceInterval? {
    guard trials > 0, hits >= 0, hits <= trials else { return nil }
    let n = Double(trials)
    let share = Double(hits) / n
    let square = z * z
    let centre = share + square / (2 * n)
    let spread = z * (share * (1 - share) / n + square / (4 * n * n)).squareRoot()
    let scale = 1 + square / n
    return ConfidenceInterval(
      low: hits == 0 ? 0 : (centre - spread) / scale, high: hits == trials ? 1 : (centre + spread) / scale,
      level: 0.95, method: "wilson")
  }
}
