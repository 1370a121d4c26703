/// An ISO 8601 duration: `P1M`, `P1W`, `PT15M`, `P1DT12H`. Months and years have no fixed length, the rest has.
public struct ISODuration: Hashable, Sendable {
  /// Years count as twelve.
  public let months: Int
  /// Weeks count as seven.
  public let days: Int
  public let seconds: Int64

  /// The largest number of each unit.
  private static let limit: Int64 = 1_000_000

  /// Nil for anything else, for negative and for empty durations. Fractions are not taken.
  public init?(_ text: some StringProtocol) {
    var bytes = Array(text.utf8)[...]
    guard bytes.popFirst() == 0x50, !bytes.isEmpty else { return nil }
    var (months, days, seconds): (Int64, Int64, Int64) = (0, 0, 0)
    var isTime = false
    var units: [UInt8] = Array("YMWD".utf8)
    while let byte = bytes.first {
      if byte == 0x54, !isTime, bytes.count > 1 {
        isTime = true
        units = Array("HMS".utf8)
        bytes.removeFirst()
        continue
      }
      var number: Int64 = 0
      let digits = bytes.prefix { (0x30...0x39).contains($0) }
      guard !digits.isEmpty, digits.count <= 7 else { return nil }
      for digit in digits { number = number * 10 + Int64(digit - 0x30) }
      bytes = bytes.dropFirst(digits.count)
      guard number <= ISODuration.limit, let unit = bytes.popFirst(), let place = units.firstIndex(of: unit) else {
        return nil
      }
      units = Array(units[(place + 1)...])
      switch (unit, isTime) {
      case (0x59, _): months += number * 12
      case (0x4D, false): months += number
      case (0x57, _): days += number * 7
      case (0x44, _): days += number
      case (0x48, _): seconds += number * 3600
      case (0x4D, true): seconds += number * 60
      default: seconds += number
      }
    }
    self.months = Int(months)
    self.days = Int(days)
    self.seconds = seconds
  }

  /// Its length where that is fixed: without months, a day being 24 hours.
  public var microseconds: Int64? {
    months == 0 ? (Int64(days) * 86_400 + seconds) * Instant.perSecond : nil
  }
}
