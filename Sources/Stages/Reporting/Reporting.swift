package import AuditModel
package import Diagnostics
package import DocumentModel
package import Rows

/// Turns the facts of a pack into documents: the last place where a figure is computed or a word chosen.
package enum Reporting {
  /// The names that `sections:` may hold.
  package static var sectionNames: [String] { ReportSections.all.map(\.name) }

  /// The datasets and metrics that a section speaks about; empty for one that speaks about the pack as a whole.
  package static func subjects(ofSection name: String) -> [String] { ReportSections.named(name)?.subjects ?? [] }

  /// The names of a document that names none.
  package static var usualSections: [String] { ReportSections.usual }

  /// What the reports of a definition want from the events, to be entered in the pass over them.
  package static func activityFold(for definition: PackDefinition, clock: LocalClock) -> EventActivity {
    EventActivity(
      detailed: definition.documents.contains { document in
        document.sections.compactMap(ReportSections.named).contains(where: \.countsEvents)
      }, clock: clock)
  }

  /// The digests that documents carry, as 64 lowercase hexadecimal digits.
  package struct Digests: Sendable {
    package let facts: String
    package let decisions: String

    package init(facts: String, decisions: String) {
      self.facts = facts
      self.decisions = decisions
    }
  }

  /// What the dashboard says of the period; nil where no document has one.
  package static func figures(of facts: Facts) -> PeriodFigures? {
    let name = DashboardSection.section.name
    guard facts.definition.documents.contains(where: { $0.sections.contains(name) }) else { return nil }
    return PeriodFigures(
      period: facts.definition.period, figures: DashboardSection.periodFigures(facts),
      controls: facts.controls.map { .init(id: $0.control.id, standing: $0.standing) })
  }

  /// Whether a document says on which pages of others something stands, so that these are to be rendered before it.
  package static func namesPages(_ document: DocumentDefinition) -> Bool {
    let naming = [RequestsSection.section.name, ExhibitsSection.section.name]
    return namesOwnPages(document) || document.sections.contains { naming.contains($0) }
  }

  /// Whether a document says on which of its own pages something stands, so that it is to be rendered twice.
  package static func namesOwnPages(_ document: DocumentDefinition) -> Bool {
    document.sections.contains(ExaminerChecklistSection.section.name)
  }

  /// One document for each that is wanted, in their order. `narratives` holds their texts by path.
  package static func documents(
    _ definitions: [DocumentDefinition], _ facts: Facts, _ activity: EventActivity, digests: Digests,
    narratives: [String: [UInt8]] = [:]
  ) throws(Diagnostics) -> [Document] {
    var problems: [Diagnostic] = []
    var documents: [Document] = []
    for wanted in definitions {
      do throws(Diagnostics) {
        documents.append(try document(wanted, facts, activity, digests, narratives))
      } catch {
        problems += error.all
      }
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
    return documents
  }

  private static func document(
    _ wanted: DocumentDefinition, _ all: Facts, _ activity: EventActivity, _ digests: Digests,
    _ narratives: [String: [UInt8]]
  ) throws(Diagnostics) -> Document {
    let facts = all.with(material: all.material.with(rowLimit: wanted.rowLimit))
    let definition = facts.definition
    let sections = wanted.sections.compactMap(ReportSections.named)
    let result = ResultSummary.blocks(of: sections, facts)
    let tests = TestedSubjects.blocks(of: sections, facts)
    var taken: Set<String> = []
    for case .heading(_, _, let anchor) in result + tests { taken.insert(anchor) }
    let blocks = HeadingAnchors.settled(sections.flatMap { $0.headed(facts, activity) }, besides: taken)
    for case .heading(_, _, let anchor) in blocks { taken.insert(anchor) }
    let text = try wanted.source.map { path throws(Diagnostics) in
      try Narrative(path: path, bytes: narratives[path] ?? [], facts: facts, taken: taken).blocks()
    }.map { blocks in
      Gate.slug(wanted.name).contains("system-description") ? SystemDescription.checked(blocks) : blocks
    }
    return Document(
      id: Gate.slug(wanted.name), title: wanted.name, subtitle: "\(definition.title) · \(definition.organization)",
      facts: cover(facts, digests),
      properties: Document.Properties(
        author: definition.organization, language: "en-GB", date: "\(definition.asOf)T00:00:00Z",
        runningHead: "\(definition.pack) · \(definition.period)", factsDigest: digests.facts,
        decisionsDigest: digests.decisions),
      blocks: LinkedAnchors.mended(CommonDomain.shortened([opinion] + result + (text ?? []) + blocks + tests)))
  }

  private static let opinion = Block.note(
    .information,
    [
      .strong("Management's testing; no opinion is expressed."),
      .text(
        " This report says what was tested, on which records, and what was found. Every figure can be computed again from the files of the pack."
      ),
    ])

  private static func cover(_ facts: Facts, _ digests: Digests) -> [Fact] {
    let definition = facts.definition
    let cover = definition.cover
    var lines = [
      Fact("Organisation", definition.organization), Fact("Period", "\(definition.period)"),
      Fact("As of", "\(definition.asOf) (24:00, \(definition.calendar.zone))"),
    ]
    if !facts.clock.isUTC {
      lines.append(Fact("Times", "as clocks in \(facts.clock.zone) show them; the exhibits and JSON files have UTC"))
    }
    func add(_ label: String, _ value: String?) {
      if let value { lines.append(Fact(label, value)) }
    }
    add("Prepared by", cover.preparedBy)
    add("Reviewed by", cover.reviewedBy)
    add("Classification", cover.classification)
    add("Retain until", cover.retainUntil.map { "\($0)" })
    add("Contact", cover.contact)
    for policy in facts.policies {
      let version = policy.version.map { ", version \($0)" } ?? ""
      let effective = policy.effective.map { ", effective \($0)" } ?? ""
      lines.append(Fact("Policy", policy.name + version + effective))
    }
    add("Revision", definition.revision)
    lines.append(Fact("Facts digest", [.code(digests.facts)]))
    return lines
  }
}
