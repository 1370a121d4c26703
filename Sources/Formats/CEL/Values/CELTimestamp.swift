import Bytes
package import Rows

/// A point in time to the nanosecond, from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
package struct CELTimestamp: Hashable, Comparable, Sendable {
  /// Since 1970-01-01T00:00:00Z, without leap seconds.
  package let seconds: Int64
  /// 0 to 999,999,999, forward from the second.
  package let nanoseconds: Int32

  static let earliest: Int64 = -62_135_596_800
  static let latest: Int64 = 253_402_300_799
  private static let billion: Int64 = 1_000_000_000

  /// Nil outside the years 1 to 9999.
  package init?(seconds: Int64, nanoseconds: Int32 = 0) {
    guard seconds >= CELTimestamp.earliest, seconds <= CELTimestamp.latest else { return nil }
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// An instant of a record; one outside the years 1 to 9999 is the nearest bound.
  package init(_ instant: Instant) {
    let bounded = min(max(instant, .earliest), .latest).microseconds
    let whole = (bounded - (bounded % Instant.perSecond + Instant.perSecond) % Instant.perSecond) / Instant.perSecond
    seconds = whole
    nanoseconds = Int32((bounded - whole * Instant.perSecond) * 1000)
  }

  /// The microsecond that the point lies in.
  package var instant: Instant { Instant(microseconds: seconds * Instant.perSecond + Int64(nanoseconds) / 1000) }

  package static func < (a: CELTimestamp, b: CELTimestamp) -> Bool {
    a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
  }

  /// The point later by a duration, or nil beyond the range.
  func adding(nanoseconds other: Int64) -> CELTimestamp? {
    let total = Int64(nanoseconds) + other % CELTimestamp.billion
    let carry = total < 0 ? Int64(-1) : total / CELTimestamp.billion
    return CELTimestamp(
      seconds: seconds + other / CELTimestamp.billion + carry, nanoseconds: Int32(total - carry * CELTimestamp.billion))
  }

  func adding(_ duration: CELDuration) -> CELTimestamp? { adding(nanoseconds: duration.nanoseconds) }

  func subtracting(_ duration: CELDuration) -> CELTimestamp? {
    // The least duration has no opposite: take it away in two steps.
    if duration.nanoseconds == .min { return adding(nanoseconds: .max)?.adding(nanoseconds: 1) }
    return adding(nanoseconds: -duration.nanoseconds)
  }

  /// The time from `other` to this point, or nil beyond the range of durations.
  func since(_ other: CELTimestamp) -> CELDuration? {
    let (product, tooLarge) = (seconds - other.seconds).multipliedReportingOverflow(by: CELTimestamp.billion)
    let (sum, overflow) = product.addingReportingOverflow(Int64(nanoseconds) - Int64(other.nanoseconds))
    return tooLarge || overflow ? nil : CELDuration(nanoseconds: sum)
  }

  /// Reads RFC 3339: `2009-02-13T23:31:30.5Z`, `2009-02-13T23:31:30+01:00`; up to nine fractional digits count.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = Day(text.prefix(10)), bytes[10] | 0x20 == 0x74, bytes[13] == 0x3A,
      bytes[16] == 0x3A, let hour = twoDigits(bytes[11...], below: 24), let minute = twoDigits(bytes[14...], below: 60),
      let second = twoDigits(bytes[17...], below: 60)
    else { return nil }
    var rest = bytes[19...]
    guard let nanoseconds = CELTimestamp.fraction(&rest), let offset = CELTimestamp.offset(rest) else { return nil }
    let time = Int64(hour * 3600 + minute * 60 + second - offset)
    self.init(seconds: Int64(day.number) * 86_400 + time, nanoseconds: nanoseconds)
  }

  private static func fraction(_ bytes: inout ArraySlice<UInt8>) -> Int32? {
    guard bytes.first == 0x2E else { return 0 }
    let digits = bytes.dropFirst().prefix { $0.isASCIIDigit }
    guard !digits.isEmpty else { return nil }
    bytes = bytes.dropFirst(1 + digits.count)
    let value = digits.prefix(9).reduce(Int32(0)) { $0 * 10 + Int32($1 - 0x30) }
    return (min(digits.count, 9)..<9).reduce(value) { value, _ in value * 10 }
  }

  /// Seconds east of UTC.
  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    if sign | 0x20 == 0x7A, bytes.count == 1 { return 0 }
    let rest = bytes.dropFirst()
    guard sign == 0x2B || sign == 0x2D, rest.count == 5, rest[rest.startIndex + 2] == 0x3A,
      let hours = twoDigits(rest, below: 24), let minutes = twoDigits(rest.dropFirst(3), below: 60)
    else { return nil }
    return (sign == 0x2D ? -1 : 1) * (hours * 3600 + minutes * 60)
  }
}

/// Two decimal digits at the beginning of a slice, if their value is below a bound.
func twoDigits(_ bytes: ArraySlice<UInt8>, below bound: Int) -> Int? {
  guard bytes.count >= 2, let first = bytes.first, let second = bytes.dropFirst().first, first.isASCIIDigit,
    second.isASCIIDigit
  else { return nil }
  let value = Int(first - 0x30) * 10 + Int(second - 0x30)
  return value < bound ? value : nil
}

extension CELTimestamp: CustomStringConvertible {
  /// RFC 3339 in UTC, with as many fractional digits as are needed.
  package var description: String {
    let day = CELTimestamp.floorDivided(seconds, 86_400)
    let time = Int(seconds - day * 86_400)
    return "\(Day(number: Int(day)))T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))"
      + "\(fractionText(UInt32(nanoseconds)))Z"
  }

  static func floorDivided(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
