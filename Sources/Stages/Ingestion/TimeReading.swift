package import AuditModel
import Bytes
import Diagnostics
import Rows
import TimeZones

/// A way in which an export writes times, ready to read them.
enum TimeReading: Sendable {
  case rfc3339
  /// RFC 3339, where a date alone is midnight in a calendar of another zone than UTC.
  case dated(TimeZoneRules)
  case epoch(TimeFormat.Unit)
  case pattern(TimePattern)

  /// A pattern that cannot be used, or a zone that nobody knows, is a diagnostic; no calendar is one in UTC.
  init(_ format: TimeFormat, _ zones: (String) -> TimeZoneRules?, calendar: TimeZoneRules?) throws(Diagnostic) {
    switch format {
    case .rfc3339: self = calendar.map { .dated($0) } ?? .rfc3339
    case .epoch(let unit): self = .epoch(unit)
    case .pattern(let text, let zone):
      let rules = zone.flatMap { TimeZoneRules(fixed: $0) ?? zones($0) }
      guard zone == nil || rules != nil, let pattern = TimePattern(text, zone: rules) else {
        throw Diagnostic("times cannot be read by '\(text)'", hint: "see docs/sources.md for the letters of a pattern")
      }
      self = .pattern(pattern)
    }
  }

  /// The cell for a value that is there; nil if it is no time.
  func cell(_ raw: RawValue) -> Cell? {
    switch (self, raw) {
    case (.pattern(let pattern), .text(let bytes)):
      if bytes.isEmpty { return .null }
      return unsafe pattern.instant(bytes).map { .timestamp($0) }
    case (.epoch(let unit), .int(let value)): return TimeReading.instant(value, unit).map { .timestamp($0) }
    case (.epoch(let unit), .double(let value)): return TimeReading.instant(value, unit).map { .timestamp($0) }
    case (.epoch(let unit), .text(let bytes)):
      if bytes.isEmpty { return .null }
      let text = unsafe String(decoding: bytes.prefix(32), as: UTF8.self)
      if bytes.count <= 32, let value = Int64(text) { return TimeReading.instant(value, unit).map { .timestamp($0) } }
      return unsafe Instant(scanning: bytes).map { .timestamp($0) }
    case (.rfc3339, .text(let bytes)):
      if bytes.isEmpty { return .null }
      return unsafe Instant(scanning: bytes).map { .timestamp($0) }
    case (.dated(let calendar), .text(let bytes)):
      if bytes.isEmpty { return .null }
      if let day = unsafe TimeReading.day(bytes) {
        return TimeReading.checked(calendar.instant(of: day, secondsOfDay: 0).microseconds).map { .timestamp($0) }
      }
      return unsafe Instant(scanning: bytes).map { .timestamp($0) }
    default: return nil
    }
  }

  /// A date without a time of day; nil for anything else.
  private static func day(_ bytes: UnsafeBufferPointer<UInt8>) -> Day? {
    guard bytes.count == 10 else { return nil }
    return unsafe Day(String(decoding: bytes, as: UTF8.self))
  }

  private static func instant(_ value: Int64, _ unit: TimeFormat.Unit) -> Instant? {
    let (microseconds, overflow) = value.multipliedReportingOverflow(by: unit.microseconds)
    return overflow ? nil : checked(microseconds)
  }

  private static func instant(_ value: Double, _ unit: TimeFormat.Unit) -> Instant? {
    Int64(exactly: (value * Double(unit.microseconds)).rounded(.down)).flatMap(checked)
  }

  private static func checked(_ microseconds: Int64) -> Instant? {
    let instant = Instant(microseconds: microseconds)
    return instant >= .earliest && instant <= .latest ? instant : nil
  }

  /// Whether a column of the type is a plain time (true) or a plain text (false); nil for anything else.
  func isPlain(_ type: FieldType) -> Bool? {
    switch (type, self) {
    case (.text, _): false
    case (.timestamp, .rfc3339): true
    default: nil
    }
  }

  /// What such a time is called in a rejection.
  var words: String {
    switch self {
    case .rfc3339, .dated: "an RFC 3339 time"
    case .epoch: "a time in numbers since 1970"
    case .pattern: "a time of the declared pattern"
    }
  }
}

extension TimeFormat {
  /// Why times cannot be written so; nil if they can.
  package var problem: String? {
    guard case .pattern(let pattern, let zone) = self else { return nil }
    return TimePattern.problem(pattern, hasZone: zone != nil)
  }
}
