import Rows
import TimeZones

extension StandardLibrary {
  /// The parts of timestamps, in UTC or a named zone, and of durations.
  static let times: [CELFunction] = [
    calendar("getFullYear") { $0.day.civil.year },
    calendar("getMonth") { $0.day.civil.month - 1 },
    calendar("getDate") { $0.day.civil.day },
    calendar("getDayOfMonth") { $0.day.civil.day - 1 },
    calendar("getDayOfWeek") { ($0.day.weekday + 1) % 7 },
    calendar("getDayOfYear") { time in
      Day(year: time.day.civil.year, month: 1, day: 1).map { time.day.number - $0.number } ?? 0
    },
    calendar("getHours") {
      $0.second / 3600
    } duration: {
      $0 / 3_600_000_000_000
    },
    calendar("getMinutes") {
      $0.second / 60 % 60
    } duration: {
      $0 / 60_000_000_000
    },
    calendar("getSeconds") {
      $0.second % 60
    } duration: {
      $0 / 1_000_000_000
    },
    calendar("getMilliseconds") {
      $0.millisecond
    } duration: {
      $0 / 1_000_000 % 1000
    },
  ]

  /// A point in time as the clock and calendar of a zone show it.
  private struct LocalTime {
    let day: Day
    /// Of the day, from 0.
    let second: Int
    let millisecond: Int

    init(_ time: CELTimestamp, _ zone: TimeZoneRules) {
      let local = time.seconds + Int64(zone.offset(at: time.instant))
      let number = CELTimestamp.floorDivided(local, 86_400)
      day = Day(number: Int(number))
      second = Int(local - number * 86_400)
      millisecond = Int(time.nanoseconds / 1_000_000)
    }
  }

  private static func calendar(
    _ name: String, _ part: @escaping @Sendable (LocalTime) -> Int,
    duration: (@Sendable (Int64) -> Int64)? = nil
  ) -> CELFunction {
    let timestamps: [CELOverload] = [
      .method([.timestamp], .int) { a, _ in .int(Int64(part(LocalTime(a.timestamp(0), .utc)))) },
      .method([.timestamp, .string], .int) { a, evaluation throws(CELError) in
        .int(Int64(part(LocalTime(a.timestamp(0), try evaluation.zone(a.string(1))))))
      },
    ]
    let durations: [CELOverload]? = duration.map { part in
      [.method([.duration], .int) { a, _ in .int(part(a.duration(0).nanoseconds)) }]
    }
    return CELFunction(name, timestamps + (durations ?? []))
  }
}
