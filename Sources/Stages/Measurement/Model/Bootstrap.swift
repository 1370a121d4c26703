import AuditModel

/// Percentile intervals by resampling the cases (Efron 1979): seeded, counted in draws, and the same for any number of
/// tasks.
///
/// A draw takes n cases with replacement; it is held as how often each case was taken, so that the one order of the scores
/// serves every draw. Number k of a draw's n whole numbers names a position in the order of falling scores (ties in file
/// order). Bins stay those of the whole sample.
struct Bootstrap: Sendable {
  let order: ScoreOrder
  let calibration: Calibration
  let cells: CaseCells
  let attributes: [Cases.Attribute]
  let areProbabilities: Bool
  let seed: UInt64
  let draws: Int

  private let cellOfRank: [Int32]
  private let losses: [Double]

  /// The figures of a draw, in order; those of each attribute's differences follow.
  static let names = [
    "balanced_accuracy", "f1", "mcc", "cohen_kappa", "ks_statistic", "average_precision", "brier", "log_loss",
    "expected_calibration_error", "maximum_calibration_error", "expected_calibration_error_quantile",
    "maximum_calibration_error_quantile",
  ]

  /// Draws in which a figure has no value are left out; beyond this share of them there is no interval.
  static let mostUndefined = 0.05

  init(
    _ cases: Cases, order: ScoreOrder, calibration: Calibration, cells: CaseCells, attributes: [Cases.Attribute],
    seed: UInt64, draws: Int
  ) {
    self.order = order
    self.calibration = calibration
    self.cells = cells
    self.attributes = attributes
    self.seed = seed
    self.draws = draws
    areProbabilities = cases.areProbabilities
    cellOfRank = order.positions.map { cells.cells[Int($0)] }
    losses = zip(order.scores, order.outcomes).map { ProbabilityScores.loss($0, $1) }
  }

  /// The interval of each figure, in the order of `names` and then of each attribute's differences; nil where too many
  /// draws have no value.
  func intervals(jobs: Int) async -> [ConfidenceInterval?] {
    guard draws > 0, order.count > 0 else { return [] }
    let lanes = max(1, min(jobs, draws))
    var results = [[Double?]](repeating: [], count: draws)
    await withTaskGroup(of: [(Int, [Double?])].self) { group in
      for lane in 0..<lanes {
        group.addTask {
          var counts = [UInt32](repeating: 0, count: order.count)
          return stride(from: lane, to: draws, by: lanes).map { draw in
            count(draw, into: &counts)
            return (draw, figures(counts))
          }
        }
      }
      for await part in group {
        for (draw, figures) in part { results[draw] = figures }
      }
    }
    let width = Bootstrap.names.count + attributes.count * GroupDifferences.names.count
    return (0..<width).map { figure in interval(results.compactMap { $0[figure] }) }
  }

  private func interval(_ values: [Double]) -> ConfidenceInterval? {
    guard Double(draws - values.count) <= Bootstrap.mostUndefined * Double(draws) else { return nil }
    let sorted = values.sorted()
    return ConfidenceInterval(
      low: SignificantDigits.rounded(Percentile.of(0.025, count: sorted.count) { sorted[$0] }),
      high: SignificantDigits.rounded(Percentile.of(0.975, count: sorted.count) { sorted[$0] }), level: 0.95,
      method: "bootstrap")
  }

  /// How often each case of the order is taken.
  private func count(_ draw: Int, into counts: inout [UInt32]) {
    for index in counts.indices { counts[index] = 0 }
    var generator = Xoshiro256(seed: seed, draw: draw)
    let size = counts.count
    for _ in 0..<size { counts[generator.below(size)] &+= 1 }
  }

  private func figures(_ counts: [UInt32]) -> [Double?] {
    let cellCounts = cellCounts(counts)
    let confusion = cells.confusion(cellCounts)
    var figures: [Double?] = [
      confusion.balancedAccuracy, confusion.f1, confusion.matthews, confusion.kappa,
    ]
    figures += ranking(counts, positives: confusion.positives, negatives: confusion.negatives)
    figures += areProbabilities ? probability(counts) : Array(repeating: nil, count: 6)
    for (index, attribute) in attributes.enumerated() {
      figures += cells.rates(cellCounts, of: index, attribute).differences.values
    }
    return figures
  }

  private func cellCounts(_ counts: [UInt32]) -> [Int] {
    var cellCounts = [Int](repeating: 0, count: cells.count)
    for index in counts.indices { cellCounts[Int(cellOfRank[index])] += Int(counts[index]) }
    return cellCounts
  }

  /// The separation of the classes, and average precision.
  private func ranking(_ counts: [UInt32], positives: Int, negatives: Int) -> [Double?] {
    guard positives > 0 else { return [nil, nil] }
    var (truePositive, falsePositive, before, widest) = (0, 0, 0, 0)
    var precision = 0.0
    for index in counts.indices {
      if order.outcomes[index] { truePositive += Int(counts[index]) } else { falsePositive += Int(counts[index]) }
      guard order.endsTie[index] else { continue }
      if truePositive > before {
        precision += Double(truePositive - before) * (Double(truePositive) / Double(truePositive + falsePositive))
        before = truePositive
      }
      widest = max(widest, abs(truePositive * negatives - falsePositive * positives))
    }
    let separation = negatives > 0 ? Double(widest) / (Double(positives) * Double(negatives)) : nil
    return [separation, precision / Double(positives)]
  }

  /// Brier, log loss, and the calibration errors over both sorts of bins.
  private func probability(_ counts: [UInt32]) -> [Double?] {
    var (squares, lost) = (0.0, 0.0)
    for index in counts.indices where counts[index] > 0 {
      let times = Double(counts[index])
      let distance = order.scores[index] - (order.outcomes[index] ? 1 : 0)
      squares += times * distance * distance
      lost += times * losses[index]
    }
    let total = Double(counts.count)
    return [squares / total, lost / total] + errors(counts, calibration.widthRuns)
      + errors(counts, calibration.quantileRuns)
  }

  private func errors(_ counts: [UInt32], _ runs: [Int]) -> [Double?] {
    var (expected, largest) = (0.0, 0.0)
    for run in zip(runs, runs.dropFirst()) {
      var (taken, positives, scores) = (0, 0, 0.0)
      for index in run.0..<run.1 {
        let times = Int(counts[index])
        taken += times
        if order.outcomes[index] { positives += times }
        scores += Double(times) * order.scores[index]
      }
      guard taken > 0 else { continue }
      let gap = abs(Double(positives) - scores) / Double(taken)
      expected += gap * Double(taken) / Double(counts.count)
      largest = max(largest, gap)
    }
    return [expected, largest]
  }
}
