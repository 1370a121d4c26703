import AuditModel
import CEL
import Rows
import TimeZones

/// What expressions may say of the period and the calendar: `period`, `as_of`, `business`, `workdays`.
struct CalendarVocabulary: Sendable {
  let definition: PackDefinition
  let bounds: Bounds
  /// The rules of the calendar's zone; nil for UTC.
  let rules: TimeZoneRules?

  /// How many days a count goes at most: two hundred years.
  private static let dayLimit = 73_050

  /// `period.start` and `period.end` (the first instant after it), `as_of` (24:00 of the as-of date).
  var constants: [CELEnvironment.Constant] {
    let period = CELMap([
      ("start", .timestamp(CELTimestamp(bounds.period.start))), ("end", .timestamp(CELTimestamp(bounds.period.end))),
    ])
    return [.init("period", .map(period)), .init("as_of", .timestamp(CELTimestamp(bounds.judgedAt)))]
  }

  /// Zones by their names: the calendar's own, UTC, and offsets.
  var zones: CELEnvironment.Zones {
    { [name = definition.calendar.zone, rules] wanted in wanted == name ? rules ?? .utc : TimeZoneRules(fixed: wanted) }
  }

  /// - `workdays(a, b)`: working days after the day of `a`, up to and with the day of `b`; negative if `b` is earlier.
  /// - `business(t)`: whether the day of `t` is a working day.
  /// - `business(t, n)`: the end (24:00) of the n-th working day after the day of `t`.
  /// - `business(a, b)`: the time from `a` to `b` that lies in working days.
  var functions: [CELFunction] {
    let days = self
    return [
      CELFunction(
        "workdays",
        [
          .function([.nullable(.timestamp), .nullable(.timestamp)], .int) { arguments, _ throws(CELError) in
            .int(Int64(try days.workdays(arguments.timestamp(0).instant, arguments.timestamp(1).instant)))
          }
        ]),
      CELFunction(
        "business",
        [
          .function([.nullable(.timestamp)], .bool) { arguments, _ throws(CELError) in
            .bool(days.definition.calendar.isWorkday(days.day(of: arguments.timestamp(0).instant)))
          },
          .function([.nullable(.timestamp), .int], .timestamp) { arguments, _ throws(CELError) in
            .timestamp(CELTimestamp(try days.end(ofWorkday: arguments.int(1), after: arguments.timestamp(0).instant)))
          },
          .function([.nullable(.timestamp), .nullable(.timestamp)], .duration) { arguments, _ throws(CELError) in
            let time = try days.worked(arguments.timestamp(0).instant, arguments.timestamp(1).instant)
            return .duration(CELDuration(nanoseconds: time * 1000))
          },
        ]),
    ]
  }

  /// The civil day of an instant in the calendar's zone.
  func day(of instant: Instant) -> Day {
    let offset = Int64(rules?.offset(at: instant) ?? 0) * Instant.perSecond
    return Instant(microseconds: instant.microseconds + offset).day
  }

  func midnight(_ day: Day) -> Instant { rules.map { $0.instant(of: day, secondsOfDay: 0) } ?? day.start }

  private func workdays(_ from: Instant, _ to: Instant) throws(CELError) -> Int {
    let (first, last) = (day(of: from), day(of: to))
    let (low, high) = first <= last ? (first, last) : (last, first)
    try check(low, high)
    let count =
      low == high ? 0 : (low.number + 1...high.number).count { definition.calendar.isWorkday(Day(number: $0)) }
    return first <= last ? count : -count
  }

  private func end(ofWorkday number: Int64, after instant: Instant) throws(CELError) -> Instant {
    guard number >= 0, number <= 10_000 else { throw CELError("business counts 0 to 10000 days") }
    var day = day(of: instant)
    var left = number
    var steps = 0
    while left > 0 {
      day = day.advanced(by: 1)
      if definition.calendar.isWorkday(day) { left -= 1 }
      steps += 1
      if steps > CalendarVocabulary.dayLimit { throw CELError("the calendar has no working days") }
    }
    return midnight(day.advanced(by: 1))
  }

  /// Microseconds of working days between two instants, negative if the second is earlier.
  private func worked(_ from: Instant, _ to: Instant) throws(CELError) -> Int64 {
    let (start, end) = from <= to ? (from, to) : (to, from)
    let (first, last) = (day(of: start), day(of: end))
    try check(first, last)
    var total: Int64 = 0
    for number in first.number...last.number where definition.calendar.isWorkday(Day(number: number)) {
      let (opens, closes) = (max(midnight(Day(number: number)), start), min(midnight(Day(number: number + 1)), end))
      total += max(0, closes.microseconds - opens.microseconds)
    }
    return from <= to ? total : -total
  }

  private func check(_ first: Day, _ last: Day) throws(CELError) {
    if last.number - first.number > CalendarVocabulary.dayLimit {
      throw CELError("the days are more than \(CalendarVocabulary.dayLimit) apart")
    }
  }
}
