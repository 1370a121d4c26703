/// What an alert rule asks for and may still be done when the gates are judged: neither met nor missed, but told.
struct PendingDuties: Sendable {
  var alerts = 0
  var acknowledgements = 0
  var escalations = 0

  var isEmpty: Bool { alerts == 0 && acknowledgements == 0 && escalations == 0 }

  /// What is told of them behind a gate's own reason; empty without any.
  var words: String {
    let counted = [(alerts, "alert"), (acknowledgements, "acknowledgement"), (escalations, "escalation")]
      .filter { $0.0 > 0 }.map { Words.count($0.0, $0.1) }
    return isEmpty ? "" : "; not judged, for they are due after the as-of date: \(counted.joined(separator: ", "))"
  }
}
