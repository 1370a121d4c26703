import Rows

/// What other languages call a thing, with the spelling that this one has for it: hints for those who come from there.
enum ForeignWords {
  /// The operator that a word stands for elsewhere: `and`, `or`, `not`.
  static func operatorHint(_ word: String) -> String? {
    switch word.lowercased() {
    case "and": "write && for '\(word)'"
    case "or": "write || for '\(word)'"
    case "not": "write !(…) for '\(word)', and !(a in b) for '\(word) in'"
    case "is": "write == for '\(word)'"
    case "like": "write matches(\"…\"), startsWith(\"…\") or contains(\"…\") for '\(word)'"
    default: nil
    }
  }

  static func methodHint(_ name: String) -> String? {
    switch name.lowercased() {
    case "lower", "tolower", "tolowercase", "lowercase", "downcase": "write .lowerAscii()"
    case "upper", "toupper", "touppercase", "uppercase", "upcase": "write .upperAscii()"
    case "len", "length", "count": "write .size()"
    case "includes", "has": "write .contains(…) for a text, and value in list for a list"
    case "strip": "write .trim()"
    case "any", "some": "write .exists(x, …)"
    case "every": "write .all(x, …)"
    default: nil
    }
  }

  static func functionHint(_ name: String) -> String? {
    switch name.lowercased() {
    case "len", "length", "count": "write size(…)"
    case "lower", "tolower": "write text.lowerAscii()"
    case "upper", "toupper": "write text.upperAscii()"
    case "now", "today": "there is no clock: write as_of, or period.end"
    case "date", "datetime": "write timestamp(\"2026-01-01T00:00:00Z\")"
    case "days", "hours": "write duration(\"168h\")"
    case "isnull", "is_null": "write value == null"
    case "if", "iif": "write condition ? a : b"
    default: operatorHint(name)
    }
  }

  /// How a text that is no duration is written as one: `7d`, `2w` and `P7D` are so many hours.
  static func durationHint(_ text: String) -> String {
    var seconds = ISODuration(text).flatMap { length in
      length.months == 0 ? Int64(length.days) * 86_400 + length.seconds : nil
    }
    for (unit, days) in [("d", Int64(1)), ("w", 7)] where seconds == nil && text.hasSuffix(unit) {
      seconds = Int64(text.dropLast()).flatMap { $0 >= 0 && $0 < 100_000 ? $0 * days * 86_400 : nil }
    }
    guard let seconds else { return "write hours, minutes and seconds, such as duration(\"1h30m\")" }
    return seconds % 3600 == 0 ? "write duration(\"\(seconds / 3600)h\")" : "write duration(\"\(seconds)s\")"
  }

  /// How a text that is no timestamp is written as one: a date is given a time, and a time a zone.
  static func timestampHint(_ text: String) -> String {
    for written in [text + "T00:00:00Z", text + "Z", text.replacingSpace(with: "T") + "Z"]
    where CELTimestamp(written) != nil {
      return "write timestamp(\"\(written)\")"
    }
    return "write a date, a time and a zone, such as timestamp(\"2026-01-01T00:00:00Z\")"
  }
}

extension String {
  /// The text with its first space replaced.
  fileprivate func replacingSpace(with text: String) -> String {
    guard let space = firstIndex(of: " ") else { return self }
    return String(self[..<space]) + text + String(self[index(after: space)...])
  }
}
