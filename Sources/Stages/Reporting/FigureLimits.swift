import AuditModel

/// What limits the figure that a gate rests on: its sample, its interval, the smallest group behind it.
enum FigureLimits {
  /// Never empty: a figure without a known limit says how it was made.
  static func words(_ decision: GateDecision, _ audit: ModelAudit) -> [String] {
    guard let measured = decision.measured, let metric = measured.metric else { return ["nobody measured it"] }
    if metric.value == nil { return [metric.undefined ?? "no figure"] }
    var words = metric.sampleSize.map { ["n = \(Words.count($0))"] } ?? []
    words += [interval(metric, measured.limits)] + smallest(metric, audit)
    return words.filter { !$0.isEmpty }
  }

  private static func interval(_ metric: Metric, _ limits: [Double]) -> String {
    guard let interval = metric.interval else {
      return ModelFigure.isExact(metric) ? "counted, without uncertainty" : "no interval"
    }
    let holds = limits.contains { interval.low <= $0 && $0 <= interval.high }
    let width = interval.high - interval.low > RedFlags.widestInterval ? ", which is wide" : ""
    let side = holds ? ", which holds the limit" : ""
    return "95% interval \(Words.value(interval.low)) to \(Words.value(interval.high))\(width)\(side)"
  }

  /// The smallest group of the attribute that a difference is about.
  private static func smallest(_ metric: Metric, _ audit: ModelAudit) -> [String] {
    guard let name = metric.labels.first(where: { $0.name == "attribute" })?.value,
      let attribute = audit.attributes.first(where: { $0.name == name }), metric.name != "min_group_size",
      let group = attribute.groups.min(by: { $0.counts.total < $1.counts.total })
    else { return [] }
    return ["smallest group \(ModelWords.crossed(group.name)) with \(Words.count(group.counts.total))"]
  }
}
