import Bytes

/// Numbers as every report writes them: a comma before each group of three digits, a point before decimals, a hyphen for
/// minus.
///
/// All of it is ASCII, so that a reader can search for what a report shows and paste it into a spreadsheet.
package enum NumberWords {
  /// `20,318`.
  package static func count(_ value: Int) -> String {
    let digits = grouped(String(value.magnitude))
    return value < 0 ? "-" + digits : digits
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
    let text = grouped(String(decoding: whole, as: UTF8.self))
    return (negative && !rounded.isZero ? "-" : "") + text
      + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
  }

  private static func grouped(_ digits: String) -> String {
    var text: [UInt8] = []
    let bytes = Array(digits.utf8)
    for (index, byte) in bytes.enumerated() {
      if index > 0, (bytes.count - index).isMultiple(of: 3) { text.append(UInt8(ascii: ",")) }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
