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
          "A point is met where the program found what it asks for, and a document that tells it; that is no opinion on the model."
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
    let told = point.sections.compactMap(ReportSections.named).compactMap { SectionPlaces.link($0, facts) }
    return Array((told + point.files.map { [.link($0, to: .file($0))] }).joined(separator: [.text("; ")]))
  }
}
