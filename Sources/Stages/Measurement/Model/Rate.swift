package import AuditModel

/// A share of cases, with its numerator and denominator; without a denominator it is undefined, and never 0.
package struct Rate: Hashable, Sendable {
  package let count: Int
  package let total: Int

  package init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  package var value: Double? { total == 0 ? nil : Double(count) / Double(total) }

  /// The two-sided 0.975 quantile of the standard normal distribution.
  package static let z = 1.959963984540054

  /// Wilson's score interval at 95 percent (Wilson 1927), clamped to 0 and 1.
  package var wilson: ConfidenceInterval? {
    guard total > 0 else { return nil }
    let n = Double(total)
    let p = Double(count) / n
    let square = Rate.z * Rate.z
    let centre = (p + square / (2 * n)) / (1 + square / n)
    let half = Rate.z / (1 + square / n) * (p * (1 - p) / n + square / (4 * n * n)).squareRoot()
    return ConfidenceInterval(
      low: count == 0 ? 0 : max(0, centre - half), high: count == total ? 1 : min(1, centre + half), level: 0.95,
      method: "wilson")
  }

  /// Newcombe's hybrid score interval for `first − second` at 95 percent (Newcombe 1998, method 10).
  package static func newcombe(_ first: Rate, _ second: Rate) -> ConfidenceInterval? {
    guard let p = first.value, let q = second.value, let a = first.wilson, let b = second.wilson else { return nil }
    let below = ((p - a.low) * (p - a.low) + (b.high - q) * (b.high - q)).squareRoot()
    let above = ((a.high - p) * (a.high - p) + (q - b.low) * (q - b.low)).squareRoot()
    return ConfidenceInterval(low: p - q - below, high: p - q + above, level: 0.95, method: "newcombe")
  }
}
