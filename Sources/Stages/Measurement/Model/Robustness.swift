import AuditModel

/// Robustness to a demographic shift by reweighting: a group's share moves, its own rates do not.
///
/// Every group of every declared attribute in turn has its share raised by `shift` (to 1 at most), and the others keep
/// their proportions. Weights are the ratio of the new share to the old.
enum Robustness {
  /// The metrics that move, with the direction in which they are better.
  private static let metrics = [
    ("accuracy", true), ("roc_auc", true), ("brier", false), ("expected_calibration_error", false),
  ]

  /// The shifts of every attribute, computed in up to `jobs` tasks.
  static func shifts(
    _ cases: Cases, _ order: ScoreOrder, _ calibration: Calibration, by shift: Double, jobs: Int
  ) async -> [ModelAudit.Shift] {
    await Lanes.map(cases.attributes.count, jobs: jobs) { number in
      shifts(of: cases.attributes[number], cases, order, calibration, by: shift)
    }.flatMap { $0 }
  }

  private static func shifts(
    of attribute: Cases.Attribute, _ cases: Cases, _ order: ScoreOrder, _ calibration: Calibration, by shift: Double
  ) -> [ModelAudit.Shift] {
    let ranks = order.positions.map { attribute.codes[Int($0)] }
    let decisions = order.positions.map { cases.decisions[Int($0)] }
    var sizes = [Int](repeating: 0, count: attribute.groups.count)
    for code in ranks where code >= 0 { sizes[Int(code)] += 1 }
    let total = sizes.reduce(0, +)
    guard total > 0, sizes.count(where: { $0 > 0 }) > 1 else { return [] }
    let sweep = Sweep(
      order: order, calibration: calibration, codes: ranks, decisions: decisions,
      isProbability: cases.areProbabilities)
    let before = sweep.figures(weights: sizes.map { _ in 1 })
    return sizes.indices.filter { sizes[$0] > 0 }.flatMap { group -> [ModelAudit.Shift] in
      let share = Double(sizes[group]) / Double(total)
      let moved = min(1, share + shift)
      let weights = sizes.indices.map { $0 == group ? moved / share : (1 - moved) / (1 - share) }
      let after = sweep.figures(weights: weights)
      return metrics.indices.compactMap { index in
        guard let old = before[index], let new = after[index] else { return nil }
        return ModelAudit.Shift(
          attribute: attribute.name, group: attribute.groups[group], share: share, movedTo: moved,
          metric: metrics[index].0, before: old, after: new,
          degradation: metrics[index].1 ? old - new : new - old)
      }
    }
  }

  /// The weighted figures, in one sweep over the order.
  private struct Sweep {
    let order: ScoreOrder
    let calibration: Calibration
    let codes: [Int32]
    let decisions: [Bool]
    let isProbability: Bool

    /// In the order of `metrics`; cases whose group is not stated weigh nothing.
    func figures(weights: [Double]) -> [Double?] {
      var (total, right, squares) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
      var (positives, negatives, pairs) = (CompensatedSum(), CompensatedSum(), CompensatedSum())
      var (blockPositive, blockNegative) = (0.0, 0.0)
      for index in 0..<order.count {
        let weight = codes[index] < 0 ? 0 : weights[Int(codes[index])]
        let outcome = order.outcomes[index]
        total.add(weight)
        if decisions[index] == outcome { right.add(weight) }
        let distance = order.scores[index] - (outcome ? 1 : 0)
        squares.add(weight * distance * distance)
        if outcome { blockPositive += weight } else { blockNegative += weight }
        guard order.endsTie[index] else { continue }
        pairs.add(blockNegative * (positives.value + blockPositive / 2))
        positives.add(blockPositive)
        negatives.add(blockNegative)
        (blockPositive, blockNegative) = (0, 0)
      }
      let whole = total.value
      let all = positives.value * negatives.value
      return [
        whole > 0 ? right.value / whole : nil, all > 0 ? pairs.value / all : nil,
        isProbability && whole > 0 ? squares.value / whole : nil,
        isProbability && whole > 0 ? error(weights) / whole : nil,
      ]
    }

    private func error(_ weights: [Double]) -> Double {
      let runs = calibration.widthRuns
      var sum = CompensatedSum()
      for run in zip(runs, runs.dropFirst()) {
        var gap = CompensatedSum()
        for index in run.0..<run.1 where codes[index] >= 0 {
          gap.add(weights[Int(codes[index])] * ((order.outcomes[index] ? 1 : 0) - order.scores[index]))
        }
        sum.add(abs(gap.value))
      }
      return sum.value
    }
  }
}
