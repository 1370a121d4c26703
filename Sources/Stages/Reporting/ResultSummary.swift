import AuditModel
import DocumentModel

/// The answer before the evidence: the period, what came out, what failed, and what could not be tested.
enum ResultSummary {
  /// Sections that speak of every gate, and not of those on some records.
  private static let overall: Set = ["decisions", "exceptions", "controls", "control_matrix", "coverage", "dashboard"]
  /// Gates named one by one; the rest is counted.
  private static let mostNamed = 20

  /// Nothing for a document on whose records no gate was held.
  static func blocks(of sections: [ReportSection], _ facts: Facts) -> [Block] {
    let isOverall = sections.contains { overall.contains($0.name) }
    let decisions = isOverall ? facts.decisions : TestedSubjects.gates(of: sections, facts)
    guard !decisions.isEmpty else { return [] }
    return [
      .heading(level: 1, text: "Result", anchor: "result"), .keyValues(answer(decisions, facts)),
    ] + named("What failed", decisions.filter(isFailure), none: "No gate failed.")
      + named("What was accepted for a time", decisions.filter { $0.decision == .waived }, none: nil)
      + named("What could not be tested", decisions.filter(isUntested), none: "Every gate could be tested.")
      + incomplete(isOverall ? nil : Set(sections.flatMap(\.subjects)), facts)
  }

  private static func answer(_ decisions: [GateDecision], _ facts: Facts) -> [Fact] {
    let counts = Decision.allCases.compactMap { wanted -> String? in
      let count = decisions.count { $0.decision == wanted }
      return count == 0 ? nil : "\(Words.count(count)) \(wanted.words)"
    }
    let blocking = decisions.count(where: \.blocks)
    let verdict: Inline =
      blocking == 0
      ? .status("every gate of severity error holds", .good)
      : .status(
        "\(Words.count(Int64(blocking), "gate")) of severity error \(blocking == 1 ? "does" : "do") not hold", .bad)
    return [
      Fact("Period", "\(facts.definition.period), judged as of \(facts.definition.asOf)"), Fact("Result", [verdict]),
      Fact("Gates", "\(Words.count(decisions.count)): \(counts.joined(separator: ", "))"),
    ]
  }

  private static func isFailure(_ decision: GateDecision) -> Bool {
    switch decision.decision {
    case .fail, .waiverExpired: true
    case .pass, .watch, .warning, .waived, .noData, .indeterminate, .notApplicable: false
    }
  }

  private static func isUntested(_ decision: GateDecision) -> Bool {
    switch decision.decision {
    case .noData, .indeterminate, .notApplicable: true
    case .pass, .watch, .warning, .fail, .waived, .waiverExpired: false
    }
  }

  private static func named(_ title: String, _ decisions: [GateDecision], none: String?) -> [Block] {
    guard !decisions.isEmpty else { return none.map { [.words($0)] } ?? [] }
    var lines = decisions.prefix(mostNamed).map { line($0) }
    if decisions.count > mostNamed {
      lines.append([.text("\(Words.count(Int64(decisions.count - mostNamed), "more gate")) in the table of decisions")])
    }
    return [.paragraph([.strong("\(title): \(Words.count(decisions.count))")]), .list(lines, ordered: false)]
  }

  /// The gate, what it came to and why, and where the records are.
  private static func line(_ decision: GateDecision) -> [Inline] {
    let exhibit = decision.exhibit.map { [Inline.text(", "), .link(ExceptionsSection.name($0), to: .file($0))] }
    return [
      Words.status(decision.decision), .text(" "),
      .link(decision.gate.name, to: .anchor(ExceptionsSection.anchor(decision.gate))), .text(": \(decision.reason)"),
    ] + (exhibit ?? [])
  }

  /// Sources of which nothing shows that the export is whole.
  private static func incomplete(_ kinds: Set<String>?, _ facts: Facts) -> [Block] {
    let silent = facts.reconciliation.filter { source in
      !source.showsCompleteness && (kinds?.contains(source.kind) ?? true)
    }
    guard !silent.isEmpty else { return [] }
    return [
      .paragraph([
        .strong("Completeness not shown: \(Words.count(silent.count))"),
        .text(". Nothing says how many records the exports of these sources should have: "),
        .code(silent.map(\.name).joined(separator: ", ")), .text("."),
      ])
    ]
  }
}
