/// The power of the two-sided test that two shares are equal, at the 5 percent level.
package enum Power {
  /// The probability that the pooled test of two shares sees the difference `rate + difference` against `rate` between
  /// groups of `first` and `second` cases: normal approximation with the pooled deviation under the hypothesis and the
  /// unpooled one under the alternative (Fleiss, Levin and Paik 2003, 4.2).
  package static func ofDifference(_ difference: Double, from rate: Double, _ first: Int, _ second: Int) -> Double? {
    guard first > 0, second > 0 else { return nil }
    let other = rate + difference <= 1 ? rate + difference : rate - difference
    guard (0...1).contains(other) else { return nil }
    let (m, n) = (Double(first), Double(second))
    let pooled = (other * m + rate * n) / (m + n)
    let null = (pooled * (1 - pooled) * (1 / m + 1 / n)).squareRoot()
    let alternative = (other * (1 - other) / m + rate * (1 - rate) / n).squareRoot()
    guard alternative > 0 else { return nil }
    let gap = abs(other - rate)
    return Distributions.normal((gap - Rate.z * null) / alternative)
      + Distributions.normal((-gap - Rate.z * null) / alternative)
  }
}
