import Bytes
import Rows

/// How long an alert of a severity may wait for its acknowledgement.
enum ResponseTime {
  /// Microseconds: an hour for what is to be answered immediately (the target of the dashboard), 4 hours for a warning, 24
  /// hours for a watch, a week for what is reviewed weekly. Nil for a severity that has no time.
  static func allowed(_ severity: String) -> Int64? {
    let hour = 3600 * Instant.perSecond
    return switch severity.lowercased() {
    case "critical": hour
    case "warning": 4 * hour
    case "watch": 24 * hour
    case "info": 7 * 24 * hour
    default: nil
    }
  }
}

/// A waiting time as the alert rules write it: `4_hours`, `30_minutes`, `1_day`, `0`, `immediate`, or ISO 8601.
struct WaitingTime: Sendable {
  let microseconds: Int64

  init?(_ text: String) {
    if text == "immediate" || text == "0" {
      microseconds = 0
      return
    }
    if let length = ISODuration(text)?.microseconds {
      microseconds = length
      return
    }
    let parts = text.split(whereSeparator: { $0 == "_" || $0 == " " })
    let units: [String: Int64] = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800]
    guard parts.count == 2, let number = Int64(parts[0]), (0...1_000_000).contains(number),
      let unit = units[String(parts[1].hasSuffix("s") ? parts[1].dropLast() : parts[1])]
    else { return nil }
    microseconds = number * unit * Instant.perSecond
  }
}
