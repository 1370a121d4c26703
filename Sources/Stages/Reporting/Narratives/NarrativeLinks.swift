import AuditModel
import Diagnostics
import Markdown

/// The links of a narrative lead somewhere: to a heading of its document, an exhibit or a report of the pack.
struct NarrativeLinks {
  let anchors: Set<String>
  let facts: Facts

  /// Throws everything that leads nowhere at once.
  func check(_ source: [MarkdownBlock], file: String) throws(Diagnostics) {
    let problems = source.flatMap(\.inlines).compactMap { inline -> Diagnostic? in
      guard case .link(let words, to: let target) = inline else { return nil }
      if target.hasPrefix("#"), !anchors.contains(String(target.dropFirst())) {
        return Diagnostic(
          "link '\(words)' leads to '\(target)', which the document has no heading for", at: Location(file: file),
          hint: "an anchor is its heading in lowercase, with '-' for what is no letter or digit")
      }
      return isFile(target)
        ? nil
        : Diagnostic(
          "link '\(words)' leads to '\(target)', which the pack will not have", at: Location(file: file),
          hint: "name an exhibit or a report by its path in the pack, such as 'exhibits/EX-001.csv'")
    }
    guard problems.isEmpty else { throw Diagnostics(problems) }
  }

  /// Exhibits and reports are known before the pack is made; what else it holds is taken on trust.
  private func isFile(_ name: String) -> Bool {
    if name.hasPrefix("exhibits/") {
      return facts.decisions.contains { $0.exhibit == name } || facts.material.exhibits.contains { $0.name == name }
    }
    guard name.hasPrefix("reports/") else { return true }
    return facts.definition.documents.contains { document in
      document.formats.contains { name == "reports/\(Gate.slug(document.name)).\($0.rawValue)" }
    }
  }
}

extension MarkdownBlock {
  /// The inline text of a block and of those within it.
  fileprivate var inlines: [MarkdownInline] {
    switch self {
    case .heading(level: _, let words, line: _), .paragraph(let words): words
    case .list(let items, ordered: _): items.flatMap { $0.flatMap(\.inlines) }
    case .quote(let inner): inner.flatMap(\.inlines)
    case .table(let head, alignment: _, let rows): ([head] + rows).flatMap { $0.flatMap { $0 } }
    case .code, .rule: []
    }
  }
}
