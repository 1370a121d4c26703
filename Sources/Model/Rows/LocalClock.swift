/// What the clocks of a time zone show: the zone in which a calendar's days begin and end.
public struct LocalClock: Sendable {
  /// A stretch of time in which clocks keep one distance from UTC.
  public struct Stretch: Hashable, Sendable {
    public let start: Instant
    /// The first instant after it.
    public let end: Instant
    /// Seconds east of UTC.
    public let offset: Int

    public init(start: Instant, end: Instant, offset: Int) {
      self.start = start
      self.end = end
      self.offset = offset
    }

    public func contains(_ instant: Instant) -> Bool { start <= instant && instant < end }

    /// The instant at which clocks of UTC show what these show at `instant`.
    public func shown(_ instant: Instant) -> Instant {
      Instant(microseconds: instant.microseconds + Int64(offset) * Instant.perSecond)
    }
  }

  /// A name of the time-zone database.
  public let zone: String
  private let rule: @Sendable (Instant) -> Stretch

  public static let utc = LocalClock(zone: "UTC") { _ in
    Stretch(start: .earliest, end: Instant(microseconds: Instant.latest.microseconds + 1), offset: 0)
  }

  /// `stretch` gives the stretch that an instant lies in.
  public init(zone: String, stretch: @escaping @Sendable (Instant) -> Stretch) {
    self.zone = zone
    rule = stretch
  }

  public func stretch(at instant: Instant) -> Stretch { rule(instant) }

  /// The instant at which clocks of UTC show what these show at `instant`: its day and time are the local ones.
  public func shown(_ instant: Instant) -> Instant { rule(instant).shown(instant) }

  public func day(of instant: Instant) -> Day { shown(instant).day }

  /// Whether a day begins at the instant, as it does for a date that was written without a time of day.
  public func isMidnight(_ instant: Instant) -> Bool { shown(instant).split.microseconds == 0 }
}
