import AuditModel

/// What the scores come to within each group of an attribute: their mean, area, Brier score, calibration error.
struct ScoreFigures {
  let metrics: [Metric]

  init(_ attribute: Cases.Attribute, _ cases: Cases, _ order: ScoreOrder, origin: String) {
    var sums = Array(repeating: Sums(), count: attribute.groups.count)
    for index in 0..<order.count {
      let code = attribute.codes[Int(order.positions[index])]
      if code >= 0 { sums[Int(code)].add(order.scores[index], order.outcomes[index]) }
    }
    metrics = attribute.groups.indices.flatMap { group -> [Metric] in
      let sum = sums[group]
      func metric(_ name: String, _ value: Double?, _ reason: String) -> Metric {
        Metric(
          name: name, value: value, undefined: value == nil ? reason : nil,
          sampleSize: Int64(sum.count),
          labels: [
            .init(name: "attribute", value: attribute.name), .init(name: "group", value: attribute.groups[group]),
          ],
          origin: origin)
      }
      let name = "group '\(attribute.groups[group])'"
      let usable = cases.areProbabilities && sum.count > 0
      let reason = cases.areProbabilities ? "\(name) has no case" : "scores lie outside 0 to 1"
      return [
        metric("mean_score", sum.count > 0 ? sum.scores.value / Double(sum.count) : nil, "\(name) has no case"),
        metric("roc_auc", sum.area, "the cases of \(name) have the same outcome"),
        metric("brier", usable ? sum.squares.value / Double(sum.count) : nil, reason),
        metric("expected_calibration_error", usable ? sum.calibrationError : nil, reason),
      ]
    }
  }

  /// One group in a sweep by falling score.
  private struct Sums {
    var count = 0
    var scores = CompensatedSum()
    var squares = CompensatedSum()
    private var truePositive = 0
    private var falsePositive = 0
    private var doubledPairs = 0
    private var block: (score: Double, positive: Int, negative: Int) = (.nan, 0, 0)
    private var bins: [(count: Int, positives: Int, scores: CompensatedSum)] = Array(
      repeating: (0, 0, CompensatedSum()), count: Calibration.bins)

    mutating func add(_ score: Double, _ outcome: Bool) {
      if score != block.score {
        close()
        block.score = score
      }
      if outcome { block.positive += 1 } else { block.negative += 1 }
      count += 1
      scores.add(score)
      let distance = score - (outcome ? 1 : 0)
      squares.add(distance * distance)
      var bin = max(0, min(Calibration.bins - 1, score >= 0 && score <= 1 ? Int(score * Double(Calibration.bins)) : 0))
      if bin > 0, score < Double(bin) / Double(Calibration.bins) { bin -= 1 }
      if bin < Calibration.bins - 1, score >= Double(bin + 1) / Double(Calibration.bins) { bin += 1 }
      bins[bin].count += 1
      bins[bin].positives += outcome ? 1 : 0
      bins[bin].scores.add(score)
    }

    private mutating func close() {
      doubledPairs += block.negative * (2 * truePositive + block.positive)
      truePositive += block.positive
      falsePositive += block.negative
      block = (.nan, 0, 0)
    }

    var area: Double? {
      var copy = self
      copy.close()
      guard copy.truePositive > 0, copy.falsePositive > 0 else { return nil }
      return Double(copy.doubledPairs) / (2 * Double(copy.truePositive) * Double(copy.falsePositive))
    }

    var calibrationError: Double {
      var sum = CompensatedSum()
      for bin in bins where bin.count > 0 { sum.add(abs(Double(bin.positives) - bin.scores.value) / Double(count)) }
      return sum.value
    }
  }
}
