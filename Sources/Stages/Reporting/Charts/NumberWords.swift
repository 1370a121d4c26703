import Bytes
import Rows

/// Numbers as every report writes them: a comma before each group of three digits, a point before decimals, a hyphen for
/// minus.
///
/// All of it is ASCII, so that a reader can search for what a report shows and paste it into a spreadsheet.
package enum NumberWords {
  /// `20,318`.
  package static func count(_ value: Int) -> String { value.grouped }

  /// A value with its unit; a fraction is rounded to six significant digits.
  package static func value(_ value: Double, unit: String? = nil) -> String {
    let number = value == value.rounded() && abs(value) < 1e15 ? Int64(value).grouped : significant(value)
    // `1` is the unit of what is merely counted.
    return number + (unit.map { $0 == "1" ? "" : " \($0)" } ?? "")
  }

  /// Six significant digits without the zeros behind them; beyond 1e15 and below 1e-9 as the JSON has it.
  private static func significant(_ value: Double) -> String {
    var places = 6
    var magnitude = abs(value)
    guard magnitude >= 1e-9, magnitude < 1e15 else { return CellText.decimal(value) }
    while magnitude >= 1, places > 0 {
      magnitude /= 10
      places -= 1
    }
    while magnitude < 0.1, places < 15 {
      magnitude *= 10
      places += 1
    }
    var digits = Substring(decimal(value, places: places))
    while digits.contains("."), digits.last == "0" || digits.last == "." { digits = digits.dropLast() }
    return String(digits)
  }

  /// `1,234.50`: rounded to `places` decimals (at most 12), halves away from zero.
  ///
  /// The shortest decimal that reads back as the same value is what is rounded, so that 1.115 becomes 1.12 as on paper,
  /// although the binary value lies below it. What is not finite is `undefined`.
  package static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "undefined" }
    return signed(ShortestDecimal(value), places: places, negative: value < 0)
  }

  /// `12.3%` for the fraction 0.123.
  package static func percent(_ fraction: Double, places: Int = 1) -> String {
    guard fraction.isFinite else { return "undefined" }
    return signed(ShortestDecimal(fraction).shifted(by: 2), places: places, negative: fraction < 0) + "%"
  }

  /// `512 bytes`, `20.3 kB`, `1.4 MB`: a kilobyte is 1,000 bytes.
  package static func bytes(_ size: Int) -> String {
    let units: [(Int, String)] = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1000, "kB")]
    for (unit, name) in units where size >= unit {
      return decimal(Double(size) / Double(unit), places: 1) + " " + name
    }
    return size == 1 ? "1 byte" : count(size) + " bytes"
  }

  /// A magnitude rounded to `places` decimals (at most 12), with its sign unless all of its digits are zero.
  private static func signed(_ magnitude: ShortestDecimal, places: Int, negative: Bool) -> String {
    let places = min(max(places, 0), 12)
    let rounded = magnitude.rounded(to: magnitude.exponent + places)
    let whole = (0..<max(1, rounded.exponent)).reversed().map { rounded[place: $0] }
    let fraction = (0..<places).map { rounded[place: -1 - $0] }
    let text = grouping(whole)
    return (negative && !rounded.isZero ? "-" : "") + text
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
  }
}
