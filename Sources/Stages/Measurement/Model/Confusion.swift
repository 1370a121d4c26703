/// How decisions met outcomes: counts of true and false positives and negatives, and what follows from them.
struct Confusion: Hashable, Sendable {
  var truePositive = 0
  var falsePositive = 0
  var falseNegative = 0
  var trueNegative = 0

  mutating func add(outcome: Bool, decision: Bool, count: Int = 1) {
    switch (outcome, decision) {
    case (true, true): truePositive += count
    case (false, true): falsePositive += count
    case (true, false): falseNegative += count
    case (false, false): trueNegative += count
    }
  }

  static func + (one: Confusion, other: Confusion) -> Confusion {
    Confusion(
      truePositive: one.truePositive + other.truePositive, falsePositive: one.falsePositive + other.falsePositive,
      falseNegative: one.falseNegative + other.falseNegative, trueNegative: one.trueNegative + other.trueNegative)
  }

  var count: Int { truePositive + falsePositive + falseNegative + trueNegative }
  var positives: Int { truePositive + falseNegative }
  var negatives: Int { falsePositive + trueNegative }
  var selected: Int { truePositive + falsePositive }

  var accuracy: Rate { Rate(truePositive + trueNegative, of: count) }
  var precision: Rate { Rate(truePositive, of: selected) }
  /// The true positive rate.
  var recall: Rate { Rate(truePositive, of: positives) }
  /// The true negative rate.
  var specificity: Rate { Rate(trueNegative, of: negatives) }
  var falsePositiveRate: Rate { Rate(falsePositive, of: negatives) }
  var falseNegativeRate: Rate { Rate(falseNegative, of: positives) }
  var selectionRate: Rate { Rate(selected, of: count) }
  var baseRate: Rate { Rate(positives, of: count) }

  var balancedAccuracy: Double? {
    guard let recall = recall.value, let specificity = specificity.value else { return nil }
    return (recall + specificity) / 2
  }

  /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  var f1: Double? { Rate(2 * truePositive, of: 2 * truePositive + falsePositive + falseNegative).value }

  /// Matthews' correlation coefficient (Matthews 1975).
  var matthews: Double? {
    let (p, s, n) = (Double(positives), Double(selected), Double(count))
    let root = (p * (n - p) * s * (n - s)).squareRoot()
    guard root > 0 else { return nil }
    return (Double(truePositive) * n - p * s) / root
  }

  /// Cohen's kappa: agreement beyond chance (Cohen 1960).
  var kappa: Double? {
    let (p, s, n) = (Double(positives), Double(selected), Double(count))
    let chance = p * s + (n - p) * (n - s)
    guard n * n > chance else { return nil }
    return (Double(truePositive + trueNegative) * n - chance) / (n * n - chance)
  }
}
