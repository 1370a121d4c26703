import AuditModel
import Rows

/// What the exported inputs show: drift, proxies of protected attributes, and whether like cases are decided alike.
struct FeatureAudit: Sendable {
  let drift: [ModelAudit.Comparison]
  let proxies: [ModelAudit.Comparison]
  let recourse: Recourse?
  private let consistency: (value: Double?, reason: String, n: Int)?
  private let pairs: [(attribute: String, rate: Rate)]

  init(_ tables: ModelMeasurement.Tables, _ cases: Cases, _ model: ModelDefinition) {
    guard let inputs = model.inputs, let table = tables.features, let position = tables.current else {
      (drift, proxies, consistency, pairs, recourse) = ([], [], nil, [], nil)
      return
    }
    let current = FeatureTable(table, source: position, inputs)
    let reference = tables.reference.map { FeatureTable(table, source: $0, inputs) }
    drift = reference.map { Drift.all($0, current, against: inputs.reference ?? "") } ?? []
    // The cases of the predictions in the order of the inputs, by id.
    let places = Dictionary(
      cases.ids.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let rows = current.ids.map { places[$0] }
    proxies = cases.attributes.flatMap { attribute in
      Proxies.all(
        current, groups: rows.map { row in row.map { attribute.codes[$0] } ?? Cases.Attribute.none }, attribute)
    }
    let likeness = Likeness(
      current, decisions: rows.map { row in row.map { cases.decisions[$0] } },
      protected: model.protected + model.carriers.map(\.name))
    recourse = model.recourse.flatMap { rules in
      tables.coefficients.map { coefficients in
        RecourseSearch(
          LinearModel(coefficients, link: rules.link), rules, threshold: model.threshold, current: current,
          reference: reference
        ).run(cases, rows: rows)
      }
    }
    consistency = likeness.consistency(neighbours: inputs.neighbours)
    pairs = cases.attributes.map { attribute in
      (
        attribute.name,
        likeness.matchedPairs(rows.map { row in row.map { attribute.codes[$0] } ?? Cases.Attribute.none })
      )
    }
  }

  func metrics(origin: String) -> [Metric] {
    var metrics = drift.flatMap { comparison -> [Metric] in
      let labels = [Metric.Label(name: "feature", value: comparison.feature)]
      var own: [Metric] = []
      if let psi = comparison.stability { own.append(Metric(name: "psi", value: psi, labels: labels, origin: origin)) }
      if comparison.method == "ks" {
        own.append(Metric(name: "drift_ks", value: comparison.statistic, labels: labels, origin: origin))
      }
      if let p = comparison.pValue {
        own.append(Metric(name: "drift_p_value", value: p, labels: labels, origin: origin))
      }
      return own
    }
    var attributes: [String] = []
    for proxy in proxies where !attributes.contains(proxy.against) { attributes.append(proxy.against) }
    metrics += attributes.map { attribute in
      Metric(
        name: "max_proxy_correlation",
        value: proxies.filter { $0.against == attribute }.map { abs($0.statistic) }.max(),
        labels: [.init(name: "attribute", value: attribute)], origin: origin)
    }
    if let consistency {
      metrics.append(
        Metric(
          name: "consistency", value: consistency.value, undefined: consistency.value == nil ? consistency.reason : nil,
          sampleSize: Int64(consistency.n), origin: origin))
      metrics += pairs.map { pair in
        Metric(
          name: "matched_pair_disparity", value: pair.rate.value,
          undefined: pair.rate.value == nil ? "no two cases of different groups agree in every feature" : nil,
          sampleSize: Int64(pair.rate.total), labels: [.init(name: "attribute", value: pair.attribute)],
          interval: pair.rate.wilson, origin: origin)
      }
    }
    if let recourse, recourse.refusal == nil {
      let rate = Rate(recourse.found, of: recourse.cases.count)
      metrics.append(
        Metric(
          name: "recourse_rate", value: rate.value, undefined: rate.value == nil ? "no case is declined" : nil,
          sampleSize: Int64(rate.total), interval: rate.wilson, origin: origin))
    }
    return metrics
  }
}
