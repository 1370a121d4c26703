import AuditModel
import Rows
import YAML

/// A metric against a threshold.
struct MetricGate: GateTest {
  let metric: String
  let labels: [Metric.Label]
  let comparison: Comparison
  let limits: [Double]
  let minimumSample: Int64?

  static let gateKind = GateKind(key: "metric") { map, _ in
    let metric = map.string("metric")
    let comparison = map.choice("comparison", among: Comparison.self)
    let limits = readLimits(map, comparison)
    let labels = readLabels(map)
    let minimum = map.optionalInt("minimum_n")
    guard let metric, let comparison, let limits else { return nil }
    return MetricGate(
      metric: metric, labels: labels, comparison: comparison, limits: limits, minimumSample: minimum.map(Int64.init))
  }

  /// One number, or for `between` a list of two in ascending order.
  private static func readLimits(_ map: YAMLMapping, _ comparison: Comparison?) -> [Double]? {
    guard comparison == .between else { return map.double("threshold").map { [$0] } }
    guard let node = map.required("threshold") else { return nil }
    let numbers = map.items("threshold").compactMap { $0.text.flatMap(Double.init) }
    guard numbers.count == 2, numbers[0] <= numbers[1] else {
      map.error("'between' needs two numbers in ascending order", at: node, hint: "write threshold: [0.8, 1.25]")
      return nil
    }
    return numbers
  }

  private static func readLabels(_ map: YAMLMapping) -> [Metric.Label] {
    guard let labels = map.mapping("labels") else { return [] }
    return labels.all().compactMap { entry in
      entry.value.text.map { Metric.Label(name: entry.name, value: $0) }
    }
  }

  var dataset: String? { nil }
  func fold(_ tables: [String: Table]) -> RecordsFold? { nil }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: RecordsFold?) -> GateDecision {
    let found = candidates(evidence.metrics.filter { $0.name == metric && matches($0) })
    guard let worst = worst(of: found) else { return unmeasured(gate, evidence) }
    let measured = MeasuredAgainst(metric: worst, name: worst.title, comparison: comparison, limits: limits)
    func decision(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason, measured: measured)
    }
    guard let value = worst.value else {
      return decision(.noData, "\(worst.title) is undefined: \(worst.undefined ?? "it has no denominator")")
    }
    if let minimumSample {
      guard let sample = worst.sampleSize, sample >= minimumSample else {
        let size = worst.sampleSize.map { "n is \($0)" } ?? "n is not stated"
        return decision(.indeterminate, "\(size), and the gate asks for at least \(minimumSample)")
      }
    }
    let holds = comparison.holds(value, limits)
    let verb = holds ? "is" : "is not"
    return decision(
      holds ? .pass : .fail, "\(worst.title) of \(CellText.decimal(value)) \(verb) \(comparison.words) \(limitWords)")
  }

  private var limitWords: String { limits.map { CellText.decimal($0) }.joined(separator: " and ") }

  /// A metric with exactly the gate's labels, if there is one; else all, but for groups and crossed attributes that the
  /// gate does not name.
  private func candidates(_ found: [Metric]) -> [Metric] {
    let exact = found.filter { $0.labels.count == labels.count }
    if !exact.isEmpty { return exact }
    return found.filter { metric in
      metric.labels.allSatisfy { label in
        labels.contains(label) || !label.value.utf8.contains(0x2A) || label.name != "attribute"
      }
    }
  }

  /// Every label that the gate names has its value; labels that it does not name may be anything.
  private func matches(_ metric: Metric) -> Bool {
    labels.allSatisfy { label in metric.labels.contains(label) }
  }

  /// The metric furthest on the wrong side of the limit; an undefined one is worse than any value.
  private func worst(of metrics: [Metric]) -> Metric? {
    metrics.min { shortfall($0) > shortfall($1) }
  }

  private func shortfall(_ metric: Metric) -> Double {
    guard let value = metric.value, let limit = limits.first else { return .infinity }
    switch comparison {
    case .lessThan, .lessThanOrEqual: return value - limit
    case .greaterThan, .greaterThanOrEqual: return limit - value
    case .equal, .equals: return abs(value - limit)
    case .notEqual: return -abs(value - limit)
    case .between: return max(limit - value, value - (limits.last ?? limit))
    }
  }

  private func unmeasured(_ gate: Gate, _ evidence: Evidence) -> GateDecision {
    let title = Metric(name: metric, value: nil, labels: labels, origin: "").title
    return GateDecision(
      gate: gate, decision: .noData, reason: "no source gives a metric '\(title)'",
      measured: MeasuredAgainst(metric: nil, name: title, comparison: comparison, limits: limits))
  }
}
