import Glibc

/// Tail probabilities of the tests.
package enum Distributions {
  /// The standard normal distribution function.
  package static func normal(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The probability that χ² with `degrees` degrees of freedom exceeds `x`: the finite sums for whole degrees (Abramowitz
  /// and Stegun 26.4.4 and 26.4.5).
  package static func chiSquaredTail(_ x: Double, degrees: Int) -> Double {
    guard degrees > 0, x > 0 else { return 1 }
    let half = x / 2
    if degrees.isMultiple(of: 2) {
      var (term, sum) = (exp(-half), 0.0)
      for k in 0..<(degrees / 2) {
        sum += term
        term *= half / Double(k + 1)
      }
      return min(1, sum)
    }
    var sum = erfc(half.squareRoot())
    var term = exp(-half) * half.squareRoot() * 2 / Double.pi.squareRoot()
    for k in 0..<(degrees / 2) {
      sum += term
      term *= half / (Double(k) + 1.5)
    }
    return min(1, sum)
  }

  /// The probability that |t| with `degrees` degrees of freedom exceeds `t`: the regularised incomplete beta function by
  /// Lentz's continued fraction (Abramowitz and Stegun 26.5.8, 26.7.1).
  package static func studentTails(_ t: Double, degrees: Double) -> Double {
    guard degrees > 0 else { return 1 }
    return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5)
  }

  private static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, b, a) }
    let front = exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x)) / a
    let tiny = 1e-300
    var (c, d) = (1.0, 1 - (a + b) * x / (a + 1))
    d = 1 / (abs(d) < tiny ? tiny : d)
    var fraction = d
    for m in 1...500 {
      let k = Double(m)
      for numerator in [
        k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k)),
        -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1)),
      ] {
        d = 1 + numerator * d
        d = 1 / (abs(d) < tiny ? tiny : d)
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        fraction *= c * d
      }
      if abs(c * d - 1) < 1e-16 { break }
    }
    return front * fraction
  }

  /// ln Γ(x) for x > 0: shifted above 10, then Stirling's series.
  package static func logGamma(_ x: Double) -> Double {
    var (x, shift) = (x, 0.0)
    while x < 10 {
      shift += log(x)
      x += 1
    }
    let square = 1 / (x * x)
    let series = (1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square / 1188.0)))) / x
    return (x - 0.5) * log(x) - x + 0.5 * log(2 * Double.pi) + series - shift
  }

  /// Products of sample sizes above this take Kolmogorov's limit instead of counting paths.
  package static let mostPaths = 50_000_000

  /// The two-sided p-value of the two-sample Kolmogorov-Smirnov statistic, of which `lead` is the numerator over
  /// `first` × `second`.
  ///
  /// Exact by counting lattice paths (Hodges 1957) as if there were no ties, else Kolmogorov's limiting distribution.
  package static func kolmogorovSmirnov(lead: Int, _ first: Int, _ second: Int) -> Double {
    guard lead > 0, first > 0, second > 0 else { return 1 }
    let (m, n) = (min(first, second), max(first, second))
    guard m.multipliedReportingOverflow(by: n).overflow == false, m * n <= mostPaths else {
      let (a, b) = (Double(m), Double(n))
      let d = Double(lead) / (a * b)
      return kolmogorovTail(d * (a * b / (a + b)).squareRoot())
    }
    // The probability that a random path stays inside: each step weighs the share of paths that come from either side.
    var inside = [Double](repeating: 0, count: n + 1)
    for j in 0...n { inside[j] = j * m >= lead ? 0 : 1 }
    for i in 1...m {
      inside[0] = i * n >= lead ? 0 : 1
      for j in 1...n {
        let (down, across) = (Double(i) / Double(i + j), Double(j) / Double(i + j))
        inside[j] = abs(i * n - j * m) >= lead ? 0 : inside[j] * down + inside[j - 1] * across
      }
    }
    return min(1, max(0, 1 - inside[n]))
  }

  /// 2 Σ (−1)^(k−1) exp(−2 k² x²).
  private static func kolmogorovTail(_ x: Double) -> Double {
    guard x > 0.2 else { return 1 }
    var (sum, sign) = (0.0, 1.0)
    for k in 1...100 {
      let term = exp(-2 * Double(k * k) * x * x)
      sum += sign * term
      if term < 1e-18 { break }
      sign = -sign
    }
    return min(1, max(0, 2 * sum))
  }
}
