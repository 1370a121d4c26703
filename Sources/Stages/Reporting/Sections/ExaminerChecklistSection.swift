import AuditModel
import DocumentModel

/// The examiner's checklist as a page: what was asked, whether it was found, why, and where it stands.
enum ExaminerChecklistSection {
  static let section = ReportSection(
    name: "examiner_checklist", title: "Examiner's checklist", hasOwnPage: true
  ) { facts, _ in
    guard let audit = facts.model else { return [] }
    let points = ExaminerChecklist(facts, audit).points
    let met = points.count(where: \.isMet)
    return [
      .paragraph([
        .strong("\(Words.share(met, of: points.count)) points are met. "),
        .text(
          "A point is ticked where the program found the figures, statements and digests that it asks for, and a document that tells them. A tick is no opinion on the model."
        ),
      ]),
      .table(table(points, facts)),
    ]
  }

  private static func table(_ points: [ExaminerChecklist.Point], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Points of the checklist",
      columns: [.init("Asked"), .init("Met"), .init("Because"), .init("Where")],
      rows: points.map { point in
        [
          [.text(point.asks)], [.status(point.isMet ? "yes" : "no", point.isMet ? .good : .bad)],
          [.text(point.because)], places(point, facts),
        ]
      })
  }

  /// Sections with their pages, and files of the pack.
  private static func places(_ point: ExaminerChecklist.Point, _ facts: Facts) -> [Inline] {
    let links = point.sections.compactMap { place($0, facts) } + point.files.map { [.link($0, to: .file($0))] }
    return Array(links.joined(separator: [.text("; ")]))
  }

  /// The first document that has a section, with the page where it is known; nil where none has it.
  private static func place(_ name: String, _ facts: Facts) -> [Inline]? {
    let documents = facts.definition.documents
    guard let section = ReportSections.named(name),
      let document = documents.first(where: { $0.sections.contains(name) })
    else { return nil }
    let place = facts.material.places.first { $0.report == document.name && $0.anchor == name }
    let page = place?.page.map { [Inline.text(", p. \(Words.count($0))")] } ?? []
    if document.sections.contains(self.section.name) {
      return [.link(section.title, to: .anchor(name))] + page
    }
    let link = place.map { Inline.link(section.title, to: .place(file: $0.file, anchor: $0.anchor)) }
    return [link ?? .text(section.title), .text(" in \(document.name)")] + page
  }
}
