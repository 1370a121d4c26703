import Bytes
import Rows

/// The ends of days as RFC 3339 writes them: a day begins and ends where the definition's calendar has its zone.
extension LocalClock {
  /// `2024-01-01T00:00:00+01:00`.
  func beginning(of day: Day) -> String { written(day, "00:00:00", at: 0) }

  /// The last second of a day.
  func end(of day: Day) -> String { written(day, "23:59:59", at: 86_399) }

  /// `second` is that of the day which `time` names. Where clocks are put forward over it, the distance from UTC is the one
  /// before.
  private func written(_ day: Day, _ time: String, at second: Int64) -> String {
    let wall = day.start.microseconds + second * Instant.perSecond
    var offset = stretch(at: Instant(microseconds: wall)).offset
    offset = stretch(at: Instant(microseconds: wall - Int64(offset) * Instant.perSecond)).offset
    return "\(day)T\(time)\(LocalClock.distance(offset))"
  }

  /// `Z`, `+01:00`.
  private static func distance(_ offset: Int) -> String {
    if offset == 0 { return "Z" }
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let minutes = abs(offset) / 60
    return "\(offset < 0 ? "-" : "+")\(padded(minutes / 60)):\(padded(minutes % 60))"
  }
}
