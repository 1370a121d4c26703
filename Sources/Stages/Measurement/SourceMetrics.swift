package import AuditModel

/// Figures that every source has: what the reconciliation counted, as metrics that a gate can hold against a limit.
package enum SourceMetrics {
  /// Every name, with its unit.
  package static let names = [
    ("records_used", "records"), ("records_rejected", "records"), ("records_duplicate", "records"),
    ("largest_gap_seconds", "s"),
  ]

  /// `records_used`, `records_rejected`, `records_duplicate`, `largest_gap_seconds`, each labelled with its source.
  package static func metrics(of sources: [SourceReconciliation]) -> [Metric] {
    sources.flatMap { source in
      let counts = source.counts
      let label = [Metric.Label(name: "source", value: source.name)]
      func metric(_ name: String, _ value: Int64, _ unit: String) -> Metric {
        Metric(
          name: name, value: Double(value), unit: unit, sampleSize: counts.read, labels: label, origin: source.name)
      }
      var metrics = [
        metric("records_used", counts.used, "records"), metric("records_rejected", counts.rejected, "records"),
        metric("records_duplicate", counts.duplicate, "records"),
      ]
      if let gap = source.largestGap { metrics.append(metric("largest_gap_seconds", gap, "s")) }
      return metrics
    }
  }
}
