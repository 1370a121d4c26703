import Bytes

/// A point in time, in microseconds since 1970-01-01T00:00:00Z without leap seconds; years 1 to 9999.
///
/// Exports write up to nanoseconds; digits beyond the sixth are cut.
public struct Instant: Hashable, Comparable, Sendable {
  public let microseconds: Int64

  public static let perSecond: Int64 = 1_000_000
  public static let perDay: Int64 = 86_400 * perSecond
  /// 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999Z.
  public static let earliest = Instant(microseconds: -62_135_596_800 * perSecond)
  public static let latest = Instant(microseconds: 253_402_300_800 * perSecond - 1)

  public init(microseconds: Int64) { self.microseconds = microseconds }

  public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

  /// The UTC day and the microseconds since its midnight.
  public var split: (day: Day, microseconds: Int64) {
    let day = microseconds >= 0 ? microseconds / Instant.perDay : (microseconds - Instant.perDay + 1) / Instant.perDay
    return (Day(number: Int(day)), microseconds - day * Instant.perDay)
  }

  /// The UTC day.
  public var day: Day { split.day }

  /// Reads RFC 3339: `2024-01-15T10:30:00.123Z`, `… 10:30:00+02:00`; also a date alone, which is its midnight UTC.
  ///
  /// A leap second (`:60`) is read as the last microsecond of its minute, where leap seconds are inserted: at 23:59 UTC.
  /// Nil for anything else, for a time without a zone, and for years outside 1…9999.
  public init?(rfc3339 text: some StringProtocol) {
    let parsed = text.utf8.withContiguousStorageIfAvailable { bytes in unsafe Instant(scanning: bytes) }
    let copied = { unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe Instant(scanning: $0) } }
    guard let instant = parsed ?? copied() else { return nil }
    self = instant
  }

  /// As `init(rfc3339:)`, over bytes that the caller keeps alive.
  package init?(scanning bytes: UnsafeBufferPointer<UInt8>) {
    var scanner = unsafe DigitScanner(bytes: bytes)
    guard let year = scanner.digits(4), scanner.take(0x2D), let month = scanner.digits(2), scanner.take(0x2D),
      let day = scanner.digits(2), let date = Day(year: year, month: month, day: day)
    else { return nil }
    let midnight = Int64(date.number) * Instant.perDay
    if scanner.atEnd {
      microseconds = midnight
      return
    }
    guard scanner.take(0x54) || scanner.take(0x74) || scanner.take(0x20),
      let hour = scanner.digits(2), hour < 24, scanner.take(0x3A), let minute = scanner.digits(2), minute < 60,
      scanner.take(0x3A), let second = scanner.digits(2), second <= 60
    else { return nil }
    var fraction: Int64 = 0
    if scanner.take(0x2E) {
      guard let read = scanner.microseconds() else { return nil }
      fraction = read
    }
    guard let offset = scanner.offset(), scanner.atEnd else { return nil }
    let minutes = Int64(hour * 60 + minute) - Int64(offset)
    if second == 60 {
      guard (minutes % 1440 + 1440) % 1440 == 1439 else { return nil }
      fraction = Instant.perSecond - 1
    }
    let total =
      midnight + minutes * 60 * Instant.perSecond + Int64(min(second, 59)) * Instant.perSecond + fraction
    guard total >= Instant.earliest.microseconds, total <= Instant.latest.microseconds else { return nil }
    microseconds = total
  }
}

extension Instant: CustomStringConvertible {
  /// RFC 3339 in UTC with as many fractional digits as are needed: none, three or six.
  public var description: String {
    let (day, time) = split
    let seconds = Int(time / Instant.perSecond)
    let fraction = Int(time % Instant.perSecond)
    let clock = "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
    let tail =
      fraction == 0 ? "" : fraction % 1000 == 0 ? ".\(padded(fraction / 1000, 3))" : ".\(padded(fraction, 6))"
    return "\(day)T\(clock)\(tail)Z"
  }
}

/// Reads the fixed fields of a date and time; lives only inside the initialiser that holds the bytes.
@safe private struct DigitScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { unsafe self.bytes = bytes }

  var atEnd: Bool { unsafe position == bytes.count }

  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard !atEnd, unsafe bytes[position] == byte else { return false }
    position += 1
    return true
  }

  /// Inlined, since with a known number of digits there is no loop.
  @inline(__always)
  mutating func digits(_ count: Int) -> Int? {
    guard unsafe position + count <= bytes.count else { return nil }
    var value = 0
    for index in position..<position + count {
      let byte = unsafe bytes[index]
      guard byte.isASCIIDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  /// One or more fractional digits, as microseconds.
  mutating func microseconds() -> Int64? {
    var value: Int64 = 0
    var count = 0
    while !atEnd, unsafe bytes[position].isASCIIDigit {
      if count < 6 { value = unsafe value * 10 + Int64(bytes[position] - 0x30) }
      count += 1
      position += 1
    }
    guard count > 0 else { return nil }
    for _ in min(count, 6)..<6 { value *= 10 }
    return value
  }

  /// `Z` or `±hh:mm` (or `±hhmm`, which real exports write), as minutes east of UTC.
  mutating func offset() -> Int? {
    if take(0x5A) || take(0x7A) { return 0 }
    let sign: Int
    if take(0x2B) { sign = 1 } else if take(0x2D) { sign = -1 } else { return nil }
    guard let hours = digits(2), hours < 24 else { return nil }
    _ = take(0x3A)
    guard let minutes = digits(2), minutes < 60 else { return nil }
    return sign * (hours * 60 + minutes)
  }
}
