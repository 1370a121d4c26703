/// How decisions met outcomes: counts of true and false positives and negatives, and what follows from them.
package struct Confusion: Hashable, Sendable {
  package var truePositive = 0
  package var falsePositive = 0
  package var falseNegative = 0
  package var trueNegative = 0

  package init(truePositive: Int = 0, falsePositive: Int = 0, falseNegative: Int = 0, trueNegative: Int = 0) {
    self.truePositive = truePositive
    self.falsePositive = falsePositive
    self.falseNegative = falseNegative
    self.trueNegative = trueNegative
  }

  package mutating func add(outcome: Bool, decision: Bool, count: Int = 1) {
    switch (outcome, decision) {
    case (true, true): truePositive += count
    case (false, true): falsePositive += count
    case (true, false): falseNegative += count
    case (false, false): trueNegative += count
    }
  }

  package static func + (one: Confusion, other: Confusion) -> Confusion {
    Confusion(
      truePositive: one.truePositive + other.truePositive, falsePositive: one.falsePositive + other.falsePositive,
      falseNegative: one.falseNegative + other.falseNegative, trueNegative: one.trueNegative + other.trueNegative)
  }

  package var count: Int { truePositive + falsePositive + falseNegative + trueNegative }
  package var positives: Int { truePositive + falseNegative }
  package var negatives: Int { falsePositive + trueNegative }
  package var selected: Int { truePositive + falsePositive }

  package var accuracy: Rate { Rate(truePositive + trueNegative, of: count) }
  package var precision: Rate { Rate(truePositive, of: selected) }
  /// The true positive rate.
  package var recall: Rate { Rate(truePositive, of: positives) }
  /// The true negative rate.
  package var specificity: Rate { Rate(trueNegative, of: negatives) }
  package var falsePositiveRate: Rate { Rate(falsePositive, of: negatives) }
  package var falseNegativeRate: Rate { Rate(falseNegative, of: positives) }
  package var selectionRate: Rate { Rate(selected, of: count) }
  package var baseRate: Rate { Rate(positives, of: count) }

  package var balancedAccuracy: Double? {
    guard let recall = recall.value, let specificity = specificity.value else { return nil }
    return (recall + specificity) / 2
  }

  /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  package var f1: Double? { Rate(2 * truePositive, of: 2 * truePositive + falsePositive + falseNegative).value }

  /// Matthews' correlation coefficient (Matthews 1975).
  package var matthews: Double? {
    let (p, s, n) = (Double(positives), Double(selected), Double(count))
    let root = (p * (n - p) * s * (n - s)).squareRoot()
    guard root > 0 else { return nil }
    return (Double(truePositive) * n - p * s) / root
  }

  /// Cohen's kappa: agreement beyond chance (Cohen 1960).
  package var kappa: Double? {
    let (p, s, n) = (Double(positives), Double(selected), Double(count))
    let chance = p * s + (n - p) * (n - s)
    guard n * n > chance else { return nil }
    return (Double(truePositive + trueNegative) * n - chance) / (n * n - chance)
  }
}
