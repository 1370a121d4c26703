import Bytes
package import Diagnostics
package import Rows

/// The offsets of one time zone from UTC, for all times.
package struct TimeZoneRules: Sendable {
  /// The name under which the zone was asked for.
  package let name: String
  /// When the offset changes, in seconds since the epoch, ascending.
  private let transitions: [Int64]
  /// `offsets[n]` holds before `transitions[n]`; the last one after all of them, unless a rule goes on.
  private let offsets: [Int]
  /// What holds after the last transition.
  private let rule: RecurringRule?
  private let abbreviations: [ZoneFile.Abbreviation]

  package static let utc = TimeZoneRules(name: "UTC", offset: 0)

  private init(name: String, offset: Int) {
    self.name = name
    transitions = []
    offsets = [offset]
    rule = nil
    abbreviations = []
  }

  /// `UTC`, or an offset from it: `+02:00`, `-00:30`, `11:00`; nil for anything else.
  package init?(fixed name: String) {
    if name.utf8.elementsEqual("UTC".utf8) {
      self.init(name: name, offset: 0)
      return
    }
    var bytes = Array(name.utf8)[...]
    let isWest = bytes.first == 0x2D
    if isWest || bytes.first == 0x2B { bytes.removeFirst() }
    let digits = Array(bytes)
    guard digits.count == 5, digits[2] == 0x3A, let hours = Int(String(decoding: digits[..<2], as: UTF8.self)),
      let minutes = Int(String(decoding: digits[3...], as: UTF8.self)), digits[0].isASCIIDigit, digits[3].isASCIIDigit,
      hours < 24, minutes < 60
    else { return nil }
    self.init(name: name, offset: (isWest ? -1 : 1) * (hours * 3600 + minutes * 60))
  }

  /// Reads a zone file in the format of RFC 8536, version 2 or later.
  package init(tzif bytes: [UInt8], name: String) throws(Diagnostic) {
    let file = try ZoneFile(bytes, name: name)
    self.name = name
    transitions = file.transitions
    offsets = file.offsets
    rule = file.rule
    abbreviations = file.abbreviations
  }

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Instant) -> Int {
    offset(at: TimeZoneRules.seconds(instant))
  }

  private func offset(at seconds: Int64) -> Int {
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    if low == transitions.count, let rule { return rule.offset(at: seconds) }
    return offsets[low]
  }

  /// The stretch of time around an instant in which the offset does not change.
  package func stretch(at instant: Instant) -> LocalClock.Stretch {
    let seconds = TimeZoneRules.seconds(instant)
    let next = transitions.firstIndex { $0 > seconds } ?? transitions.count
    var start = next > 0 ? transitions[next - 1] : Int64.min
    var end = next < transitions.count ? transitions[next] : Int64.max
    if next == transitions.count, let rule {
      let changes = rule.changes(around: seconds)
      start = max(start, changes.last { $0 <= seconds } ?? start)
      end = changes.first { $0 > seconds } ?? end
    }
    return LocalClock.Stretch(
      start: TimeZoneRules.instant(start, or: .earliest),
      end: TimeZoneRules.instant(end, or: Instant(microseconds: Instant.latest.microseconds + 1)),
      offset: offset(at: seconds))
  }

  /// What the zone's clocks show.
  package var clock: LocalClock { LocalClock(zone: name) { stretch(at: $0) } }

  /// Whole seconds since the epoch, rounded down.
  private static func seconds(_ instant: Instant) -> Int64 {
    let microseconds = instant.microseconds
    return microseconds / Instant.perSecond - (microseconds % Instant.perSecond < 0 ? 1 : 0)
  }

  private static func instant(_ seconds: Int64, or bound: Instant) -> Instant {
    let limits = Instant.earliest.microseconds / Instant.perSecond...Instant.latest.microseconds / Instant.perSecond
    return limits.contains(seconds) ? Instant(microseconds: seconds * Instant.perSecond) : bound
  }

  /// The instant at which the zone's clocks show a time of a day while their time is called so (`CET`), which also tells
  /// the two apart of a time that they show twice; nil if they never do.
  package func instant(of day: Day, secondsOfDay: Int, abbreviated name: ArraySlice<UInt8>) -> Instant? {
    let local = Int64(day.number) * 86_400 + Int64(secondsOfDay)
    let candidates = abbreviations.filter { $0.name.elementsEqual(name) }.map { ($0.offset, local - Int64($0.offset)) }
    // Moscow has called two offsets MSK: a time that its clocks showed twice under one name is the first.
    return candidates.filter { offset(at: $1) == $0 }.map(\.1).min().map {
      Instant(microseconds: $0 * Instant.perSecond)
    }
  }

  /// The instant at which the zone's clocks show a time of a day, in seconds from midnight (24 hours and more count on).
  ///
  /// A time that clocks show twice is the first of the two. A time that they skip counts as if they had not: 02:30 on a
  /// night that goes from 02:00 to 03:00 is what they show as 03:30.
  package func instant(of day: Day, secondsOfDay: Int) -> Instant {
    let local = Int64(day.number) * 86_400 + Int64(secondsOfDay)
    let (before, after) = (offset(at: local - 86_400), offset(at: local + 86_400))
    for candidate in [before, after] where offset(at: local - Int64(candidate)) == candidate {
      return Instant(microseconds: (local - Int64(candidate)) * Instant.perSecond)
    }
    return Instant(microseconds: (local - Int64(before)) * Instant.perSecond)
  }
}
