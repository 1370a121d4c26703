/// Lengths as SVG and CSS read them.
package enum Decimal {
  /// Lengths beyond this, in points, are cut: no page is that large, and an integer holds them exactly.
  package static let limit = 1_000_000.0

  /// At most two decimals, no exponent, no trailing zeros: `12`, `0.5`, `-3.25`. What is no number is 0.
  package static func text(_ value: Double) -> String {
    guard value.isFinite else { return "0" }
    let hundredths = Int((min(max(value, -limit), limit) * 100).rounded())
    let whole = hundredths.magnitude / 100
    let rest = hundredths.magnitude % 100
    var text = hundredths < 0 ? "-\(whole)" : "\(whole)"
    if rest > 0 {
      text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
    }
    return text
  }
}
