import AuditModel
import JSON
import Rows

/// A decision held against the waiver that it names: what is waived needs one that stands on the as-of date.
enum WaiverCheck {
  /// What does not fit, in words; nil where all does.
  static func problem(_ decision: JSONValue, _ word: Decision, asOf: Day?) -> String? {
    switch word {
    case .waived: problem(decision, asOf: asOf) { approved, expires, asOf in approved <= asOf && asOf <= expires }
    case .waiverExpired: problem(decision, asOf: asOf) { _, expires, asOf in expires < asOf }
    case .pass, .watch, .warning, .fail, .noData, .indeterminate, .notApplicable: nil
    }
  }

  private static func problem(
    _ decision: JSONValue, asOf: Day?, fits: (_ approved: Day, _ expires: Day, _ asOf: Day) -> Bool
  ) -> String? {
    guard let waiver = decision["waiver"]?.object, let asOf else { return "it names no waiver" }
    guard let approved = waiver["approved_on"]?.string.flatMap({ Day($0) }),
      let expires = waiver["expires_on"]?.string.flatMap({ Day($0) })
    else { return "its waiver lacks a date" }
    return fits(approved, expires, asOf) ? nil : "its waiver was approved on \(approved) and expires on \(expires)"
  }
}
