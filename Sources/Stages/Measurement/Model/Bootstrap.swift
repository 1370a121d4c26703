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

  private let resample: Resample

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
    resample = Resample(order, calibration, cells)
  }

  /// The interval of each figure, in the order of `names` and then of each attribute's differences; nil where too many
  /// draws have no value.
  func intervals(jobs: Int) async -> [ConfidenceInterval?] {
    guard draws > 0, order.count > 0 else { return [] }
    let tasks = max(1, min(jobs, draws))
    var results = [[Double?]](repeating: [], count: draws)
    await withTaskGroup(of: [(Int, [Double?])].self) { group in
      for task in 0..<tasks {
        group.addTask { figures(from: task * Resample.lanes, stride: tasks * Resample.lanes) }
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

  /// The figures of the draws `first` and those beside it, and so on in strides, each with its number.
  private func figures(from first: Int, stride step: Int) -> [(Int, [Double?])] {
    var counts = Resample.Counts(repeating: .zero, count: order.count)
    var room = Array(repeating: [UInt8](repeating: 0, count: order.count), count: Resample.lanes)
    return stride(from: first, to: draws, by: step).flatMap { start in
      Resample.count(into: &counts, seed: seed, from: start, &room)
      return zip(start..<draws, figures(counts)).map { ($0, $1) }
    }
  }

  /// The figures of each draw that lies side by side.
  private func figures(_ counts: Resample.Counts) -> [[Double?]] {
    let tallies = resample.cellCounts(counts)
    let cellCounts = (0..<Resample.lanes).map { lane in tallies.map { Int($0[lane]) } }
    let confusions = cellCounts.map { cells.confusion($0) }
    let rankings = resample.ranking(counts, confusions)
    let probability = areProbabilities ? probability(counts) : []
    return (0..<Resample.lanes).map { lane in
      let (confusion, ranking) = (confusions[lane], rankings[lane])
      var figures: [Double?] = [
        confusion.balancedAccuracy, confusion.f1, confusion.matthews, confusion.kappa, ranking.separation,
        ranking.averagePrecision,
      ]
      figures += areProbabilities ? probability.map { $0[lane] } : Array(repeating: nil, count: 6)
      for (index, attribute) in attributes.enumerated() {
        figures += cells.rates(cellCounts[lane], of: index, attribute).differences.values
      }
      return figures
    }
  }

  /// Brier, log loss, and the calibration errors over both sorts of bins, by draw.
  private func probability(_ counts: Resample.Counts) -> [SIMD4<Double>] {
    let segments = resample.segments(counts)
    let whole = segments.reduce(into: Resample.Sums()) { $0.add($1) }
    let total = Double(counts.count)
    return [whole.squares / total, whole.losses / total]
      + errors(resample.merged(segments, into: calibration.widthRuns), total)
      + errors(resample.merged(segments, into: calibration.quantileRuns), total)
  }

  /// The expected and the largest calibration error over the bins that hold a taken case.
  private func errors(_ bins: [Resample.Sums], _ total: Double) -> [SIMD4<Double>] {
    var (expected, largest) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
    for bin in bins {
      let gap = pointwiseMax(bin.gaps, -bin.gaps)
      expected += gap / total
      // A bin without a taken case has no gap, and its divisor is kept from being 0.
      largest = pointwiseMax(largest, gap / pointwiseMax(bin.counts, .one))
    }
    return [expected, largest]
  }
}
