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
      .paragraph(fourFifths(attribute, facts)), .table(rates(attribute, facts)), .figure(chart(attribute, facts)),
      .table(ModelWords.table("Between the groups by \(name)", differences, facts, attribute: attribute.name)),
      .paragraph([
        .text(
          "The power is that of seeing a difference of \(Words.value(audit.definition.powerDifference)) in selection rates between the largest and the smallest group at the 5 percent level. A p-value is that of a test that the rate is the same in every group."
        )
      ]),
    ]
    if !attribute.isIntersection, attribute.groups.contains(where: { !$0.histogram.isEmpty }) {
      let chart = ScoreDistributions(groups: attribute.groups.map { ($0.name, $0.histogram) })
      blocks.append(
        .figure(
          Figure(
            title: "Scores by \(name)", alternative: chart.alternative, source: "predictions; shares of each group",
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
    let names = ["selection_rate", "tpr", "fpr", "precision", "accuracy", "base_rate"]
    return DocumentTable(
      caption: "Rates by \(ModelWords.crossed(attribute.name))",
      columns: [
        .init("Group"), .init("n", .trailing), .init("Selected", .trailing), .init("TPR", .trailing),
        .init("FPR", .trailing), .init("Precision", .trailing), .init("Accuracy", .trailing),
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

  private static func chart(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> Figure {
    let chart = IntervalChart(
      rows: attribute.groups.map { group in
        let metric = ModelWords.find(facts, "selection_rate", attribute: attribute.name, group: group.name)
        return .init(
          ModelWords.crossed(group.name), value: metric?.value, low: metric?.interval?.low, high: metric?.interval?.high
        )
      }, unit: "selection rate, with its 95% interval (Wilson)", limits: limits(attribute, facts))
    return Figure(
      title: "Selection rates by \(ModelWords.crossed(attribute.name))", alternative: chart.alternative,
      source: "predictions", drawing: chart.drawing)
  }

  /// The lowest selection rates that the four-fifths rule and a gate on the difference allow beside the highest one.
  private static func limits(_ attribute: ModelAudit.Attribute, _ facts: Facts) -> [IntervalChart.Limit] {
    let rates = attribute.groups.compactMap {
      ModelWords.find(facts, "selection_rate", attribute: attribute.name, group: $0.name)?.value
    }
    guard rates.count > 1, let highest = rates.max(), highest > 0 else { return [] }
    let gate = facts.decisions.first { decision in
      decision.measured?.metric?.name == "demographic_parity_difference"
        && decision.measured?.metric?.labels.first { $0.name == "attribute" }?.value == attribute.name
    }
    let allowed = gate?.measured?.limits.first.map {
      IntervalChart.Limit(highest - $0, words: "the limit of gate \(gate?.gate.name ?? "")")
    }
    return [IntervalChart.Limit(0.8 * highest, words: "four fifths of the highest rate")] + [allowed].compactMap { $0 }
  }
}
