/// The three months that a fixture is about.
struct Quarter {
  let year: Int
  /// 1 to 4.
  let number: Int

  /// Reads `2024q1`.
  init?(_ text: String) {
    let parts = text.lowercased().split(separator: "q")
    guard parts.count == 2, let year = Int(parts[0]), let number = Int(parts[1]), (1970...2100).contains(year),
      (1...4).contains(number)
    else { return nil }
    self.year = year
    self.number = number
  }

  var firstMonth: Int { 3 * number - 2 }
  var start: CivilDay { CivilDay(year, firstMonth, 1) }
  /// The first day after the quarter.
  var end: CivilDay { number == 4 ? CivilDay(year + 1, 1, 1) : CivilDay(year, firstMonth + 3, 1) }
  var lastDay: CivilDay { end.adding(-1) }
  var days: [CivilDay] { (start.number..<end.number).map(CivilDay.init(number:)) }
  /// The day from which freshness and expiry are judged.
  var asOf: CivilDay { end.adding(4) }

  func contains(_ time: Moment) -> Bool { time >= start.at(0) && time < end.at(0) }

  /// A day of the quarter's first, second or third month.
  func day(_ month: Int, _ day: Int) -> CivilDay { CivilDay(year, firstMonth + month - 1, day) }

  /// The first workday at or after a day of one of the months.
  func workday(_ month: Int, _ day: Int) -> CivilDay {
    var candidate = self.day(month, day)
    while !isWorkday(candidate) { candidate = candidate.adding(1) }
    return candidate
  }

  func isWorkday(_ day: CivilDay) -> Bool { !day.isWeekend && day != CivilDay(year, 1, 1) }

  /// `2024-02` for the second month of 2024's first quarter.
  func monthText(_ month: Int) -> String { "\(year)-\(padded(firstMonth + month - 1))" }

  /// One day in each calendar week that touches the quarter: the weekday asked for where the quarter has it.
  func weekly(on weekday: Int) -> [CivilDay] {
    var weeks: [CivilDay] = []
    var monday = start.adding(1 - start.weekday)
    while monday < end {
      weeks.append(min(max(monday.adding(weekday - 1), start), lastDay))
      monday = monday.adding(7)
    }
    return weeks
  }
}
