import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// A metric against a threshold of one or two levels.
struct MetricGate: GateTest {
  let metric: String
  let labels: [Metric.Label]
  let comparison: Comparison
  /// What must not be passed; two for `between`.
  let limits: [Threshold]
  /// The first of two levels: beyond it is a warning.
  let warning: Threshold?
  let near: NearBands?
  let use: Bound
  let minimumSample: Int64?

  /// Which end of a metric's interval is held against the limit.
  enum Bound: String, CaseIterable, Sendable {
    case point, upper, lower
  }

  static let gateKind = GateKind(key: "metric") { map, context in
    let metric = map.string("metric")
    let comparison = map.choice("comparison", among: Comparison.self)
    let (limits, warning) = readLimits(map, comparison)
    let labels = readLabels(map)
    let near = NearBands.read(map)
    let use = map.optionalChoice("use", among: Bound.self) ?? .point
    let minimum = map.optionalInt("minimum_n")
    if let metric { check(metric, (limits ?? []) + [warning].compactMap { $0 }, map, context.policy.metrics) }
    if let minimum, minimum < 1 { map.error("'minimum_n' must be at least 1", atKey: "minimum_n") }
    guard let metric, let comparison, let limits else { return nil }
    return MetricGate(
      metric: metric, labels: labels, comparison: comparison, limits: limits, warning: warning, near: near, use: use,
      minimumSample: minimum.map(Int64.init))
  }

  /// Reports a misspelt metric, and a threshold that means nothing for one. A metric that this pack has no source for is no
  /// mistake of the policy, which others build with, too: its gate has no data.
  private static func check(_ metric: String, _ limits: [Threshold], _ map: YAMLMapping, _ known: KnownMetrics?) {
    guard let known else { return }
    if known.entry(metric) == nil, !known.isOpen, let near = suggestion(for: metric, in: known.entries.map(\.name)) {
      map.error("no measure gives a metric '\(metric)'", atKey: "metric", hint: "did you mean '\(near)'?")
    }
    if let (message, hint) = limits.lazy.compactMap({ known.complaint($0, of: metric) }).first {
      map.error(message, atKey: ["threshold", "critical", "warning"].first { map.has($0) } ?? "metric", hint: hint)
    }
  }

  /// `threshold`, a list of two for `between`; or `warning` and `critical`.
  private static func readLimits(
    _ map: YAMLMapping, _ comparison: Comparison?
  ) -> (limits: [Threshold]?, warning: Threshold?) {
    defer { for key in ["threshold_type", "max"] { _ = map.node(key) } }
    if comparison == .between { return (readRange(map), nil) }
    guard map.has("critical") || map.has("warning"), !map.has("threshold") else {
      return (Threshold.read("threshold", map).map { [$0] }, nil)
    }
    let critical = Threshold.read("critical", map)
    let warning = map.has("warning") ? Threshold.read("warning", map) : nil
    if let comparison, let critical, let warning,
      isReversed(warning.limit(in: "%"), critical.limit(in: "%"), comparison)
    {
      map.error("the warning level lies beyond the critical one", atKey: "warning", hint: "a warning comes first")
    }
    return (critical.map { [$0] }, warning)
  }

  private static func isReversed(_ warning: Double, _ critical: Double, _ comparison: Comparison) -> Bool {
    switch comparison {
    case .lessThan, .lessThanOrEqual: warning > critical
    case .greaterThan, .greaterThanOrEqual: warning < critical
    case .equal, .equals, .notEqual, .between: false
    }
  }

  private static func readRange(_ map: YAMLMapping) -> [Threshold]? {
    guard let node = map.required("threshold") else { return nil }
    let limits = map.items("threshold").compactMap { Threshold.read($0, map) }
    guard limits.count == 2, limits[0].limit(in: "%") <= limits[1].limit(in: "%") else {
      map.error("'between' needs two numbers in ascending order", at: node, hint: "write threshold: [0.8, 1.25]")
      return nil
    }
    return limits
  }

  private static func readLabels(_ map: YAMLMapping) -> [Metric.Label] {
    guard let labels = map.mapping("labels") else { return [] }
    return labels.all().compactMap { entry in
      entry.value.text.map { Metric.Label(name: entry.name, value: $0) }
    }
  }

