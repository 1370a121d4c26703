import AuditModel
import DocumentModel

/// Where the sections of a model audit stand: links to them, with their pages once these are known.
enum SectionPlaces {
  /// Each section with its page, or that no document has it.
  static func links(_ sections: [ReportSection], _ facts: Facts) -> [Inline] {
    Array(
      sections.map { link($0, facts) ?? [.text("\($0.title) (in no document)")] }.joined(separator: [.text("; ")]))
  }

  /// The first document that has a section, with the page where it is known; nil where none has it.
  static func link(_ section: ReportSection, _ facts: Facts) -> [Inline]? {
    guard let document = facts.definition.documents.first(where: { $0.sections.contains(section.name) }) else {
      return nil
    }
    let place = facts.material.places.first { $0.report == document.name && $0.anchor == section.name }
    let page = place?.page.map { [Inline.text(", p.\u{A0}\(Words.count($0))")] } ?? []
    // Within the document itself an anchor leads there; where it has none, the words remain.
    guard let place, !document.sections.contains(ExaminerChecklistSection.section.name) else {
      return [.link(section.title, to: .anchor(section.name))] + page
    }
    return [
      .link(section.title, to: .place(file: place.file, anchor: place.anchor)), .text(" in \(document.name)"),
    ] + page
  }
}
