import Bytes
import Rows
import TimeZones

/// Times as a pattern of letters describes them: `yyyy-MM-dd HH:mm:ss.S z`.
///
/// `yyyy`, `MM` or `M`, `MMM` (Jan), `dd` or `d`, `HH` or `H`, `hh` or `h` with `a` (AM, PM), `mm`, `ss`, `S` (a fraction of
/// any length), `XXX` (`Z` or an offset), `z` (`UTC`, `GMT`, `Z`, an offset, or what the declared zone calls its time: `CET`).
/// Text stands in single quotes; what is no letter is
/// itself, and a blank stands for one or more.
struct TimePattern: Sendable {
  private let parts: [Part]
  private let zone: TimeZoneRules

  private enum Part: Hashable {
    case year, monthName, fraction, halfDay, offset, zoneName
    case number(Unit, padded: Bool)
    case literal(UInt8)

    enum Unit { case month, day, hour, hourOfHalfDay, minute, second }
  }

  /// Why a pattern cannot be used; nil if it can.
  static func problem(_ pattern: String, hasZone: Bool) -> String? {
    guard let parts = parts(of: pattern) else { return "'\(pattern)' has a letter that stands for nothing" }
    let present = Set(parts)
    func has(_ unit: Part.Unit) -> Bool {
      present.contains(.number(unit, padded: true)) || present.contains(.number(unit, padded: false))
    }
    guard present.contains(.year), has(.month) || present.contains(.monthName), has(.day) else {
      return "'\(pattern)' has no whole date"
    }
    if has(.hourOfHalfDay) != present.contains(.halfDay) {
      return "'\(pattern)' has one of 'h' and 'a' without the other"
    }
    if !hasZone, !present.contains(.offset), !present.contains(.zoneName) {
      return "'\(pattern)' has no offset, so the zone of its times must be declared"
    }
    return nil
  }

  /// Nil for a pattern that has a problem. `zone` is that of times without an offset.
  init?(_ pattern: String, zone: TimeZoneRules?) {
    guard TimePattern.problem(pattern, hasZone: zone != nil) == nil, let parts = TimePattern.parts(of: pattern) else {
      return nil
    }
    self.parts = parts
    self.zone = zone ?? .utc
  }

  private static func parts(of pattern: String) -> [Part]? {
    var parts: [Part] = []
    var rest = Array(pattern.utf8)[...]
    while let letter = rest.first {
      if letter == UInt8(ascii: "'") {
        let text = rest.dropFirst().prefix { $0 != UInt8(ascii: "'") }
        guard text.endIndex < rest.endIndex else { return nil }
        parts += text.map { .literal($0) }
        rest = rest[(text.endIndex + 1)...]
        continue
      }
      let run = rest.prefix { $0 == letter }
      rest = rest[run.endIndex...]
      guard letter.isASCIILetter else {
        parts += letter == 0x20 ? [.literal(letter)] : run.map { .literal($0) }
        continue
      }
      guard let part = part(letter, run.count) else { return nil }
      parts.append(part)
    }
    return parts
  }

  private static func part(_ letter: UInt8, _ count: Int) -> Part? {
    switch (letter, count) {
    case (UInt8(ascii: "y"), 4): .year
    case (UInt8(ascii: "M"), 3): .monthName
    case (UInt8(ascii: "M"), 1...2): .number(.month, padded: count == 2)
    case (UInt8(ascii: "d"), 1...2): .number(.day, padded: count == 2)
    case (UInt8(ascii: "H"), 1...2): .number(.hour, padded: count == 2)
    case (UInt8(ascii: "h"), 1...2): .number(.hourOfHalfDay, padded: count == 2)
    case (UInt8(ascii: "m"), 1...2): .number(.minute, padded: count == 2)
    case (UInt8(ascii: "s"), 1...2): .number(.second, padded: count == 2)
    case (UInt8(ascii: "S"), _): .fraction
    case (UInt8(ascii: "a"), 1): .halfDay
    case (UInt8(ascii: "X"), 3): .offset
    case (UInt8(ascii: "z"), 1): .zoneName
    default: nil
    }
  }

  /// The instant that a text names, or nil if it does not follow the pattern.
  func instant(_ text: UnsafeBufferPointer<UInt8>) -> Instant? {
    var reading = Reading(rest: unsafe Array(text)[...])
    for part in parts where !reading.take(part) { return nil }
    guard reading.rest.isEmpty else { return nil }
    return reading.instant(zone)
  }

  /// The figures of a time while its text is read.
  private struct Reading {
    var rest: ArraySlice<UInt8>
    var year = 0
    var month = 0
    var day = 0
    var hour = 0
    var minute = 0
    var second = 0
    var microseconds: Int64 = 0
    var isAfternoon: Bool?
    /// Minutes east of UTC, where the text has them.
    var offset: Int?
    /// What the text calls the zone's time.
    var abbreviation: ArraySlice<UInt8>?

