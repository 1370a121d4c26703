package import AuditModel

/// Where the threshold could lie, and what deciding there would have come to.
package enum Thresholds {
  /// The declared threshold, Youden's, the prevalence, and where costs are declared the cheapest.
  package static func all(_ order: ScoreOrder, _ model: ModelDefinition, youden: Double?) -> [ModelAudit.Threshold] {
    guard order.count > 0 else { return [] }
    var rules = [("fixed", model.threshold)]
    if let youden { rules.append(("youden", youden)) }
    let positives = order.outcomes.count { $0 }
    rules.append(("prevalence", Double(positives) / Double(order.count)))
    if let costs = model.costs { rules.append(("cost", cheapest(order, costs, positives))) }
    return rules.map { rule, value in
      let counts = confusion(order, at: value)
      return ModelAudit.Threshold(
        rule: rule, value: value, counts: counts.counts, cost: model.costs.map { cost(counts, $0) })
    }
  }

  private static func confusion(_ order: ScoreOrder, at threshold: Double) -> Confusion {
    var confusion = Confusion()
    for index in 0..<order.count {
      confusion.add(outcome: order.outcomes[index], decision: order.scores[index] >= threshold)
    }
    return confusion
  }

  private static func cost(_ counts: Confusion, _ costs: ModelDefinition.Costs) -> Double {
    Double(counts.falsePositive) * costs.falsePositive + Double(counts.falseNegative) * costs.falseNegative
  }

  /// The highest of the thresholds at which wrong decisions cost least; above all scores where declining all is cheapest.
  private static func cheapest(_ order: ScoreOrder, _ costs: ModelDefinition.Costs, _ positives: Int) -> Double {
    var best = (threshold: (order.scores.first ?? 0).nextUp, cost: Double(positives) * costs.falseNegative)
    var (truePositive, falsePositive) = (0, 0)
    for index in 0..<order.count {
      if order.outcomes[index] { truePositive += 1 } else { falsePositive += 1 }
      guard order.endsTie[index] else { continue }
      let cost = Double(falsePositive) * costs.falsePositive + Double(positives - truePositive) * costs.falseNegative
      if cost < best.cost { best = (order.scores[index], cost) }
    }
    return best.threshold
  }
}

extension Confusion {
  package var counts: ModelAudit.Counts {
    ModelAudit.Counts(
      truePositive: truePositive, falsePositive: falsePositive, falseNegative: falseNegative, trueNegative: trueNegative
    )
  }
}
