import Glibc

/// Cox's calibration line: the logistic regression of the outcome on the logit of the score (Cox 1958).
///
/// A model that keeps its word has slope 1 and intercept 0; both are fitted together by maximum likelihood, without a
/// penalty. Scores are moved into [2⁻⁵², 1 − 2⁻⁵²] first, as for the log loss.
package struct CalibrationLine: Sendable {
  package let slope: Double
  package let intercept: Double
  /// Standard errors, from the information at the fit.
  package let slopeError: Double
  package let interceptError: Double

  /// Steps of Newton's method, and halvings of a step, before the fit is given up.
  package static let mostSteps = 100
  package static let mostHalvings = 40
  /// A step smaller than this share of the coefficients ends the fit.
  package static let tolerance = 1e-12
  /// A coefficient beyond this says that a score separates the classes, so that no finite fit exists.
  package static let largestCoefficient = 1e6

  /// Nil where no finite fit exists: one class, one score only, or scores that separate the classes.
  package init?(_ cases: Cases) {
    guard cases.outcomes.contains(true), cases.outcomes.contains(false), !CalibrationLine.separates(cases) else {
      return nil
    }
    let margin = ProbabilityScores.margin
    let logits = cases.scores.map { score in
      let clipped = min(max(score, margin), 1 - margin)
      return log(clipped / (1 - clipped))
    }
    var at = Point(a: 0, b: 0, logits, cases.outcomes)
    for _ in 0..<CalibrationLine.mostSteps {
      guard let step = at.step else { return nil }
      let isLast = at.isNegligible(step)
      guard let next = at.moved(step, logits, cases.outcomes) else { return nil }
      at = next
      guard abs(at.a) < CalibrationLine.largestCoefficient, abs(at.b) < CalibrationLine.largestCoefficient else {
        return nil
      }
      if isLast {
        (slope, intercept) = (at.b, at.a)
        slopeError = (at.weight / at.determinant).squareRoot()
        interceptError = (at.weightedSquares / at.determinant).squareRoot()
        return
      }
    }
    return nil
  }

  /// Whether a threshold puts all cases of one class on one side of it, the cases of a single score on either: then the
  /// likelihood rises without end (Albert and Anderson 1984).
  private static func separates(_ cases: Cases) -> Bool {
    var (lowest, highest) = ([Double.infinity, .infinity], [-Double.infinity, -.infinity])
    for (score, outcome) in zip(cases.scores, cases.outcomes) {
      let side = outcome ? 1 : 0
      lowest[side] = min(lowest[side], score)
      highest[side] = max(highest[side], score)
    }
    return highest[0] <= lowest[1] || highest[1] <= lowest[0]
  }

  /// The likelihood at a pair of coefficients, with its first and second derivatives.
  private struct Point {
    let a: Double
    let b: Double
    let likelihood: Double
    let weight: Double
    let weightedSquares: Double
    private let gradient: (a: Double, b: Double)
    private let weightedSum: Double

    init(a: Double, b: Double, _ logits: [Double], _ outcomes: [Bool]) {
      (self.a, self.b) = (a, b)
      var sums = Array(repeating: CompensatedSum(), count: 6)
      for index in logits.indices {
        let x = logits[index]
        let z = a + b * x
        // ln(1 + e^z) and the probability, both without overflow on either side.
        let tail = exp(-abs(z))
        let p = z >= 0 ? 1 / (1 + tail) : tail / (1 + tail)
        let rest = outcomes[index] ? (z >= 0 ? tail : 1) / (1 + tail) : -p
        let weight = tail / ((1 + tail) * (1 + tail))
        sums[0].add(rest)
        sums[1].add(rest * x)
        sums[2].add(weight)
        sums[3].add(weight * x)
        sums[4].add(weight * x * x)
        sums[5].add((outcomes[index] ? z : 0) - max(z, 0) - log1p(tail))
      }
      gradient = (sums[0].value, sums[1].value)
      (weight, weightedSum, weightedSquares) = (sums[2].value, sums[3].value, sums[4].value)
      likelihood = sums[5].value
    }

    var determinant: Double { weight * weightedSquares - weightedSum * weightedSum }

    /// Newton's step; nil where the scores hardly differ, or the curvature is lost.
    var step: (a: Double, b: Double)? {
      guard determinant > 1e-12 * weight * weightedSquares, determinant.isFinite else { return nil }
      return (
        (weightedSquares * gradient.a - weightedSum * gradient.b) / determinant,
        (weight * gradient.b - weightedSum * gradient.a) / determinant
      )
    }

    func isNegligible(_ step: (a: Double, b: Double)) -> Bool {
      abs(step.a) <= CalibrationLine.tolerance * max(1, abs(a))
        && abs(step.b) <= CalibrationLine.tolerance * max(1, abs(b))
    }

    /// The step, halved until the likelihood does not fall by more than rounding; the likelihood is concave, so this
    /// arrives from anywhere.
    func moved(_ step: (a: Double, b: Double), _ logits: [Double], _ outcomes: [Bool]) -> Point? {
      var share = 1.0
      for _ in 0..<CalibrationLine.mostHalvings {
        let next = Point(a: a + share * step.a, b: b + share * step.b, logits, outcomes)
        if next.likelihood >= likelihood - 1e-12 * abs(likelihood) { return next }
        share /= 2
      }
      return nil
    }
  }
}