    mutating func take(_ part: Part) -> Bool {
      switch part {
      case .year: return digits(4...4) { $0.year = $1 }
      case .monthName: return monthName()
      case .fraction: return fraction()
      case .halfDay: return halfDay()
      case .offset: return readOffset()
      case .zoneName: return zoneName()
      case .number(let unit, let padded): return number(unit, padded ? 2...2 : 1...2)
      case .literal(0x20):
        let blanks = rest.prefix { $0 == 0x20 }
        rest = rest.dropFirst(blanks.count)
        return !blanks.isEmpty
      case .literal(let byte):
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
      }
    }

    private mutating func digits(_ counts: ClosedRange<Int>, _ set: (inout Reading, Int) -> Void) -> Bool {
      let run = rest.prefix(counts.upperBound).prefix { $0.isASCIIDigit }
      guard counts.contains(run.count) else { return false }
      rest = rest.dropFirst(run.count)
      set(&self, run.reduce(0) { $0 * 10 + Int($1 - 0x30) })
      return true
    }

    private mutating func number(_ unit: Part.Unit, _ counts: ClosedRange<Int>) -> Bool {
      digits(counts) { reading, value in
        switch unit {
        case .month: reading.month = value
        case .day: reading.day = value
        case .hour, .hourOfHalfDay: reading.hour = value
        case .minute: reading.minute = value
        case .second: reading.second = value
        }
      }
    }

    private mutating func monthName() -> Bool {
      let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      let name = String(decoding: rest.prefix(3).map { $0 | 0x20 }, as: UTF8.self)
      guard let index = names.firstIndex(of: name) else { return false }
      rest = rest.dropFirst(3)
      month = index + 1
      return true
    }

    private mutating func fraction() -> Bool {
      let run = rest.prefix { $0.isASCIIDigit }
      guard !run.isEmpty else { return false }
      rest = rest.dropFirst(run.count)
      var value: Int64 = 0
      for position in 0..<6 {
        let digit = position < run.count ? Int64(run[run.startIndex + position] - 0x30) : 0
        value = value * 10 + digit
      }
      microseconds = value
      return true
    }

    private mutating func halfDay() -> Bool {
      let mark = rest.prefix(2).map { $0 | 0x20 }
      rest = rest.dropFirst(2)
      if mark == Array("am".utf8) { isAfternoon = false } else if mark == Array("pm".utf8) { isAfternoon = true }
      return isAfternoon != nil
    }

    private mutating func zoneName() -> Bool {
      if rest.first == 0x2B || rest.first == 0x2D { return readOffset() }
      let letters = rest.prefix { $0.isASCIILetter }
      rest = rest.dropFirst(letters.count)
      if ["UTC", "GMT", "Z"].contains(where: { $0.utf8.elementsEqual(letters) }) {
        offset = 0
      } else {
        abbreviation = letters
      }
      return !letters.isEmpty
    }

    private mutating func readOffset() -> Bool {
      if rest.first == 0x5A {
        rest = rest.dropFirst()
        offset = 0
        return true
      }
      guard let sign = rest.popFirst(), sign == 0x2B || sign == 0x2D else { return false }
      var (hours, minutes) = (0, 0)
      guard digits(2...2, { hours = $1 }), hours < 24 else { return false }
      if rest.first == 0x3A || rest.first?.isASCIIDigit == true {
        if rest.first == 0x3A { rest = rest.dropFirst() }
        guard digits(2...2, { minutes = $1 }), minutes < 60 else { return false }
      }
      offset = (sign == 0x2D ? -1 : 1) * (hours * 60 + minutes)
      return true
    }

    func instant(_ zone: TimeZoneRules) -> Instant? {
      var hour = hour
      if let isAfternoon {
        guard (1...12).contains(hour) else { return nil }
        hour = hour % 12 + (isAfternoon ? 12 : 0)
      }
      guard let date = Day(year: year, month: month, day: day), hour < 24, minute < 60, second <= 60 else { return nil }
      let seconds = hour * 3600 + minute * 60 + min(second, 59)
      guard let whole = instant(of: date, seconds, zone) else { return nil }
      let instant = Instant(microseconds: whole.microseconds + (second == 60 ? Instant.perSecond - 1 : microseconds))
      return instant >= .earliest && instant <= .latest ? instant : nil
    }

    private func instant(of date: Day, _ seconds: Int, _ zone: TimeZoneRules) -> Instant? {
      if let offset {
        return Instant(microseconds: date.start.microseconds + Int64(seconds - offset * 60) * Instant.perSecond)
      }
      if let abbreviation { return zone.instant(of: date, secondsOfDay: seconds, abbreviated: abbreviation) }
      return zone.instant(of: date, secondsOfDay: seconds)
    }
  }
}
