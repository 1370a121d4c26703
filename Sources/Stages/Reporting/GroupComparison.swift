import AuditModel
import DocumentModel

/// What a report says of the groups of one attribute, or of several crossed: their rates, what separates them, how sure
/// that is.
enum GroupComparison {
  private static let differences = [
    "demographic_parity_difference", "demographic_parity_ratio", "equal_opportunity_difference",
    "equalized_odds_difference", "equalized_odds_difference_mean", "predictive_parity_difference",
    "accuracy_difference",
    "min_group_size", "statistical_power", "selection_rate_p_value", "tpr_p_value", "fpr_p_value",
  ]

  static func blocks(_ attribute: ModelAudit.Attribute, _ facts: Facts, _ audit: ModelAudit) -> [Block] {
    let name = ModelWords.crossed(attribute.name)
    var blocks: [Block] = [
      .heading(
        level: 2, text: "\(attribute.isIntersection ? "Crossed groups" : "Groups") by \(name)",
        anchor: "fairness-" + attribute.name.split(separator: "*").joined(separator: "-x-")),
      .paragraph(fourFifths(attribute, facts)), .table(rates(attribute, facts)),
    ]
    blocks += drawn.map { .figure(chart($0, attribute, facts)) }
    blocks += [
      .table(calibration(attribute, facts)),
      .table(ModelWords.table("Between the groups by \(name)", differences, facts, attribute: attribute.name)),
      .paragraph([
        .text(
          "The power is that of seeing a difference of \(Words.value(audit.definition.powerDifference)) in selection rates between the largest and the smallest group at the 5 percent level. A p-value is that of a test that the rate is the same in every group. A figure that more than 5 percent of the draws leave undefined has no interval."
        )
      ]),
    ]
    if !attribute.isIntersection, attribute.groups.contains(where: { !$0.histogram.isEmpty }) {
      let chart = ScoreDistributions(groups: attribute.groups.map { ($0.name, $0.histogram) })
      blocks.append(
        .figure(
          Figure(
            title: span("Mean scores", "mean_score", attribute, facts), alternative: chart.alternative,
            source: "predictions; shares of each group",
            drawing: chart.drawing)))
    }
    if attribute.missing > 0 {
      blocks.append(
        .note(
          .caution, [.text("\(Words.count(Int64(attribute.missing), "case")) do not state the group and are in none.")])
      )
    }
    return blocks
  }

