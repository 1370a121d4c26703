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
      : .note(.caution, [.text("\(Words.share(open, of: requests.count)) requests are unanswered.")])
    return [note, .table(table(requests, facts))]
  }

  private static func table(_ requests: [AuditRequest], _ facts: Facts) -> DocumentTable {
    DocumentTable(
      caption: "Requests and their answers: \(Words.count(requests.count))",
      columns: [.init("Request"), .init("What is asked"), .init("Answered by"), .init("State")],
      rows: requests.map { request in
        let found = answers(request, facts)
        return [
          [.code(request.id)], [.text(request.request)], Array(found.joined(separator: [.text("; ")])),
          [found.isEmpty ? .status("unanswered", .bad) : .status("answered", .good)],
        ]
      })
  }

  private static func answers(_ request: AuditRequest, _ facts: Facts) -> [[Inline]] {
    request.answers.compactMap { answer($0, facts) }
  }

  /// A gate's exhibit, a document that has the section, or the document itself.
  private static func answer(_ name: String, _ facts: Facts) -> [Inline]? {
    if let decision = facts.decisions.first(where: { $0.gate.id == name }) {
      let exhibit = decision.exhibit.map {
        [Inline.text(", exhibit "), .link(ExceptionsSection.name($0), to: .file($0))]
      }
      return [.text("gate \(decision.gate.name): "), Words.status(decision.decision)] + (exhibit ?? [])
    }
    let documents = facts.definition.documents
    if let section = ReportSections.named(name), let document = documents.first(where: { $0.sections.contains(name) }) {
      return [.link(document.name, to: .file(file(document))), .text(", \(section.title)")]
    }
    return documents.first { Gate.slug($0.name) == name || $0.name == name }
      .map { [.link($0.name, to: .file(file($0)))] }
  }

  private static func file(_ document: DocumentDefinition) -> String {
    "reports/\(Gate.slug(document.name)).\((document.formats.first ?? .pdf).rawValue)"
  }
}
