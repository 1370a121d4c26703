/// A time in whole seconds since 1970-01-01T00:00:00Z.
struct Moment: Hashable, Comparable {
  let seconds: Int

  static func < (a: Moment, b: Moment) -> Bool { a.seconds < b.seconds }
  static func - (a: Moment, b: Moment) -> Int { a.seconds - b.seconds }

  func adding(seconds: Int = 0, minutes: Int = 0, hours: Int = 0, days: Int = 0) -> Moment {
    Moment(seconds: self.seconds + seconds + 60 * minutes + 3600 * hours + 86_400 * days)
  }

  var day: CivilDay { CivilDay(number: seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400) }

  /// RFC 3339 in UTC: `2024-01-15T10:30:00Z`.
  var text: String { written(offsetMinutes: 0) }

  /// The same time on a clock that is `offsetMinutes` east of UTC: `2024-01-15T12:30:00+02:00`.
  func written(offsetMinutes: Int) -> String {
    let local = adding(minutes: offsetMinutes)
    let second = local.seconds - local.day.number * 86_400
    let clock = "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
    let sign = offsetMinutes < 0 ? "-" : "+"
    let size = abs(offsetMinutes)
    let zone = size == 0 ? "Z" : "\(sign)\(padded(size / 60)):\(padded(size % 60))"
    return "\(local.day.text)T\(clock)\(zone)"
  }
}

/// A day of the Gregorian calendar, counted from 1970-01-01.
struct CivilDay: Hashable, Comparable {
  let number: Int

  static func < (a: CivilDay, b: CivilDay) -> Bool { a.number < b.number }

  init(number: Int) { self.number = number }

  /// Days from the civil date, with years that begin in March so that the leap day comes last.
  init(_ year: Int, _ month: Int, _ day: Int) {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    number = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }

  var components: (year: Int, month: Int, day: Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  /// 1 for Monday to 7 for Sunday.
  var weekday: Int { (number + 3) % 7 + 1 }
  var isWeekend: Bool { weekday > 5 }

  func adding(_ days: Int) -> CivilDay { CivilDay(number: number + days) }

  func at(_ hour: Int, _ minute: Int = 0, _ second: Int = 0) -> Moment {
    Moment(seconds: number * 86_400 + hour * 3600 + minute * 60 + second)
  }

  /// `2024-01-15`
  var text: String {
    let (year, month, day) = components
    return "\(year)-\(padded(month))-\(padded(day))"
  }
}

/// An integer with leading zeros.
func padded(_ value: Int, _ width: Int = 2) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A decimal that is held as an integer: `decimal(475, places: 2)` is `4.75`.
func decimal(_ scaled: Int, places: Int) -> String {
  guard places > 0 else { return String(scaled) }
  let digits = padded(abs(scaled), places + 1)
  return (scaled < 0 ? "-" : "") + digits.dropLast(places) + "." + digits.suffix(places)
}
