/// Percentiles of a list of values.
package enum Quantile {
  /// The percentile (0 to 100) of ascending values by linear interpolation between the two nearest ranks, as numpy does
  /// by default; nil of no values.
  package static func percentile(_ percent: Double, of sorted: [Double]) -> Double? {
    guard let last = sorted.indices.last else { return nil }
    let position = percent / 100 * Double(last)
    let below = Int(position)
    guard below < last else { return sorted[last] }
    let part = position - Double(below)
    let (a, b) = (sorted[below], sorted[below + 1])
    // From the nearer end, so that the result lies between both.
    return part >= 0.5 ? b - (b - a) * (1 - part) : a + (b - a) * part
  }
}
