import AuditModel
import DocumentModel
import Rows

/// What every gate came to, first of all.
enum DecisionsSection {
  static let section = ReportSection(name: "decisions", title: "Decisions") { facts, _ in
    guard !facts.decisions.isEmpty else {
      return [.note(.caution, [.text("No policy names a gate: nothing was decided.")])]
    }
    return [.paragraph(opening(facts)), .table(table(facts.decisions))]
  }

  private static func opening(_ facts: Facts) -> [Inline] {
    let counts = facts.summary.filter { $0.count > 0 }
      .map { "\(Words.count($0.count)) \($0.decision.words)" }.joined(separator: ", ")
    let blocking = facts.decisions.count(where: \.blocks)
    let gates = Words.count(Int64(facts.decisions.count), "gate")
    let verdict =
      blocking == 0
      ? "No gate of severity error failed." : "\(Words.count(Int64(blocking), "gate")) of severity error did not pass."
    return [.text("\(gates): \(counts). "), .strong(verdict)]
  }

  /// Clauses and exhibits have a column only where a gate has one.
  static func table(_ decisions: [GateDecision]) -> DocumentTable {
    let clauses = decisions.contains { $0.gate.clause != nil }
    let exhibits = decisions.contains { $0.exhibit != nil }
    return DocumentTable(
      caption: "Gates and their decisions",
      columns: [.init("Gate")] + (clauses ? [.init("Clause")] : []) + [
        .init("Severity"), .init("Decision"), .init("Reason"),
      ] + (exhibits ? [.init("Exhibit")] : []),
      rows: decisions.map { decision in
        let gate = decision.gate
        let name: Inline =
          (decision.tested?.exceptionCount ?? 0) > 0
          ? .link(gate.name, to: .anchor(ExceptionsSection.anchor(gate))) : .text(gate.name)
        return [[name]] + (clauses ? [[.text(gate.clause ?? "")]] : []) + [
          [.text(gate.severity.rawValue)], [Words.status(decision.decision)], [.text(decision.reason)],
        ] + (exhibits ? [exhibit(decision)] : [])
      }, continuation: inFull)
  }

  static func exhibit(_ decision: GateDecision) -> DocumentTable.Cell {
    decision.exhibit.map { [.link(ExceptionsSection.name($0), to: .file($0))] } ?? []
  }

  private static let inFull: [Inline] = [
    .text("Each decision with its population: "), .link("decisions.json", to: .file("decisions.json")),
    .text("; the figures: "), .link("metrics.json", to: .file("metrics.json")), .text("."),
  ]
}
