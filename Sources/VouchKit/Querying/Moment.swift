public import Rows

/// A day or a point in time, as a search is given it; a day is one of the definition's calendar.
public enum Moment: Sendable, Equatable {
  case day(Day)
  case time(Instant)

  /// `2024-04-05`, or RFC 3339 with a zone.
  public init?(_ text: String) {
    if let day = Day(text) {
      self = .day(day)
    } else if let time = Instant(rfc3339: text) {
      self = .time(time)
    } else {
      return nil
    }
  }

  /// The first point in time that belongs to it.
  func beginning(_ midnight: (Day) -> Instant) -> Instant {
    switch self {
    case .day(let day): midnight(day)
    case .time(let time): time
    }
  }

  /// The first point in time behind it: a day as an end counts whole.
  func end(_ midnight: (Day) -> Instant) -> Instant {
    switch self {
    case .day(let day): midnight(day.advanced(by: 1))
    case .time(let time): time
    }
  }
}
