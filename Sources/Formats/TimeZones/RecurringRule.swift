import Bytes
import Rows

/// The yearly rule at the end of a zone file, in POSIX form: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct RecurringRule: Sendable {
  /// Seconds east of UTC.
  private let standard: Int
  /// Summer time, if the zone has it.
  private let summer: Summer?

  private struct Summer {
    let offset: Int
    let start: Change
    let end: Change
  }

  /// When clocks change: a day of the year, and the local time in seconds before the change.
  private struct Change {
    enum Date {
      /// 1 to 365, February 29 never counted.
      case julian(Int)
      /// 0 to 365, February 29 counted.
      case ordinal(Int)
      /// The n-th weekday (0 for Sunday) of a month; 5 is the last.
      case weekday(month: Int, week: Int, day: Int)
    }

    let date: Date
    let time: Int
  }

  init?(_ text: ArraySlice<UInt8>) {
    var reader = RuleReader(rest: text)
    guard reader.name(), let west = reader.time() else { return nil }
    standard = -west
    if reader.rest.isEmpty {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    var offset = standard + 3600
    if reader.rest.first != 0x2C {
      guard let west = reader.time() else { return nil }
      offset = -west
    }
    guard let start = RecurringRule.change(&reader), let end = RecurringRule.change(&reader), reader.rest.isEmpty else {
      return nil
    }
    summer = Summer(offset: offset, start: start, end: end)
  }

  private static func change(_ reader: inout RuleReader) -> Change? {
    guard reader.take(0x2C) else { return nil }
    let date: Change.Date
    if reader.take(0x4A) {
      guard let day = reader.number(), (1...365).contains(day) else { return nil }
      date = .julian(day)
    } else if reader.take(0x4D) {
      guard let month = reader.number(), (1...12).contains(month), reader.take(0x2E), let week = reader.number(),
        (1...5).contains(week), reader.take(0x2E), let day = reader.number(), day <= 6
      else { return nil }
      date = .weekday(month: month, week: week, day: day)
    } else {
      guard let day = reader.number(), day <= 365 else { return nil }
      date = .ordinal(day)
    }
    guard reader.take(0x2F) else { return Change(date: date, time: 7200) }
    return reader.time().map { Change(date: date, time: $0) }
  }

  /// Seconds east of UTC at a time after the last transition of the file.
  func offset(at seconds: Int64) -> Int {
    guard let summer else { return standard }
    let (start, end) = changes(summer, in: year(seconds))
    let isSummer = start < end ? seconds >= start && seconds < end : seconds >= start || seconds < end
    return isSummer ? summer.offset : standard
  }

  /// When clocks change in the year of a time, the year before and the year after, ascending.
  func changes(around seconds: Int64) -> [Int64] {
    guard let summer else { return [] }
    let year = year(seconds)
    return (max(1, year - 1)...min(9999, year + 1)).flatMap { year in
      let (start, end) = changes(summer, in: year)
      return [start, end]
    }.sorted()
  }

  /// The year that clocks in standard time show.
  private func year(_ seconds: Int64) -> Int {
    let local = seconds + Int64(standard)
    let day = Day(number: Int(local >= 0 ? local / 86_400 : (local - 86_399) / 86_400))
    return min(max(day.civil.year, 1), 9999)
  }

  private func changes(_ summer: Summer, in year: Int) -> (start: Int64, end: Int64) {
    (
      RecurringRule.local(summer.start, year) - Int64(standard),
      RecurringRule.local(summer.end, year) - Int64(summer.offset)
    )
  }

  /// The time of a change on local clocks, in seconds as if they showed UTC.
  private static func local(_ change: Change, _ year: Int) -> Int64 {
    guard let first = Day(year: year, month: 1, day: 1) else { return 0 }
    let number: Int
    switch change.date {
    case .ordinal(let day): number = first.number + day
    case .julian(let day): number = first.number + day - 1 + (day >= 60 && Day.length(of: 2, in: year) == 29 ? 1 : 0)
    case .weekday(let month, let week, let weekday):
      guard let start = Day(year: year, month: month, day: 1) else { return 0 }
      // Weekdays here count from Sunday, those of a day from Monday.
      let ahead = (weekday + 6 - start.weekday) % 7
      let day = ahead + (week - 1) * 7
      number = start.number + (day < Day.length(of: month, in: year) ? day : day - 7)
    }
    return Int64(number) * 86_400 + Int64(change.time)
  }
}

/// Reads the parts of a rule.
private struct RuleReader {
  var rest: ArraySlice<UInt8>

  mutating func take(_ byte: UInt8) -> Bool {
    guard rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  /// Passes an abbreviation: letters, or anything between `<` and `>`.
  mutating func name() -> Bool {
    if take(0x3C) {
      guard let end = rest.firstIndex(of: 0x3E) else { return false }
      rest = rest[(end + 1)...]
      return true
    }
    let letters = rest.prefix { $0.isASCIILetter }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  mutating func number() -> Int? {
    let digits = rest.prefix(4).prefix { $0.isASCIIDigit }
    rest = rest.dropFirst(digits.count)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// `[±]hh[:mm[:ss]]` in seconds; hours up to a week, as version 3 allows.
  mutating func time() -> Int? {
    let isNegative = take(0x2D)
    if !isNegative { _ = take(0x2B) }
    guard let hours = number(), hours <= 167 else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where take(0x3A) {
      guard let part = number(), part < 60 else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }
}
