import VouchKit

/// The decisions of a run as lines for a reader.
enum DecisionLines {
  /// One line a gate, aligned, then the count of each decision. On a terminal long names are cut and long reasons go on in
  /// lines of their own; in a pipe every line is whole.
  static func text(_ facts: Facts, width: Int? = Output.resultWidth) -> String {
    let layout = Layout(names: facts.decisions.map(\.gate.name), width: width)
    var lines = facts.decisions.flatMap { self.lines($0, layout) }
    if lines.isEmpty { lines = ["no gates: the definition names no policy, or its policies no gate"] }
    return (lines + ["", summary(facts)]).joined(separator: "\n")
  }

  /// `14 gates: 12 pass, 2 fail`.
  static func summary(_ facts: Facts) -> String {
    let counts = facts.summary.filter { $0.count > 0 }.map { "\($0.count.grouped) \($0.decision.words)" }
    let gates = facts.decisions.count == 1 ? "1 gate" : "\(facts.decisions.count.grouped) gates"
    return Ink.strong(
      ([gates] + counts.prefix(1)).joined(separator: ": ") + counts.dropFirst().map { ", \($0)" }.joined())
  }

  /// The columns: a mark, the decision, the gate's name, the reason.
  private struct Layout {
    let name: Int
    /// Characters of a line of the reason; nil for as many as it has.
    let reason: Int?

    static let decision = 14
    /// What stands before the name: mark, blank, decision, blank.
    static let before = decision + 3
    /// Names and reasons have at least this much of a terminal.
    private static let least = 24

    init(names: [String], width: Int?) {
      let longest = names.map(\.count).max() ?? 0
      guard let width else {
        name = longest
        reason = nil
        return
      }
      name = min(longest, max(Layout.least, (width - Layout.before) / 2))
      reason = max(Layout.least, width - Layout.before - name - 2)
    }
  }

  private static func lines(_ decision: GateDecision, _ layout: Layout) -> [String] {
    let word = padded(decision.decision.words, Layout.decision)
    let title = padded(cut(Diagnostic.safe(decision.gate.name), layout.name), layout.name)
    let severity =
      decision.gate.severity == .error || !decision.decision.blocks ? "" : " (\(decision.gate.severity.rawValue))"
    let reason = wrapped(Diagnostic.safe(decision.reason) + severity, layout.reason)
    let first = "\(mark(decision)) \(ink(decision)(word)) \(title)  \(Ink.faint(reason.first ?? ""))"
    let indent = String(repeating: " ", count: Layout.before + layout.name + 2)
    return [first] + reason.dropFirst().map { indent + Ink.faint($0) }
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func cut(_ text: String, _ width: Int) -> String {
    text.count <= width ? text : text.prefix(max(0, width - 1)) + "…"
  }

  /// A text in lines of at most `width` characters, but for words that are longer.
  private static func wrapped(_ text: String, _ width: Int?) -> [String] {
    guard let width else { return [text] }
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, last.count + 1 + word.count <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    return lines
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