  /// The four-fifths rule of thumb (29 CFR 1607.4 D): a selection rate below 80 percent of the highest.
  private static func fourFifths(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> [Inline] {
    guard let ratio = ModelWords.find(facts, "demographic_parity_ratio", attribute: attribute.name)?.value else {
      return [.text("The ratio of selection rates is undefined, and with it the four-fifths rule.")]
    }
    let holds = ratio >= 0.8
    return [
      .text("The lowest selection rate is \(Words.value(ratio)) of the highest: the four-fifths rule "),
      .status(holds ? "holds" : "does not hold", holds ? .good : .bad), .text("."),
    ]
  }

  private static func rates(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> DocumentTable {
    let names = ["selection_rate", "tpr", "fpr", "fnr", "precision", "accuracy", "base_rate"]
    return DocumentTable(
      caption: "Rates by \(ModelWords.crossed(attribute.name))",
      columns: [
        .init("Group"), .init("n", .trailing), .init("Selected", .trailing), .init("TPR", .trailing),
        .init("FPR", .trailing), .init("FNR", .trailing), .init("Precision", .trailing), .init("Accuracy", .trailing),
        .init("Base rate", .trailing),
      ],
      rows: attribute.groups.map { group in
        return [[.text(ModelWords.crossed(group.name))], [.text(Words.count(group.counts.total))]]
          + names.map { name in
            let metric = ModelWords.find(facts, name, attribute: attribute.name, group: group.name)
            return [.text(metric?.value.map { NumberWords.decimal($0, places: 3) } ?? "undefined")]
          }
      })
  }

  /// How the scores of each group agree with what happened to it.
  private static func calibration(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Calibration by \(ModelWords.crossed(attribute.name))",
      columns: [
        .init("Group"), .init("n", .trailing), .init("Mean score", .trailing), .init("Observed", .trailing),
        .init("95% interval (Wilson)", .trailing), .init("Calibration error", .trailing), .init("ROC AUC", .trailing),
      ],
      rows: attribute.groups.map { group in
        func figure(_ name: String) -> Metric? {
          ModelWords.find(facts, name, attribute: attribute.name, group: group.name)
        }
        let observed = figure("base_rate")
        return [
          [.text(ModelWords.crossed(group.name))], [.text(Words.count(group.counts.total))],
          [.text(figure("mean_score")?.value.map { NumberWords.decimal($0, places: 3) } ?? "undefined")],
          [.text(observed?.value.map { NumberWords.decimal($0, places: 3) } ?? "undefined")],
          [.text(observed?.interval == nil ? "" : ModelWords.shortInterval(observed))],
          [
            .text(figure("expected_calibration_error")?.value.map { NumberWords.decimal($0, places: 3) } ?? "undefined")
          ],
          [.text(figure("roc_auc")?.value.map { NumberWords.decimal($0, places: 3) } ?? "undefined")],
        ]
      })
  }

  /// A rate that is drawn by group, and the differences whose gates limit it.
  private struct DrawnRate {
    let metric: String
    let words: String
    let differences: [String]
  }

  private static let drawn = [
    DrawnRate(
      metric: "selection_rate", words: "Selection rates", differences: ["demographic_parity_difference"]),
    DrawnRate(
      metric: "tpr", words: "True positive rates",
      differences: ["equal_opportunity_difference", "equalized_odds_difference"]),
    DrawnRate(metric: "fpr", words: "False positive rates", differences: ["equalized_odds_difference"]),
  ]

  private static func chart(_ rate: DrawnRate, _ attribute: ModelAudit.Attribute, _ facts: Facts) -> Figure {
    let chart = IntervalChart(
      rows: attribute.groups.map { group in
        let metric = ModelWords.find(facts, rate.metric, attribute: attribute.name, group: group.name)
        return .init(
          ModelWords.crossed(group.name), value: metric?.value, low: metric?.interval?.low, high: metric?.interval?.high
        )
      }, unit: "\(rate.words.lowercased()), with their 95% intervals (Wilson)", limits: limits(rate, attribute, facts))
    return Figure(
      title: span(rate.words, rate.metric, attribute, facts), alternative: chart.alternative, source: "predictions",
      drawing: chart.drawing)
  }

  /// `Selection rates by sex: 0.658 (female) to 0.792 (male)`, from the lowest to the highest.
  private static func span(
    _ words: String, _ metric: String, _ attribute: ModelAudit.Attribute, _ facts: Facts
  ) -> String {
    let title = "\(words) by \(ModelWords.crossed(attribute.name))"
    let rates = attribute.groups.compactMap { group in
      ModelWords.find(facts, metric, attribute: attribute.name, group: group.name)?.value.map { (group.name, $0) }
    }
    func said(_ rate: (name: String, value: Double)) -> String {
      "\(NumberWords.decimal(rate.value, places: 3)) (\(ModelWords.crossed(rate.name)))"
    }
    guard let lowest = rates.min(by: { $0.1 < $1.1 }), let highest = rates.max(by: { $0.1 < $1.1 }) else {
      return "\(title): undefined"
    }
    return lowest.0 == highest.0 ? "\(title): \(said(lowest))" : "\(title): \(said(lowest)) to \(said(highest))"
  }

  /// The lowest rates that a gate on the difference allows beside the highest one, and for selection the four-fifths rule.
  private static func limits(
    _ rate: DrawnRate, _ attribute: ModelAudit.Attribute, _ facts: Facts
  ) -> [IntervalChart.Limit] {
    let rates = attribute.groups.compactMap {
      ModelWords.find(facts, rate.metric, attribute: attribute.name, group: $0.name)?.value
    }
    guard rates.count > 1, let highest = rates.max(), highest > 0 else { return [] }
    let gate = facts.decisions.first { decision in
      rate.differences.contains(decision.measured?.metric?.name ?? "")
        && decision.measured?.metric?.labels.first { $0.name == "attribute" }?.value == attribute.name
    }
    let allowed = gate?.measured?.limits.first.map {
      IntervalChart.Limit(highest - $0, words: "the limit of gate \(gate?.gate.name ?? "")")
    }
    let rule = IntervalChart.Limit(0.8 * highest, words: "four fifths of the highest rate")
    return (rate.metric == "selection_rate" ? [rule] : []) + [allowed].compactMap { $0 }
  }
}
