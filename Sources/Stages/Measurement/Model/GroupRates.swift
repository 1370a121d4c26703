import AuditModel

/// The confusion counts of every group of one attribute, and the differences between the groups.
struct GroupRates: Sendable {
  let attribute: String
  let groups: [String]
  let counts: [Confusion]

  /// A rate of a group, by the name of its metric.
  static let rates: [(name: String, rate: @Sendable (Confusion) -> Rate, lacking: String)] = [
    ("selection_rate", { $0.selectionRate }, "no case"), ("tpr", { $0.recall }, "no case with a favourable outcome"),
    ("fpr", { $0.falsePositiveRate }, "no case with an unfavourable outcome"),
    ("fnr", { $0.falseNegativeRate }, "no case with a favourable outcome"),
    ("precision", { $0.precision }, "no favourable decision"), ("accuracy", { $0.accuracy }, "no case"),
    ("base_rate", { $0.baseRate }, "no case"),
  ]

  /// Groups that hold a case.
  var present: [Int] { counts.indices.filter { counts[$0].count > 0 } }

  /// The largest and the smallest rate among the groups that hold a case, or why there are none.
  func extremes(_ rate: (Confusion) -> Rate, lacking: String) -> Result<Extremes, Undefined> {
    let present = self.present
    guard present.count > 1 else { return .failure(Undefined("'\(attribute)' has fewer than two groups with a case")) }
    if let empty = present.first(where: { rate(counts[$0]).total == 0 }) {
      return .failure(Undefined("group '\(groups[empty])' has \(lacking)"))
    }
    let values = present.map { (group: $0, rate: rate(counts[$0])) }
    guard let most = values.max(by: { GroupRates.isBelow($0.rate, $1.rate) }),
      let least = values.min(by: { GroupRates.isBelow($0.rate, $1.rate) })
    else { return .failure(Undefined("no group")) }
    return .success(Extremes(most: most.group, least: least.group, high: most.rate, low: least.rate))
  }

  private static func isBelow(_ one: Rate, _ other: Rate) -> Bool {
    one.count.multipliedFullWidth(by: other.total) < other.count.multipliedFullWidth(by: one.total)
  }

  struct Extremes {
    let most: Int
    let least: Int
    let high: Rate
    let low: Rate

    var difference: Double { (high.value ?? 0) - (low.value ?? 0) }
    var ratio: Double? { high.count == 0 ? nil : (low.value ?? 0) / (high.value ?? 1) }
  }

  /// Why a figure has no value.
  struct Undefined: Error {
    let reason: String
    init(_ reason: String) { self.reason = reason }
  }

  /// The differences in a fixed order, the same as `GroupDifferences.names`.
  var differences: GroupDifferences { GroupDifferences(self) }
}

/// What separates the groups of one attribute: each a value or the reason why there is none.
struct GroupDifferences {
  typealias Outcome = Result<Double, GroupRates.Undefined>

  /// Names of the metrics, in the order of `outcomes`.
  static let names = [
    "demographic_parity_difference", "demographic_parity_ratio", "equal_opportunity_difference",
    "equalized_odds_difference", "equalized_odds_difference_mean", "predictive_parity_difference",
    "accuracy_difference", "baseline_disparity",
  ]

  let outcomes: [Outcome]
  let selection: Result<GroupRates.Extremes, GroupRates.Undefined>
  let truth: Result<GroupRates.Extremes, GroupRates.Undefined>
  let baseline: Result<GroupRates.Extremes, GroupRates.Undefined>
  let accuracy: Result<GroupRates.Extremes, GroupRates.Undefined>
  let precision: Result<GroupRates.Extremes, GroupRates.Undefined>

  init(_ rates: GroupRates) {
    selection = rates.extremes({ $0.selectionRate }, lacking: "no case")
    truth = rates.extremes({ $0.recall }, lacking: "no case with a favourable outcome")
    let falsity = rates.extremes({ $0.falsePositiveRate }, lacking: "no case with an unfavourable outcome")
    precision = rates.extremes({ $0.precision }, lacking: "no favourable decision")
    accuracy = rates.extremes({ $0.accuracy }, lacking: "no case")
    baseline = rates.extremes({ $0.baseRate }, lacking: "no case")
    let odds = truth.flatMap { truth in falsity.map { (truth.difference, $0.difference) } }
    outcomes = [
      selection.map(\.difference), GroupDifferences.ratio(selection), truth.map(\.difference),
      odds.map { max($0.0, $0.1) }, odds.map { ($0.0 + $0.1) / 2 }, precision.map(\.difference),
      accuracy.map(\.difference), baseline.map(\.difference),
    ]
  }

  private static func ratio(_ selection: Result<GroupRates.Extremes, GroupRates.Undefined>) -> Outcome {
    selection.flatMap { selection in
      selection.ratio.map { .success($0) } ?? .failure(GroupRates.Undefined("no group has a favourable decision"))
    }
  }

  var values: [Double?] { outcomes.map { try? $0.get() } }
}
