import AuditModel
import Glibc

/// How far scores, read as probabilities, keep their word.
package struct Calibration: Sendable {
  package static let bins = 10

  /// A bin of scores; `edges` are its ends.
  package struct Bin: Sendable {
    package let low: Double
    package let high: Double
    package let count: Int
    package let positives: Int
    /// Nil for an empty bin.
    package let meanScore: Double?

    package var observed: Rate { Rate(positives, of: count) }
    package var gap: Double? {
      guard let meanScore, let observed = observed.value else { return nil }
      return abs(observed - meanScore)
    }
  }

  /// Equal widths: [0, 0.1), [0.1, 0.2) … [0.9, 1], the last one closed.
  package let width: [Bin]
  /// Between the deciles of the scores, each bin closed above.
  package let quantile: [Bin]

  /// The position in `ScoreOrder` at which each bin begins, from the highest bin down: bins are runs of the order.
  package let widthRuns: [Int]
  package let quantileRuns: [Int]

  package init(_ order: ScoreOrder) {
    let edges = (0...Calibration.bins).map { Double($0) / Double(Calibration.bins) }
    let deciles = Calibration.deciles(order)
    let inner = deciles.dropFirst().dropLast()
    widthRuns = Calibration.runs(order) { score, bin in bin == 0 || score >= edges[bin] }
    quantileRuns = Calibration.runs(order) { score, bin in
      bin == 0 || score > inner[inner.startIndex + bin - 1]
    }
    width = Calibration.bins(order, widthRuns, edges)
    quantile = Calibration.bins(order, quantileRuns, deciles)
  }

  /// The expected calibration error: the gaps, weighted by the bins' shares (Naeini and others 2015).
  package static func expected(_ bins: [Bin]) -> Double? {
    let total = bins.reduce(0) { $0 + $1.count }
    guard total > 0 else { return nil }
    var sum = CompensatedSum()
    for bin in bins { sum.add(Double(bin.count) / Double(total) * (bin.gap ?? 0)) }
    return sum.value
  }

  /// The largest gap of a bin that holds a case.
  package static func maximum(_ bins: [Bin]) -> Double? { bins.compactMap(\.gap).max() }

  /// For each bin from the highest down, the first position whose score belongs to it or to a lower one; and the end.
  private static func runs(_ order: ScoreOrder, reaches: (Double, Int) -> Bool) -> [Int] {
    var starts = [0]
    var position = 0
    for bin in stride(from: bins - 1, through: 0, by: -1) {
      while position < order.count, reaches(order.scores[position], bin) { position += 1 }
      starts.append(position)
    }
    return starts
  }

  private static func bins(_ order: ScoreOrder, _ runs: [Int], _ edges: [Double]) -> [Bin] {
    (0..<bins).map { bin in
      let run = runs[bins - 1 - bin]..<runs[bins - bin]
      var sum = CompensatedSum()
      var positives = 0
      for position in run.reversed() {
        sum.add(order.scores[position])
        if order.outcomes[position] { positives += 1 }
      }
      return Bin(
        low: edges[bin], high: edges[bin + 1], count: run.count, positives: positives,
        meanScore: run.isEmpty ? nil : sum.value / Double(run.count))
    }
  }

  /// The 0th to 100th percentile in tens, by linear interpolation between the order statistics.
  package static func deciles(_ order: ScoreOrder) -> [Double] {
    (0...bins).map {
      Percentile.of(Double($0) / Double(bins), count: order.count) { order.scores[order.count - 1 - $0] }
    }
  }
}

/// Percentiles by linear interpolation (Hyndman and Fan 1996, type 7).
package enum Percentile {
  /// `value` gives the order statistics from the least; 0 where there is none.
  package static func of(_ share: Double, count: Int, _ value: (Int) -> Double) -> Double {
    guard count > 0 else { return 0 }
    let place = share * Double(count - 1)
    let below = min(max(0, Int(place)), count - 1)
    let rest = place - Double(below)
    let (low, high) = (value(below), value(min(below + 1, count - 1)))
    return rest < 0.5 ? low + (high - low) * rest : high - (high - low) * (1 - rest)
  }
}

/// The Brier score and its parts, and the log loss: what is summed case by case.
package struct ProbabilityScores: Sendable {
  /// The mean squared distance of score and outcome (Brier 1950).
  package let brier: Double
  /// The mean of −ln of the probability given to what happened.
  package let logLoss: Double

  /// Scores of 0 and 1 are moved by 2^-52, so that a certain mistake costs much and not infinitely.
  package static let margin = 0x1p-52

  package static func loss(_ score: Double, _ outcome: Bool) -> Double {
    let clipped = min(max(score, margin), 1 - margin)
    return -log(outcome ? clipped : 1 - clipped)
  }

  /// Nil without a case.
  package init?(_ cases: Cases) {
    guard cases.count > 0 else { return nil }
    var squares = CompensatedSum()
    var losses = CompensatedSum()
    for index in 0..<cases.count {
      let distance = cases.scores[index] - (cases.outcomes[index] ? 1 : 0)
      squares.add(distance * distance)
      losses.add(ProbabilityScores.loss(cases.scores[index], cases.outcomes[index]))
    }
    brier = squares.value / Double(cases.count)
    logLoss = losses.value / Double(cases.count)
  }
}

/// Murphy's parts of the Brier score over the bins: reliability − resolution + uncertainty (Murphy 1973).
///
/// The parts add up to the Brier score where all scores of a bin are equal; else what lies within the bins remains.
package struct BrierParts: Sendable {
  package let reliability: Double
  package let resolution: Double
  package let uncertainty: Double

  package init?(_ bins: [Calibration.Bin]) {
    let total = bins.reduce(0) { $0 + $1.count }
    guard let rate = Rate(bins.reduce(0) { $0 + $1.positives }, of: total).value else { return nil }
    var (reliability, resolution) = (CompensatedSum(), CompensatedSum())
    for bin in bins {
      guard let mean = bin.meanScore, let observed = bin.observed.value else { continue }
      let share = Double(bin.count) / Double(total)
      reliability.add(share * (mean - observed) * (mean - observed))
      resolution.add(share * (observed - rate) * (observed - rate))
    }
    self.reliability = reliability.value
    self.resolution = resolution.value
    uncertainty = rate * (1 - rate)
  }
}
