import AuditModel
import Bytes
import DocumentModel
import Rows

/// How a report says numbers, times and decisions: one style for all sections.
enum Words {
  static func count(_ value: Int64) -> String { value.grouped }
  static func count(_ value: Int) -> String { value.grouped }

  /// `1 record`, `2 records`, `no records`.
  static func count(_ value: Int64, _ noun: String) -> String {
    value == 0 ? "no \(noun)s" : value == 1 ? "1 \(noun)" : "\(count(value)) \(noun)s"
  }

  /// `2 d 3 h`, `4 h 5 min`, `12 s`: the two largest units.
  static func duration(seconds: Int64) -> String {
    let units: [(Int64, String)] = [(86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")]
    var rest = max(0, seconds)
    var parts: [String] = []
    for (length, name) in units where rest >= length && parts.count < 2 {
      parts.append("\(count(rest / length)) \(name)")
      rest %= length
    }
    return parts.isEmpty ? "0 s" : parts.joined(separator: " ")
  }

  /// A value with its unit; a fraction is rounded to six significant digits.
  static func value(_ value: Double, unit: String? = nil) -> String { NumberWords.value(value, unit: unit) }

  static func status(_ decision: Decision) -> Inline { .status(decision.words, tone(Standing(decision))) }

  static func status(_ standing: Standing) -> Inline {
    .status(standing.rawValue.replacing("_", with: " "), tone(standing))
  }

  static func tone(_ standing: Standing) -> Tone {
    switch standing {
    case .pass: .good
    case .watch: .watch
    case .warning, .waived, .documented: .warning
    case .fail, .waiverExpired, .noData, .indeterminate: .bad
    case .notApplicable, .notTested: .neutral
    }
  }
}

extension Words {
  /// Four significant digits, or the whole number: for tables that describe.
  static func short(_ value: Double) -> String {
    guard value.isFinite else { return "undefined" }
    if value == value.rounded(), abs(value) < 1e15 { return count(Int64(value)) }
    let places = abs(value) >= 1000 ? 0 : abs(value) >= 100 ? 1 : abs(value) >= 10 ? 2 : abs(value) >= 1 ? 3 : 4
    return NumberWords.decimal(value, places: places)
  }
}
