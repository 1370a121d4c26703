import AuditModel
import DocumentModel

/// What was tested on the records that a document shows: the gates on them, and every exception with its record.
enum TestedSubjects {
  /// The gates on what the sections speak about, in the order of the policies.
  static func decisions(of sections: [ReportSection], _ facts: Facts) -> [GateDecision] {
    let subjects = Set(sections.flatMap(\.subjects))
    return facts.decisions.filter { decision in
      decision.tested.map { subjects.contains($0.dataset) } ?? decision.measured.map { subjects.contains($0.name) }
        ?? false
    }
  }

  /// Nothing for a document that has the decisions themselves.
  static func blocks(of sections: [ReportSection], _ facts: Facts) -> [Block] {
    guard sections.contains(where: { !$0.subjects.isEmpty }),
      !sections.contains(where: { $0.name == DecisionsSection.section.name })
    else { return [] }
    let decisions = decisions(of: sections, facts)
    let heading = Block.heading(level: 1, text: "What was tested", anchor: "tested")
    guard !decisions.isEmpty else {
      return [heading, .words("No gate tests these records: this document shows them, and no conclusion is drawn.")]
    }
    return [heading, .table(DecisionsSection.table(decisions))] + ExceptionsSection.blocks(decisions)
  }
}
