import Bytes
import Rows

/// How a decision's reason says numbers: rounded for a reader, where `decisions.json` keeps them exact.
enum Words {
  /// `1 record`, `2 records`.
  static func count(_ number: Int64, _ noun: String) -> String {
    number == 1 ? "1 \(noun)" : "\(number.grouped) \(noun)s"
  }
  static func count(_ number: Int, _ noun: String) -> String { count(Int64(number), noun) }

  /// Figures of one unit that a sentence compares, rounded alike: seconds as `20 d 14 h 24 min`, others to six significant
  /// digits with their unit. Where two different ones would look the same, all are written in full.
  static func figures(_ values: [Double], unit: String?) -> [String] {
    let rounded = values.map { figure($0, unit: unit) }
    if Set(rounded).count == Set(values).count { return rounded }
    return values.map { grouped(CellText.decimal($0)) + suffix(unit) }
  }

  private static func figure(_ value: Double, unit: String?) -> String {
    if unit == "s" { return duration(value) }
    return significant(value) + suffix(unit)
  }

  /// What is merely counted needs no unit.
  private static func suffix(_ unit: String?) -> String {
    switch unit {
    case nil, "", "1", "records", "values": ""
    case "percent": " %"
    case .some(let unit): " \(unit)"
    }
  }

  /// `20 d 14 h 24 min`, `1 h 5 s`, `2.5 s`: whole units but for the seconds of less than a minute.
  private static func duration(_ seconds: Double) -> String {
    guard abs(seconds) >= 60, abs(seconds) < 1e12 else { return significant(seconds) + " s" }
    var rest = Int64(abs(seconds).rounded())
    var parts: [String] = []
    for (length, unit) in [(Int64(86_400), "d"), (3_600, "h"), (60, "min"), (1, "s")] where rest >= length {
      parts.append("\((rest / length).grouped) \(unit)")
      rest %= length
    }
    return (seconds < 0 ? "-" : "") + parts.joined(separator: " ")
  }

  /// A decimal with commas in its whole part, as the reports write numbers; one with an exponent stays.
  private static func grouped(_ decimal: String) -> String {
    let (sign, digits) = decimal.hasPrefix("-") ? ("-", decimal.dropFirst()) : ("", decimal[...])
    let whole = digits.prefix { $0 != "." }
    guard whole.utf8.allSatisfy(\.isASCIIDigit) else { return decimal }
    return sign + grouping(whole.utf8) + digits.dropFirst(whole.count)
  }

  /// Six significant digits, without the zeros behind them; whole numbers below 1e15 as they are.
  private static func significant(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e15 { return Int64(value).grouped }
    let magnitude = abs(value)
    guard magnitude >= 1e-6, magnitude < 1e15 else { return CellText.decimal(value) }
    var scale = 1.0
    while magnitude * scale < 100_000 { scale *= 10 }
    // A quotient of whole numbers is the double nearest to the decimal, whose shortest form it then has.
    return grouped(CellText.decimal((value * scale).rounded() / scale))
  }
}
