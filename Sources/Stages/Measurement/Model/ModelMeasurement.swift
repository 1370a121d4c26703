package import AuditModel
package import Diagnostics
package import Rows

/// Recomputes a model's figures from its exported predictions.
package struct ModelMeasurement: Sendable {
  /// What recomputing came to.
  package struct Result: Sendable {
    package let metrics: [Metric]
    package let audit: ModelAudit
    package let findings: [Finding]
  }

  /// The tables of kind `predictions`, `features` and `attributions`, with the positions of the feature sources.
  package struct Tables: Sendable {
    let predictions: Table
    let features: Table?
    let attributions: Table?
    let coefficients: Table?
    /// Positions in the definition of the sources with the current and the reference inputs.
    let current: Int?
    let reference: Int?

    package init(
      predictions: Table, features: Table?, attributions: Table?, coefficients: Table? = nil, current: Int?,
      reference: Int?
    ) {
      self.predictions = predictions
      self.features = features
      self.attributions = attributions
      self.coefficients = coefficients
      self.current = current
      self.reference = reference
    }
  }

  let model: ModelDefinition
  /// The name of the source of the predictions.
  let origin: String

  package init(_ model: ModelDefinition, origin: String) {
    self.model = model
    self.origin = origin
  }

  /// `place` says where a record of the tables stands. Errors: an outcome with three values, an attribute with too many
  /// groups.
  package func run(_ tables: Tables, jobs: Int, place: (Table.Row) -> Location) async throws(Diagnostics) -> Result {
    let cases = try Cases(tables.predictions, model, place: place)
    let features = FeatureAudit(tables, cases, model)
    let order = ScoreOrder(cases)
    let calibration = Calibration(order)
    let attributes = cases.attributes + model.intersections.map { cases.crossing($0) }
    let cells = CaseCells(cases, attributes)
    var intervals: [ConfidenceInterval?] = []
    if let seed = model.seed, model.bootstrap > 0 {
      intervals = await Bootstrap(
        cases, order: order, calibration: calibration, cells: cells, attributes: attributes, seed: seed,
        draws: model.bootstrap
      ).intervals(jobs: jobs)
    }
    let sizes = cells.sizes
    let ranking = Ranking(order)
    let shifts = Robustness.shifts(cases, order, calibration, by: model.shift)
    let overall = OverallFigures(
      cases: cases, confusion: cells.confusion(sizes), ranking: ranking, calibration: calibration,
      intervals: intervals, origin: origin)
    let rates = attributes.indices.map { cells.rates(sizes, of: $0, attributes[$0]) }
    let width = GroupDifferences.names.count
    var metrics = overall.metrics
    for (index, attribute) in attributes.enumerated() {
      let start = Bootstrap.names.count + index * width
      let own = intervals.isEmpty ? [] : Array(intervals[start..<start + width])
      metrics +=
        GroupFigures(
          rates: rates[index], intervals: own, powerDifference: model.powerDifference, origin: origin
        ).metrics
      metrics += ScoreFigures(attribute, cases, order, origin: origin).metrics
    }
    metrics += shiftMetrics(shifts) + features.metrics(origin: origin)
    let explanations = Explanations.read(tables.attributions, cases)
    let audit = ModelAudit(
      definition: model, cases: cases.count, confusion: cells.confusion(sizes).counts, roc: Ranking.curve(order),
      widthBins: cases.areProbabilities ? calibration.width.map(\.audited) : [],
      quantileBins: cases.areProbabilities ? calibration.quantile.map(\.audited) : [],
      attributes: attributes.indices.map { index in
        audited(attributes[index], rates[index], cases, isIntersection: index >= cases.attributes.count)
      }, thresholds: Thresholds.all(order, model, youden: ranking.youden?.threshold), shifts: shifts,
      drift: features.drift, proxies: features.proxies, explanations: explanations, recourse: features.recourse)
    return Result(metrics: metrics, audit: audit, findings: findings(cases, audit))
  }

  private func shiftMetrics(_ shifts: [ModelAudit.Shift]) -> [Metric] {
    model.protected.compactMap { attribute in
      let own = shifts.filter { $0.attribute == attribute }
      guard let worst = own.map(\.degradation).max() else { return nil }
      return Metric(
        name: "max_metric_degradation_under_shift", value: worst, labels: [.init(name: "attribute", value: attribute)],
        origin: origin)
    }
  }

  private func audited(
    _ attribute: Cases.Attribute, _ rates: GroupRates, _ cases: Cases, isIntersection: Bool
  ) -> ModelAudit.Attribute {
    var histograms = Array(repeating: Array(repeating: 0, count: 10), count: attribute.groups.count)
    if cases.areProbabilities {
      for (code, score) in zip(attribute.codes, cases.scores) where code >= 0 {
        histograms[Int(code)][min(9, Int(score * 10))] += 1
      }
    }
    return ModelAudit.Attribute(
      name: attribute.name, isIntersection: isIntersection,
      groups: attribute.groups.indices.map { group in
        ModelAudit.Group(
          name: attribute.groups[group], counts: rates.counts[group].counts,
          histogram: cases.areProbabilities ? histograms[group] : [])
      }, missing: attribute.missing)
  }

  private func findings(_ cases: Cases, _ audit: ModelAudit) -> [Finding] {
    var findings = cases.attributes.filter { $0.missing > 0 }.map { attribute in
      Finding(
        code: "group_not_stated", subject: origin,
        message:
          "\(attribute.missing) of \(cases.count) cases do not state '\(attribute.name)' and are in none of its groups")
    }
    findings += caseFindings(cases)
    for reason in audit.explanations?.protectedReasons(model) ?? [] {
      findings.append(Finding(code: "protected_reason", subject: origin, message: reason))
    }
    if let refusal = audit.recourse?.refusal {
      let words = audit.recourse?.largestDifference.map { ", the largest difference is \($0)" } ?? ""
      findings.append(
        Finding(
          code: "recourse_not_assessed", subject: origin, message: "no recourse was looked for: \(refusal)\(words)"))
    }
    if !cases.areProbabilities {
      findings.append(
        Finding(
          code: "scores_not_probabilities", subject: origin,
          message: "scores lie outside 0 to 1: calibration, Brier score and log loss are undefined"))
    }
    return findings
  }
}

extension ModelMeasurement {
  /// Ids that stand more than once, and decisions that their scores do not explain.
  private func caseFindings(_ cases: Cases) -> [Finding] {
    var findings: [Finding] = []
    if let repeated = cases.repeated {
      findings.append(
        Finding(
          code: "repeated_case", subject: origin,
          message:
            "\(repeated.count) of \(cases.count) cases have the id of an earlier one, first '\(repeated.id)' at \(repeated.place.file):\(repeated.place.line ?? 0); each counts as a case of its own, and 'unique: id' of the source would count it once"
        ))
    }
    if cases.differing > 0 {
      findings.append(
        Finding(
          code: "decision_differs", subject: origin,
          message:
            "\(cases.differing) of \(cases.count) exported decisions are not what the score gives at the threshold \(model.threshold); the exported ones count"
        ))
    }
    return findings
  }
}

extension Calibration.Bin {
  fileprivate var audited: ModelAudit.Bin {
    ModelAudit.Bin(
      low: low, high: high, count: count, meanScore: meanScore, observed: observed.value, interval: observed.wilson)
  }
}
