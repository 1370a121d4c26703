import VouchKit

/// The decisions of a run as lines for a reader.
enum DecisionLines {
  /// One line a gate, aligned, then the count of each decision.
  static func text(_ facts: Facts) -> String {
    let names = facts.decisions.map { $0.gate.name.count }.max() ?? 0
    let width = min(names, 44)
    var lines = facts.decisions.map { line($0, width: width) }
    if lines.isEmpty { lines = ["no gates: the definition names no policy, or its policies no gate"] }
    return (lines + ["", summary(facts)]).joined(separator: "\n")
  }

  /// `14 gates: 12 pass, 2 fail`.
  static func summary(_ facts: Facts) -> String {
    let counts = facts.summary.filter { $0.count > 0 }.map { "\($0.count) \($0.decision.words)" }
    let gates = facts.decisions.count == 1 ? "1 gate" : "\(facts.decisions.count) gates"
    return Ink.strong(
      ([gates] + counts.prefix(1)).joined(separator: ": ") + counts.dropFirst().map { ", \($0)" }.joined())
  }

  private static func line(_ decision: GateDecision, width: Int) -> String {
    let word = decision.decision.words
    let padded = word + String(repeating: " ", count: max(0, 14 - word.count))
    let name = Diagnostic.safe(decision.gate.name)
    let title = name + String(repeating: " ", count: max(0, width - name.count))
    let severity =
      decision.gate.severity == .error || !decision.decision.blocks ? "" : " (\(decision.gate.severity.rawValue))"
    return
      "\(mark(decision)) \(ink(decision)(padded)) \(title)  \(Ink.faint(Diagnostic.safe(decision.reason) + severity))"
  }

  private static func mark(_ decision: GateDecision) -> String {
    switch decision.decision {
    case .pass: Ink.good("✓")
    case .watch, .warning, .waived: Ink.caution("!")
    case .notApplicable: Ink.faint("-")
    case .fail, .waiverExpired, .noData, .indeterminate: Ink.bad("✗")
    }
  }

  private static func ink(_ decision: GateDecision) -> Ink {
    switch decision.decision {
    case .pass: .good
    case .watch, .warning, .waived: .caution
    case .notApplicable: .faint
    case .fail, .waiverExpired, .noData, .indeterminate: decision.blocks ? .bad : .caution
    }
  }
}
