import AuditModel
import Rows

/// A stretch of the calendar with its name: `2024-02`, `2024-02-11`, `2024-02-05 to 2024-02-11`.
struct CalendarInterval: Hashable, Sendable {
  let name: String
  let start: Instant
  /// Not part of it.
  let end: Instant

  /// The days that a daily cadence asks for.
  enum Days: String, CaseIterable {
    case all
    case workdays
  }

  /// How many intervals a period may have.
  static let limit = 100_000

  /// The intervals of a length that end in the period, in order: civil months for `P1M`, weeks from Monday for `P1W`, days
  /// for `P1D`, hours from midnight. The first month or week may begin before the period; what its end cuts belongs to the
  /// next period. From two months on they end with the period and reach back until they cover it. Nil for a length that
  /// the calendar does not have.
  static func all(_ length: ISODuration, of policy: PolicyContext, _ days: Days) -> [CalendarInterval]? {
    let period = policy.period
    switch (length.months, length.days, length.seconds) {
    case (1, 0, 0): return months(policy)
    case (2..., 0, 0): return lookingBack(length.months, policy)
    case (0, 7, 0):
      let first = period.start.advanced(by: -period.start.weekday)
      return stride(from: first.number, through: period.end.number - 6, by: 7).map {
        between(Day(number: $0), Day(number: $0 + 6), policy)
      }
    case (0, 1, 0):
      return (period.start.number...period.end.number).map { Day(number: $0) }
        .filter { days == .all || policy.calendar.isWorkday($0) }.map { between($0, $0, policy) }
    case (0, 2..., 0):
      return stride(from: period.start.number, through: period.end.number - length.days + 1, by: length.days).map {
        between(Day(number: $0), Day(number: $0 + length.days - 1), policy)
      }
    case (0, 0, 1...): return hours(length.seconds, policy)
    default: return nil
    }
  }

  private static func between(_ first: Day, _ last: Day, _ policy: PolicyContext, name: String? = nil)
    -> CalendarInterval
  {
    CalendarInterval(
      name: name ?? (first == last ? "\(first)" : "\(first) to \(last)"), start: policy.midnight(first),
      end: policy.midnight(last.advanced(by: 1)))
  }

  private static func months(_ policy: PolicyContext) -> [CalendarInterval] {
    var intervals: [CalendarInterval] = []
    var (year, month, _) = policy.period.start.civil
    while let first = Day(year: year, month: month, day: 1) {
      let next = advanced(year, month, by: 1)
      guard let after = Day(year: next.0, month: next.1, day: 1), after.number - 1 <= policy.period.end.number else {
        break
      }
      intervals.append(between(first, after.advanced(by: -1), policy, name: String("\(first)".prefix(7))))
      (year, month) = next
    }
    return intervals
  }

  private static func lookingBack(_ length: Int, _ policy: PolicyContext) -> [CalendarInterval] {
    var intervals: [CalendarInterval] = []
    // Each is counted from the period's end: counted from the next one, a 31st would drift to the 30th and stay there.
    let end = policy.period.end.advanced(by: 1).civil
    var last = policy.period.end
    while last >= policy.period.start, intervals.count < limit {
      let (year, month) = advanced(end.year, end.month, by: -length * (intervals.count + 1))
      let day = month >= 1 && year >= 1 ? min(end.day, Day.length(of: month, in: year)) : 1
      guard let first = Day(year: year, month: month, day: day) else { break }
      intervals.append(between(first, last, policy))
      last = first.advanced(by: -1)
    }
    return intervals.reversed()
  }

  private static func hours(_ seconds: Int64, _ policy: PolicyContext) -> [CalendarInterval]? {
    let length = seconds * Instant.perSecond
    let (start, end) = (policy.bounds.start.microseconds, policy.bounds.end.microseconds)
    guard (end - start) / length <= limit else { return nil }
    return stride(from: start, through: end - length, by: Int(length)).map {
      CalendarInterval(
        name: Instant(microseconds: $0).description, start: Instant(microseconds: $0),
        end: Instant(microseconds: $0 + length))
    }
  }

  private static func advanced(_ year: Int, _ month: Int, by months: Int) -> (Int, Int) {
    let total = year * 12 + month - 1 + months
    return (total / 12, total % 12 + 1)
  }
}
