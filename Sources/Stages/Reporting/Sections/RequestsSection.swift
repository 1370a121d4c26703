import AuditModel
import DocumentModel
import Rows

/// The auditor's requests, each with what of the pack answers it, and those that nothing answers.
enum RequestsSection {
  static let section = ReportSection(name: "requests", title: "Requests") { facts, _ in
    guard let requests = facts.material.requests else {
      return [.paragraph([.text("The definition names no list of "), .code("requests"), .text(".")])]
    }
    guard !requests.isEmpty else { return [.words("The list of requests is empty.")] }
    let open = requests.count { answers($0, facts).isEmpty }
    let note: Block =
      open == 0
      ? .words("Every request is answered.")
      : .note(.caution, [.text("Unanswered: \(Words.share(open, of: requests.count)).")])
    return [note, .table(table(requests, facts))]
  }

  /// A line for each answer, so that request, exhibit and page stand side by side.
  private static func table(_ requests: [AuditRequest], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Requests and their answers: \(Words.count(requests.count))",
      columns: [
        .init("Request"), .init("What is asked"), .init("Answered by"), .init("Exhibit"), .init("Where"),
        .init("Page", .trailing), .init("State"),
      ],
      rows: requests.flatMap { request -> [[DocumentTable.Cell]] in
        let asked: [DocumentTable.Cell] = [[.code(request.id)], [.text(request.request)]]
        let found = answers(request, facts)
        guard !found.isEmpty else { return [asked + [[], [], [], [], [.status("unanswered", .bad)]]] }
        return found.map { asked + $0.cells + [[.status("answered", .good)]] }
      })
  }

  /// What answers a request: its words, the exhibit with the records, and the place of a report.
  private struct Answer {
    let words: [Inline]
    let exhibit: String?
    let place: ReportPlace?
    let document: DocumentDefinition?

    /// Exhibit, report and page; a report that is not yet rendered is named without its page.
    var cells: [DocumentTable.Cell] {
      let link = exhibit.map { [Inline.link(ExceptionsSection.name($0), to: .file($0))] }
      let report =
        place.map { [ExhibitsSection.link(to: $0)] }
        ?? document.map { [.link($0.name, to: .file(RequestsSection.file($0)))] }
      return [words, link ?? [], report ?? [], [.text(place?.page.map { Words.count($0) } ?? "")]]
    }
  }

  private static func answers(_ request: AuditRequest, _ facts: Facts) -> [Answer] {
    request.answers.compactMap { answer($0, facts) }
  }

  /// A gate with its exhibit, a document that has the section, or the document itself.
  private static func answer(_ name: String, _ facts: Facts) -> Answer? {
    let places = facts.material.places
    if let decision = facts.decisions.first(where: { $0.gate.id == name }) {
      let place = decision.exhibit.flatMap { ExhibitsSection.place(of: $0, facts) }
      return Answer(
        words: [.text("gate \(decision.gate.name): "), Words.status(decision.decision)], exhibit: decision.exhibit,
        place: place ?? places.first { $0.anchor == DecisionsSection.section.name }, document: nil)
    }
    let documents = facts.definition.documents
    if let section = ReportSections.named(name), let document = documents.first(where: { $0.sections.contains(name) }) {
      let place = places.first { $0.report == document.name && $0.anchor == name }
      return Answer(words: [.text(section.title)], exhibit: nil, place: place, document: document)
    }
    return documents.first { Gate.slug($0.name) == name || $0.name == name }
      .map { Answer(words: [.text("the whole report")], exhibit: nil, place: nil, document: $0) }
  }

  fileprivate static func file(_ document: DocumentDefinition) -> String {
    "reports/\(Gate.slug(document.name)).\((document.formats.first ?? .pdf).rawValue)"
  }
}
