package import AuditModel

/// Recomputed metrics beside imported ones: where both exist under one name and labels the recomputed one counts, and any
/// difference is told.
package struct RecomputedMetrics: Sendable {
  package let metrics: [Metric]
  package let findings: [Finding]

  /// Figures that agree to this are the same figure.
  static let tolerance = 1e-9

  package init(_ recomputed: [Metric], over imported: [Metric]) {
    var own: [String: Metric] = [:]
    for metric in recomputed { own[metric.title] = metric }
    metrics = recomputed + imported.filter { own[$0.title] == nil }
    findings = imported.compactMap { metric in
      guard let other = own[metric.title], let said = metric.value else { return nil }
      guard let value = other.value else {
        return Finding(
          code: "imported_metric_undefined", subject: metric.origin,
          message: "\(metric.title) was imported as \(said) and is undefined: \(other.undefined ?? "no figure")")
      }
      guard abs(value - said) > RecomputedMetrics.tolerance else { return nil }
      return Finding(
        code: "imported_metric_differs", subject: metric.origin,
        message: "\(metric.title) was imported as \(said) and recomputed as \(value); the recomputed figure counts")
    }
  }
}

extension ModelMeasurement.Result {
  /// The same result with the columns that the definition does not speak of, each told as a finding.
  package func with(undeclared: [String]) -> ModelMeasurement.Result {
    let told = undeclared.map { column in
      Finding(
        code: "undeclared_column", subject: "predictions",
        message: "column '\(column)' is neither a declared protected attribute nor left out with a reason")
    }
    return ModelMeasurement.Result(
      metrics: metrics, audit: audit.with(undeclared: undeclared), findings: findings + told)
  }
}
