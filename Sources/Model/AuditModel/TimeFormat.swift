/// How an export writes its times.
public enum TimeFormat: Hashable, Sendable {
  case rfc3339
  /// Numbers since 1970-01-01T00:00:00Z; a text that is no number is read as RFC 3339.
  case epoch(Unit)
  /// A pattern of the letters that `docs/sources.md` lists. `zone` is that of times whose pattern has no offset: a name
  /// such as Europe/Berlin, an offset such as +02:00, or UTC.
  case pattern(String, zone: String?)

  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case seconds = "epoch_s"
    case milliseconds = "epoch_ms"
    case microseconds = "epoch_us"

    /// Microseconds of one unit.
    public var microseconds: Int64 {
      switch self {
      case .seconds: 1_000_000
      case .milliseconds: 1000
      case .microseconds: 1
      }
    }
  }

  /// The time zone that has to be known to read the times.
  public var zone: String? {
    if case .pattern(_, let zone) = self { zone } else { nil }
  }
}
