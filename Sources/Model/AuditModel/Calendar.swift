public import Rows

/// The organisation's calendar: where a day begins, and which days are worked.
public struct Calendar: Hashable, Sendable {
  /// A name of the time-zone database.
  public let zone: String
  /// Worked weekdays, 0 for Monday to 6 for Sunday.
  public let workdays: Set<Int>
  public let holidays: Set<Day>

  public init(zone: String = "UTC", workdays: Set<Int> = [0, 1, 2, 3, 4], holidays: Set<Day> = []) {
    self.zone = zone
    self.workdays = workdays
    self.holidays = holidays
  }

  public func isWorkday(_ day: Day) -> Bool { workdays.contains(day.weekday) && !holidays.contains(day) }
}
