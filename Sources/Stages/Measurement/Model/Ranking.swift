package import AuditModel

/// How well scores rank: what a sweep over the cases by falling score gives.
package struct Ranking: Sendable {
  /// The area under the ROC curve: the share of pairs of a positive and a negative case that the scores put in the right
  /// order, ties counting half (Hanley and McNeil 1982). Nil where all cases are of one class.
  package let area: Double?
  /// DeLong's standard error of the area (DeLong, DeLong and Clarke-Pearson 1988, in the form that needs one sort: Sun and
  /// Xu 2014); nil with fewer than two cases of a class.
  package let areaError: Double?
  /// The largest distance of the score distributions of both classes (Kolmogorov and Smirnov).
  package let separation: Double?
  /// The mean of the precision at each threshold, weighted by the recall gained; not interpolated.
  package let averagePrecision: Double?
  /// The threshold of the largest true minus false positive rate (Youden 1950), the highest of equals.
  package let youden: (threshold: Double, index: Double)?

  package init(_ order: ScoreOrder) {
    let positives = order.outcomes.count { $0 }
    let negatives = order.count - positives
    var (truePositive, falsePositive) = (0, 0)
    var (blockPositive, blockNegative) = (0, 0)
    var doubledPairs = 0
    var widest = 0
    var best: (threshold: Double, lead: Int)?
    var precision = CompensatedSum()
    var positivePlaces = CompensatedSum()
    var negativePlaces = CompensatedSum()
    for index in 0..<order.count {
      if order.outcomes[index] { blockPositive += 1 } else { blockNegative += 1 }
      guard order.endsTie[index] else { continue }
      doubledPairs += blockNegative * (2 * truePositive + blockPositive)
      if positives > 0, negatives > 0 {
        let below = Double(2 * (negatives - falsePositive - blockNegative) + blockNegative) / Double(2 * negatives)
        let above = Double(2 * truePositive + blockPositive) / Double(2 * positives)
        positivePlaces.add(Double(blockPositive) * below * below)
        negativePlaces.add(Double(blockNegative) * above * above)
      }
      truePositive += blockPositive
      falsePositive += blockNegative
      if blockPositive > 0 {
        precision.add(Double(blockPositive) * (Double(truePositive) / Double(truePositive + falsePositive)))
      }
      let lead = truePositive * negatives - falsePositive * positives
      widest = max(widest, abs(lead))
      if best.map({ lead > $0.lead }) ?? true { best = (order.scores[index], lead) }
      (blockPositive, blockNegative) = (0, 0)
    }
    averagePrecision = positives > 0 ? precision.value / Double(positives) : nil
    guard positives > 0, negatives > 0 else {
      (area, areaError, separation, youden) = (nil, nil, nil, nil)
      return
    }
    let pairs = Double(positives) * Double(negatives)
    let area = Double(doubledPairs) / (2 * pairs)
    self.area = area
    separation = Double(widest) / pairs
    youden = best.map { ($0.threshold, Double($0.lead) / pairs) }
    areaError = Ranking.error(
      area, positivePlaces.value, positives, negativePlaces.value, negatives)
  }

  /// From the sums of the squared placements of each class, whose means both are the area.
  private static func error(
    _ area: Double, _ positiveSquares: Double, _ positives: Int, _ negativeSquares: Double, _ negatives: Int
  ) -> Double? {
    guard positives > 1, negatives > 1 else { return nil }
    let (m, n) = (Double(positives), Double(negatives))
    let ofPositives = max(0, positiveSquares - m * area * area) / (m - 1)
    let ofNegatives = max(0, negativeSquares - n * area * area) / (n - 1)
    return (ofPositives / m + ofNegatives / n).squareRoot()
  }

  /// The area's interval at 95 percent, clamped to 0 and 1.
  package var areaInterval: ConfidenceInterval? {
    guard let area, let areaError else { return nil }
    let half = Rate.z * areaError
    return ConfidenceInterval(low: max(0, area - half), high: min(1, area + half), level: 0.95, method: "delong")
  }

  /// Twice the area less one, and the area's interval likewise.
  package var gini: (value: Double, interval: ConfidenceInterval?)? {
    area.map { area in
      (
        2 * area - 1,
        areaInterval.map {
          ConfidenceInterval(low: 2 * $0.low - 1, high: 2 * $0.high - 1, level: 0.95, method: "delong")
        }
      )
    }
  }
}

extension Ranking {
  /// Points of the ROC curve from (0, 0) to (1, 1), at most about `most`, thinned evenly by rank.
  package static func curve(_ order: ScoreOrder, most: Int = 200) -> [ModelAudit.Point] {
    let positives = order.outcomes.count { $0 }
    let negatives = order.count - positives
    guard positives > 0, negatives > 0 else { return [] }
    var points = [ModelAudit.Point(x: 0, y: 0)]
    var (truePositive, falsePositive) = (0, 0)
    let step = max(1, order.count / most)
    var next = step
    for index in 0..<order.count {
      if order.outcomes[index] { truePositive += 1 } else { falsePositive += 1 }
      guard order.endsTie[index], index + 1 >= next || index + 1 == order.count else { continue }
      next = index + 1 + step
      points.append(
        ModelAudit.Point(
          x: Double(falsePositive) / Double(negatives), y: Double(truePositive) / Double(positives)))
    }
    return points
  }
}
