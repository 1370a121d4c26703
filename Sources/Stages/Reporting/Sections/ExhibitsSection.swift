import AuditModel
import DocumentModel
import Rows

/// The register of exhibits: what each shows, and where the reports speak of it.
enum ExhibitsSection {
  static let section = ReportSection(name: "exhibits", title: "Exhibits") { facts, _ in
    let exhibits = facts.material.exhibits
    guard !exhibits.isEmpty else { return [.words("No record failed a test or was rejected: there is no exhibit.")] }
    return [.table(table(exhibits, facts))]
  }

  private static func table(_ exhibits: [ExhibitEntry], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Exhibits: \(Words.count(exhibits.count))",
      columns: [.init("Exhibit"), .init("What it shows"), .init("Told in"), .init("Page", .trailing)],
      rows: exhibits.map { exhibit in
        let place = place(of: exhibit.name, facts)
        return [
          [.link(ExceptionsSection.name(exhibit.name), to: .file(exhibit.name))], [.text(exhibit.title)],
          place.map { [link(to: $0)] } ?? [], [.text(place?.page.map { Words.count($0) } ?? "")],
        ]
      })
  }

  /// Where the first report tells of an exhibit: at the exceptions of its gate, at what it shows of the model, or at the
  /// account of the sources.
  static func place(of exhibit: String, _ facts: Facts) -> ReportPlace? {
    let gate = facts.decisions.first { $0.exhibit == exhibit }?.gate
    let model = [
      ReasonCodesSection.exhibit: ReasonCodesSection.section.name,
      RecourseSection.exhibit: RecourseSection.section.name,
    ]
    let anchor = gate.map(ExceptionsSection.anchor) ?? model[exhibit] ?? CompletenessSection.section.name
    return facts.material.places.first { $0.anchor == anchor }
  }

  static func link(to place: ReportPlace) -> Inline {
    .link(place.report, to: .place(file: place.file, anchor: place.anchor))
  }
}
