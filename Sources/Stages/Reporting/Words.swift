import AuditModel
import DocumentModel
import Rows

/// How a report says numbers, times and decisions: one style for all sections.
enum Words {
  /// Thousands between narrow no-break spaces: `20 318`.
  static func count(_ value: Int64) -> String {
    let digits = Array(String(value.magnitude))
    var words = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { words.append("\u{202F}") }
      words.append(digit)
    }
    return words
  }

  static func count(_ value: Int) -> String { count(Int64(value)) }

  /// `1 record`, `2 records`, `no records`.
  static func count(_ value: Int64, _ noun: String) -> String {
    value == 0 ? "no \(noun)s" : value == 1 ? "1 \(noun)" : "\(count(value)) \(noun)s"
  }

  /// `2024-01-15 10:30:00 UTC`; fractions are left to the exhibits.
  static func time(_ instant: Instant?) -> String {
    guard let instant else { return "" }
    let text = instant.description
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) UTC"
  }

  /// `2 d 3 h`, `4 h 5 min`, `12 s`: the two largest units.
  static func duration(seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
    var rest = max(0, seconds)
    var parts: [String] = []
    for (length, name) in units where rest >= length && parts.count < 2 {
      parts.append("\(count(rest / length)) \(name)")
      rest %= length
    }
    return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
  }

  /// A value as the JSON has it, to at most six significant digits when it is a fraction.
  static func value(_ value: Double, unit: String? = nil) -> String {
    let number = value == value.rounded() && abs(value) < 1e15 ? count(Int64(value)) : significant(value, digits: 6)
    return number + (unit.map { " \($0)" } ?? "")
  }

  /// Rounded half to even at a number of significant digits, without exponent for magnitudes from 1e-6 to 1e15.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : "\(value)" }
    var scale = 0
    var magnitude = abs(value)
    while magnitude >= 10, scale < 20 {
      magnitude /= 10
      scale += 1
    }
    while magnitude < 1, scale > -20 {
      magnitude *= 10
      scale -= 1
    }
    let decimals = max(0, min(15, digits - 1 - scale))
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (value * power).rounded(.toNearestOrEven)
    guard abs(scaled) < 9e15 else { return CellText.decimal(value) }
    let whole = Int64(scaled)
    let text = String(whole.magnitude)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - text.count)) + text
    var fraction = padded.suffix(decimals)
    while fraction.last == "0" { fraction = fraction.dropLast() }
    let integer = count(Int64(padded.dropLast(decimals)) ?? 0)
    return (whole < 0 ? "−" : "") + integer + (fraction.isEmpty ? "" : "." + fraction)
  }

  static func status(_ decision: Decision) -> Inline { .status(decision.words, tone(Standing(decision))) }

  static func status(_ standing: Standing) -> Inline {
    .status(standing.rawValue.replacing("_", with: " "), tone(standing))
  }

  private static func tone(_ standing: Standing) -> Tone {
    switch standing {
    case .pass: .good
    case .watch: .watch
    case .warning, .waived, .documented: .warning
    case .fail, .waiverExpired, .noData, .indeterminate: .bad
    case .notApplicable, .notTested: .neutral
    }
  }
}
