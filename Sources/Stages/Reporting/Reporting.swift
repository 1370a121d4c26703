package import AuditModel
package import DocumentModel

/// Turns the facts of a pack into documents: the last place where a figure is computed or a word chosen.
package enum Reporting {
  /// The names that `sections:` may hold.
  package static var sectionNames: [String] { ReportSections.all.map(\.name) }

  /// What reports want from the events, to be entered in the pass over them.
  package static func activityFold() -> EventActivity { EventActivity() }

  /// The digests that documents carry, as 64 lowercase hexadecimal digits.
  package struct Digests: Sendable {
    package let facts: String
    package let decisions: String

    package init(facts: String, decisions: String) {
      self.facts = facts
      self.decisions = decisions
    }
  }

  /// One document for each that the definition names, in its order.
  package static func documents(_ facts: Facts, _ activity: EventActivity, digests: Digests) -> [Document] {
    facts.definition.documents.map { document($0, facts, activity, digests) }
  }

  private static func document(
    _ wanted: DocumentDefinition, _ facts: Facts, _ activity: EventActivity, _ digests: Digests
  ) -> Document {
    let definition = facts.definition
    let sections = wanted.sections.compactMap { name in ReportSections.all.first { $0.name == name } }
    let blocks = sections.flatMap { section -> [Block] in
      let blocks = section.blocks(facts, activity)
      return blocks.isEmpty ? [] : [.heading(level: 1, text: section.title, anchor: section.name)] + blocks
    }
    return Document(
      id: Gate.slug(wanted.name), title: wanted.name, subtitle: "\(definition.title) · \(definition.organization)",
      facts: cover(facts, digests),
      properties: Document.Properties(
        author: definition.organization, language: "en-GB", date: "\(definition.asOf)T00:00:00Z",
        runningHead: "\(definition.pack) · \(definition.period)", factsDigest: digests.facts,
        decisionsDigest: digests.decisions),
      blocks: [opinion] + blocks)
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
