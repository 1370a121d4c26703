import AuditModel
import Diagnostics
import YAML

/// Reads the documents of a definition.
struct DocumentReader {
  let collector: DiagnosticCollector
  /// Every name that `sections:` may hold, and those of a document that names none.
  let sections: (all: [String], usual: [String])

  func read(_ map: YAMLMapping) -> [DocumentDefinition] {
    guard map.has("documents") else {
      return [DocumentDefinition(name: "Evidence Report", sections: sections.usual, formats: [.pdf, .html])]
    }
    var ids: Set<String> = []
    let documents = map.mappings("documents", what: "document").compactMap { document in
      self.document(document, &ids)
    }
    if documents.count(where: { $0.type == .spreadsheet }) > 1 {
      map.error("two documents are spreadsheets", atKey: "documents", hint: "a pack has one control matrix")
    }
    return documents
  }

  private func document(_ map: YAMLMapping, _ ids: inout Set<String>) -> DocumentDefinition? {
    let name = map.string("name")
    let type = map.optionalChoice("type", among: DocumentDefinition.Sort.self) ?? .evidence
    let source = self.source(map, type)
    let sections = self.sections(map, type)
    let formats = self.formats(map)
    let rowLimit = map.optionalInt("row_limit") ?? ReportMaterial.usualRowLimit
    if !(1...DocumentReader.mostRows).contains(rowLimit) {
      map.error("'row_limit' must lie between 1 and \(DocumentReader.mostRows)", atKey: "row_limit")
    }
    map.finish()
    guard let name else { return nil }
    if Gate.slug(name).isEmpty || !ids.insert(Gate.slug(name)).inserted {
      map.error(
        "the document's name makes no file name of its own", atKey: "name",
        hint: "file names are made of the letters and digits of the name")
    }
    return DocumentDefinition(
      name: name, type: type, source: source, sections: sections, formats: formats.isEmpty ? [.pdf, .html] : formats,
      rowLimit: rowLimit)
  }

  private static let mostRows = 1_000_000

  private func source(_ map: YAMLMapping, _ type: DocumentDefinition.Sort) -> String? {
    guard type == .narrative else {
      if map.has("source") {
        map.error("only a narrative has a 'source'", atKey: "source", hint: "say type: narrative")
      }
      return nil
    }
    guard let path = map.string("source"), let node = map.node("source") else { return nil }
    return isRelative(path, node, map) ? path : nil
  }

  private func sections(_ map: YAMLMapping, _ type: DocumentDefinition.Sort) -> [String] {
    let named = map.items("sections")
    for node in named {
      if let section = node.text, !sections.all.contains(section) {
        map.error("unknown section '\(section)'", at: node, hint: suggestionHint(for: section, in: sections.all))
      }
    }
    switch type {
    case .evidence: return named.isEmpty ? sections.usual : named.compactMap(\.text)
    case .narrative: return named.compactMap(\.text)
    case .spreadsheet: return named.isEmpty ? ["control_matrix"] : named.compactMap(\.text)
    }
  }

  private func formats(_ map: YAMLMapping) -> [DocumentDefinition.Format] {
    map.items("formats").compactMap { node in
      if let format = node.text.flatMap(DocumentDefinition.Format.init(rawValue:)) { return format }
      map.error("unknown format '\(node.text ?? "")'", at: node, hint: "known here: pdf, html")
      return nil
    }
  }
}
