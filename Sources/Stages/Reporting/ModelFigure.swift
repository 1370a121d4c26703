import AuditModel

/// Where a model's figure is told, and what kind of figure it is.
enum ModelFigure {
  /// Sizes are counted, and tests state chance themselves: neither has an interval.
  static func isExact(_ metric: Metric) -> Bool {
    metric.unit == "records" || metric.name.hasSuffix("p_value") || metric.name == "statistical_power"
  }

  /// The section that tells of a metric; nil for a metric of something else than the model.
  static func section(of metric: Metric) -> String? {
    let attribute = metric.labels.first { $0.name == "attribute" }?.value
    if metric.name == "max_metric_degradation_under_shift" { return ModelStabilitySection.section.name }
    if metric.name == "max_proxy_correlation" { return ProxiesSection.section.name }
    if ["baseline_disparity", "base_rate_p_value"].contains(metric.name) { return DatasetBiasSection.section.name }
    if metric.name == "matched_pair_disparity" { return IndividualFairnessSection.section.name }
    if let attribute {
      return attribute.utf8.contains(0x2A)
        ? IntersectionalFairnessSection.section.name : GroupFairnessSection.section.name
    }
    switch metric.name {
    case let name where ModelPerformanceSection.metrics.contains(name): return ModelPerformanceSection.section.name
    case let name where ModelCalibrationSection.metrics.contains(name): return ModelCalibrationSection.section.name
    case "psi", "drift_ks", "drift_p_value": return ModelStabilitySection.section.name
    case "consistency": return IndividualFairnessSection.section.name
    case "recourse_rate": return RecourseSection.section.name
    default: return nil
    }
  }
}

extension ModelAudit.Counts {
  /// All cases.
  var total: Int { truePositive + falsePositive + falseNegative + trueNegative }
}