  /// Every metric of the name is judged; the worst decides.
  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    let named = evidence.metrics.filter { $0.name.utf8.elementsEqual(metric.utf8) && matches($0) }
    let judged = candidates(named).map { measured in
      judge(gate, measured)
    }
    let worst = judged.min { a, b in
      let (first, second) = (Standing(a.decision).weight, Standing(b.decision).weight)
      return first != second ? first < second : shortfall(a) > shortfall(b)
    }
    guard let worst else { return unmeasured(gate, evidence) }
    guard worst.decision == .fail else { return worst }
    let failing = judged.filter { $0.decision == .fail }.compactMap(\.measured)
    return worst.with(tested: TestedPopulation.joined(failing.compactMap { evidence.behind($0) }))
  }

  private func judge(_ gate: Gate, _ measured: Metric) -> GateDecision {
    let limits = self.limits.map { $0.limit(in: measured.unit) }
    let (decision, reason) = verdict(measured, limits)
    return GateDecision(
      gate: gate, decision: decision, reason: reason,
      measured: MeasuredAgainst(metric: measured, name: measured.title, comparison: comparison, limits: limits))
  }

  private func verdict(_ measured: Metric, _ limits: [Double]) -> (Decision, String) {
    guard let value = measured.value else {
      let why = "\(measured.title) is undefined: \(measured.undefined ?? "it has no denominator")"
      return (measured.isUnknowable ? .indeterminate : .noData, why)
    }
    if let obstacle = obstacle(measured) { return (.indeterminate, obstacle) }
    guard let point = compared(measured, value) else {
      return (.indeterminate, "\(measured.title) has no interval, and the gate asks for its \(use.rawValue) bound")
    }
    let figures = Words.figures([value] + limits, unit: measured.unit)
    let words = figures.dropFirst().joined(separator: " and ")
    let name = "\(measured.title) of \(figures[0])"
    if use != .point, let interval = measured.interval, straddles(interval, limits) {
      let ends = Words.figures([interval.low, interval.high], unit: measured.unit).joined(separator: " to ")
      return (.indeterminate, "\(name) lies in an interval of \(ends), which straddles \(words)")
    }
    guard comparison.holds(point, limits) else { return (.fail, "\(name) is not \(comparison.words) \(words)") }
    if let warned = warned(measured, value, point) { return (.warning, warned) }
    let nearness = near?.decision(point, comparison, limits) ?? .pass
    return (nearness, "\(name) is \(comparison.words) \(words)\(nearness == .pass ? "" : ", and near to it")")
  }

  /// Why a value that is there cannot be held against the limits: too few records, or another unit.
  private func obstacle(_ measured: Metric) -> String? {
    if let minimumSample, measured.sampleSize ?? 0 < minimumSample {
      let size = measured.sampleSize.map { "n is \($0)" } ?? "n is not stated"
      return "\(size), and the gate asks for at least \(minimumSample)"
    }
    guard limits.allSatisfy({ $0.fits(measured.unit) }), warning?.fits(measured.unit) ?? true else {
      return
        "\(measured.title) counts in \(measured.unit ?? "1"), and a threshold in per cent cannot be held against it"
    }
    return nil
  }

  /// What is said of a value beyond the first of two levels; nil for one that is not.
  private func warned(_ measured: Metric, _ value: Double, _ point: Double) -> String? {
    guard let limit = warning?.limit(in: measured.unit), !comparison.holds(point, [limit]) else { return nil }
    let level = Words.figures([value, limit], unit: measured.unit)
    return "\(measured.title) of \(level[0]) is not \(comparison.words) \(level[1]), the level of a warning"
  }

  /// The value or the bound that is held against the limit; nil if the metric has no interval.
  private func compared(_ metric: Metric, _ value: Double) -> Double? {
    switch use {
    case .point: value
    case .upper: metric.interval?.high
    case .lower: metric.interval?.low
    }
  }

  /// Whether some of the interval's values hold, and some do not.
  private func straddles(_ interval: ConfidenceInterval, _ limits: [Double]) -> Bool {
    let ends = [interval.low, interval.high].map { comparison.holds($0, limits) }
    guard let first = limits.first, let last = limits.last else { return false }
    switch comparison {
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: return ends[0] != ends[1]
    case .between: return ends != [true, true] && interval.low <= last && interval.high >= first
    case .equal, .equals, .notEqual:
      return interval.low < interval.high && interval.low <= first && interval.high >= first
    }
  }

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

  /// Every label that the gate names has its value; labels that it does not name may be anything. Where no record's group
  /// can be told, the metric has no label and stands for every group.
  private func matches(_ metric: Metric) -> Bool {
    labels.allSatisfy { label in metric.labels.contains(label) } || metric.isUnknowable && metric.labels.isEmpty
  }

  /// How far a value lies on the wrong side of the limit; an undefined one lies further than any.
  private func shortfall(_ decision: GateDecision) -> Double {
    guard let measured = decision.measured, let value = measured.metric?.value, let limit = measured.limits.first else {
      return .infinity
    }
    switch comparison {
    case .lessThan, .lessThanOrEqual: return value - limit
    case .greaterThan, .greaterThanOrEqual: return limit - value
    case .equal, .equals: return abs(value - limit)
    case .notEqual: return -abs(value - limit)
    case .between: return max(limit - value, value - (measured.limits.last ?? limit))
    }
  }

  private func unmeasured(_ gate: Gate, _ evidence: Evidence) -> GateDecision {
    let title = Metric(name: metric, value: nil, labels: labels, origin: "").title
    let known = Set(evidence.metrics.map(\.name)).sortedByBytes()
    let suggestion = suggestionHint(for: metric, in: known).map { "; \($0)" } ?? ""
    return GateDecision(
      gate: gate, decision: .noData, reason: "no source gives a metric '\(title)'\(suggestion)",
      measured: MeasuredAgainst(
        metric: nil, name: title, comparison: comparison, limits: limits.map { $0.limit(in: nil) }))
  }
}

extension TestedPopulation {
  /// One population of several groups of one dataset, exceptions in the order of the groups; nil of none.
  fileprivate static func joined(_ groups: [TestedPopulation]) -> TestedPopulation? {
    guard let first = groups.first else { return nil }
    return TestedPopulation(
      dataset: first.dataset, population: groups.reduce(0) { $0 + $1.population },
      exceptionCount: groups.reduce(0) { $0 + $1.exceptionCount },
      exceptions: Array(groups.flatMap(\.exceptions).prefix(RecordsFold.exceptionLimit)), fields: first.fields)
  }
}

extension Standing {
  /// The place in the order of the cases: 0 is the worst.
  var weight: Int { Standing.allCases.firstIndex(of: self) ?? Standing.allCases.count }
}
