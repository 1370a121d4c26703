package import AuditModel

/// The examiner's checklist of a model audit: each point is ticked where the figures and statements that it asks for are
/// there and a document tells them, and else says what is lacking. A section alone ticks nothing.
package struct ExaminerChecklist: Sendable {
  package let points: [Point]

  package init(_ facts: Facts, _ audit: ModelAudit) {
    let evidence = ChecklistEvidence(facts, audit)
    points = evidence.sections + evidence.attributes + evidence.statistics + evidence.documentation + evidence.redFlags
  }

  /// Something that an examiner looks for.
  package struct Point: Sendable {
    package let asks: String
    /// What was found; empty where nothing was.
    package let found: String
    /// What stands against the point, each a clause of its own.
    package let lacks: [String]
    /// Names of the sections that tell it, all of which a document has to have.
    package let sections: [String]
    /// Files of the pack that back it.
    package let files: [String]

    package var isMet: Bool { lacks.isEmpty }

    /// What was found, or what is lacking.
    package var because: String { isMet ? found : lacks.joined(separator: "; ") }

    init(
      _ asks: String, found: String, lacks: [String], sections: [String] = [], files: [String] = [],
      in documents: Set<String>
    ) {
      self.asks = asks
      self.found = found
      self.lacks = lacks + sections.filter { !documents.contains($0) }.map { "no document has the section '\($0)'" }
      self.sections = sections
      self.files = files
    }
  }
}
