import AuditModel
import Bytes
import Rows

/// What waivers make of decisions: they accept a failure for a time, and take no exception away.
struct WaiverRules {
  private let waivers: [Waiver]
  private let asOf: Day
  private let midnight: @Sendable (Day) -> Instant

  /// How long before its end a waiver is announced.
  private static let noticeDays = 30

  init(_ waivers: [Waiver], asOf: Day, midnight: @escaping @Sendable (Day) -> Instant) {
    self.waivers = waivers
    self.asOf = asOf
    self.midnight = midnight
  }

  /// The decision as the waivers of its gate leave it; only a failure can be waived.
  func applied(to decision: GateDecision) -> GateDecision {
    let own = waivers.filter { $0.gate == decision.gate.id }.sorted(by: WaiverRules.precedes)
    guard decision.decision == .fail, !own.isEmpty else { return decision }
    let current = own.filter { $0.approvedOn <= asOf && asOf <= $0.expiresOn }
    if let waiver = current.first(where: { waiver in
      decision.tested?.exceptions.contains { covers(waiver, $0) } ?? true
    }) ?? current.first {
      let open = uncovered(decision, by: current)
      if open == 0 {
        return decision.with(
          waiver: waiver, decision: .waived,
          reason: "\(decision.reason); accepted until \(waiver.expiresOn) by \(waiver.approver): \(waiver.reason)")
      }
      return decision.with(
        waiver: waiver, decision: .fail,
        reason:
          "\(decision.reason); waiver \(waiver.id) does not cover \(open) of them, which lie outside its dates or its scope"
      )
    }
    guard let waiver = own.first(where: { $0.expiresOn < asOf }) else {
      return decision
    }
    return decision.with(
      waiver: waiver, decision: .waiverExpired,
      reason: "\(decision.reason); waiver \(waiver.id) expired on \(waiver.expiresOn)")
  }

  /// Of several waivers of a gate the one that ends last speaks for the decision; of these the one approved last; of these
  /// the one whose id comes first. An exception is covered if any of them covers it.
  private static func precedes(_ a: Waiver, _ b: Waiver) -> Bool {
    if a.expiresOn != b.expiresOn { return a.expiresOn > b.expiresOn }
    if a.approvedOn != b.approvedOn { return a.approvedOn > b.approvedOn }
    return a.id.precedesInBytes(b.id)
  }

  /// How many exceptions no waiver covers. Those beyond the ones that are kept cannot be shown to be covered.
  private func uncovered(_ decision: GateDecision, by waivers: [Waiver]) -> Int64 {
    guard let tested = decision.tested else { return 0 }
    let shown = tested.exceptions.count { exception in !waivers.contains { covers($0, exception) } }
    return Int64(shown) + max(0, tested.exceptionCount - Int64(tested.exceptions.count))
  }

  /// An exception without a date of its own (`RecordDating`) is found as of the as-of date, in which a current waiver lies.
  private func covers(_ waiver: Waiver, _ exception: GateException) -> Bool {
    guard waiver.scope.isEmpty || waiver.scope.contains(where: { $0.utf8.elementsEqual(exception.id.utf8) }) else {
      return false
    }
    guard let at = exception.at else { return true }
    return at >= midnight(waiver.approvedOn) && at < midnight(waiver.expiresOn.advanced(by: 1))
  }

  /// What a reader should know of the waivers, in their order.
  func findings(_ decisions: [GateDecision]) -> [Finding] {
    let byGate = Dictionary(decisions.map { ($0.gate.id, $0) }, uniquingKeysWith: { first, _ in first })
    return waivers.flatMap { waiver -> [Finding] in
      func finding(_ code: String, _ message: String) -> Finding {
        Finding(code: code, subject: "waiver \(waiver.id)", message: message)
      }
      guard let decision = byGate[waiver.gate] else {
        return [finding("waiver_without_gate", "no policy has the gate '\(waiver.gate)' that it waives")]
      }
      var findings: [Finding] = []
      switch decision.decision {
      case .fail, .waived, .waiverExpired: break
      case .pass, .watch, .warning, .noData, .indeterminate, .notApplicable:
        findings.append(
          finding("waiver_not_needed", "gate '\(waiver.gate)' came to \(decision.decision.words), and needs no waiver"))
      }
      if waiver.approvedOn > asOf {
        findings.append(
          finding("waiver_approved_afterwards", "it was approved on \(waiver.approvedOn), after the as-of date \(asOf)")
        )
      } else if let tested = decision.tested,
        tested.exceptions.contains(where: { $0.at.map { $0 < midnight(waiver.approvedOn) } ?? false })
      {
        findings.append(
          finding(
            "waiver_approved_afterwards",
            "it was approved on \(waiver.approvedOn), after exceptions that it should cover"))
      }
      findings += WaiverRules.strangers(in: waiver, decision).map { finding("waiver_scope_unknown", $0) }
      let left = waiver.expiresOn.number - asOf.number
      if left >= 0, left <= WaiverRules.noticeDays {
        findings.append(finding("waiver_expires_soon", "it expires on \(waiver.expiresOn), in \(left) days"))
      }
      return findings
    }
  }

  /// The names of a scope that no exception of the gate has, where all exceptions are known.
  private static func strangers(in waiver: Waiver, _ decision: GateDecision) -> [String] {
    guard let tested = decision.tested, tested.exceptionCount == Int64(tested.exceptions.count) else { return [] }
    return waiver.scope.filter { name in !tested.exceptions.contains { $0.id.utf8.elementsEqual(name.utf8) } }
      .map { "its scope names '\($0)', which is no exception of gate '\(waiver.gate)'" }
  }
}
