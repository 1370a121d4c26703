public import Rows

/// The days that a pack speaks about, both inclusive.
public struct Period: Hashable, Sendable {
  public let start: Day
  public let end: Day

  /// Nil if the period ends before it starts.
  public init?(start: Day, end: Day) {
    guard start <= end else { return nil }
    self.start = start
    self.end = end
  }

  /// `Q1-2024`, `2024-01`, `2024`, or `2024-01-01 to 2024-03-31`; nil for anything else.
  public init?(_ text: String) {
    let ends = text.split(separator: " to ", omittingEmptySubsequences: false)
    if ends.count == 2, let start = Day(ends[0]), let end = Day(ends[1]) {
      self.init(start: start, end: end)
      return
    }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    func number(_ text: Substring, digits: Int) -> Int? {
      text.utf8.count == digits && text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }
    if parts.count == 2, parts[0].first == "Q", let quarter = number(parts[0].dropFirst(), digits: 1),
      (1...4).contains(quarter), let year = number(parts[1], digits: 4)
    {
      self.init(year: year, firstMonth: quarter * 3 - 2, months: 3)
    } else if parts.count == 2, let year = number(parts[0], digits: 4), let month = number(parts[1], digits: 2) {
      self.init(year: year, firstMonth: month, months: 1)
    } else if parts.count == 1, let year = number(parts[0], digits: 4) {
      self.init(year: year, firstMonth: 1, months: 12)
    } else {
      return nil
    }
  }

  private init?(year: Int, firstMonth: Int, months: Int) {
    let lastMonth = firstMonth + months - 1
    guard lastMonth <= 12, let start = Day(year: year, month: firstMonth, day: 1),
      let end = Day(year: year, month: lastMonth, day: Day.length(of: lastMonth, in: year))
    else { return nil }
    self.init(start: start, end: end)
  }

  public var days: Int { end.number - start.number + 1 }
}

extension Period: CustomStringConvertible {
  /// `2024-01-01 to 2024-03-31`.
  public var description: String { "\(start) to \(end)" }
}

/// The instants between which a period lies in its calendar's zone.
public struct PeriodBounds: Hashable, Sendable {
  /// Midnight at the beginning of the first day.
  public let start: Instant
  /// 24:00 of the last day; not part of the period.
  public let end: Instant

  public init(start: Instant, end: Instant) {
    self.start = start
    self.end = end
  }

  public func contains(_ instant: Instant) -> Bool { instant >= start && instant < end }
}
