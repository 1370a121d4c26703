import AuditModel
import Diagnostics

/// Gates on metrics that nothing gives, under any labels: most likely a misspelt name.
enum MetricRules {
  static func findings(_ gates: [PlannedGate], known: KnownMetrics?, metrics: [Metric]) -> [Finding] {
    guard let known else { return [] }
    let names = known.entries.map(\.name) + metrics.map(\.name)
    return gates.compactMap { planned in
      guard let test = planned.test as? MetricGate, !names.contains(where: { $0.utf8.elementsEqual(test.metric.utf8) })
      else { return nil }
      let near = suggestion(for: test.metric, in: names).map { "; did you mean '\($0)'?" } ?? ""
      return Finding(
        code: "metric_unknown", subject: "gate \(planned.gate.id)",
        message: "no measure, export or model gives a metric '\(test.metric)'\(near)")
    }
  }
}
