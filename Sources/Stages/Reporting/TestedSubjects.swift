import AuditModel
import DocumentModel

/// What was tested on the records that a document shows: the gates on them, and every exception with its record.
enum TestedSubjects {
  /// Nothing for a document that has the decisions themselves.
  static func blocks(of sections: [ReportSection], _ facts: Facts) -> [Block] {
    guard sections.contains(where: { !$0.subjects.isEmpty }), !hasDecisions(sections) else { return [] }
    let decisions = gates(of: sections, facts)
    let heading = Block.heading(level: 1, text: "What was tested", anchor: "tested")
    guard !decisions.isEmpty else {
      return [heading, .words("No gate tests these records: this document shows them, and no conclusion is drawn.")]
    }
    return [heading, .table(DecisionsSection.table(decisions))] + ExceptionsSection.blocks(decisions, facts)
  }

  /// The gates that a document of these sections tells of.
  static func gates(of sections: [ReportSection], _ facts: Facts) -> [GateDecision] {
    if hasDecisions(sections) { return facts.decisions }
    let subjects = Set(sections.flatMap(\.subjects))
    return facts.decisions.filter { decision in
      decision.tested.map { subjects.contains($0.dataset) } ?? decision.measured.map { subjects.contains($0.name) }
        ?? false
    }
  }

  private static func hasDecisions(_ sections: [ReportSection]) -> Bool {
    sections.contains { $0.name == DecisionsSection.section.name }
  }
}
