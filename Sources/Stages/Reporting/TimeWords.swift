import Rows

/// How a report says days and times: as the clocks of the calendar's zone show them.
extension LocalClock {
  /// `2024-01-15 10:30:00 UTC`, or `2024-01-15 11:30:00 +01:00`; fractions are left to the exhibits.
  func time(_ instant: Instant?) -> String {
    guard let instant else { return "" }
    let stretch = stretch(at: instant)
    let text = stretch.shown(instant).description
    return
      "\(text.prefix(10)) \(text.dropFirst(11).prefix(8)) \(isUTC ? "UTC" : LocalClock.words(offset: stretch.offset))"
  }

  /// `2024-01-15 10:30`, for places where the zone is named beside.
  func minute(_ instant: Instant?) -> String { String(time(instant).prefix(16)) }

  private func second(_ instant: Instant?) -> String { String(time(instant).prefix(19)) }

  /// The time, or the day alone where one begins: what a record that knows only the date means.
  func minuteOrDay(_ instant: Instant?) -> String {
    guard let instant else { return "" }
    return isMidnight(instant) ? "\(day(of: instant))" : minute(instant)
  }

  /// The two times to the second, or their days where both begin one, for places where the zone is named beside.
  func span(_ first: Instant?, _ last: Instant?) -> (first: String, last: String) {
    guard let first, let last, isMidnight(first), isMidnight(last) else {
      return (second(first), second(last))
    }
    return ("\(day(of: first))", "\(day(of: last))")
  }

  /// `Last (UTC)`.
  func title(_ words: String) -> String { "\(words) (\(zone))" }

  var isUTC: Bool { zone == LocalClock.utc.zone }

  /// `+01:00`; an offset from before standard time, which has seconds, is cut to minutes.
  private static func words(offset: Int) -> String {
    let minutes = abs(offset) / 60
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(offset < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
  }
}
