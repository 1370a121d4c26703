package import Diagnostics
package import DocumentModel

extension HTMLRenderer {
  /// The first page of a pack, which lies at its root and is opened from disk.
  package func renderIndex(_ index: PackIndex) throws(Diagnostic) -> [UInt8] {
    let links = LinkResolver(root: "", anchors: [])
    var writer = BlockMarkup(templates: templates, links: links, outline: Outline())
    var values = frame(index.properties, title: index.title, root: links.root)
    values.set(.title, text: index.title)
    values.set(.facts, try writer.facts(index.facts))
    values.set(.summary, index.summary.map(IndexPage.count))
    values.set(
      .documents,
      try index.documents.map { (entry) throws(Diagnostic) in try IndexPage.document(entry, links: links) })
    values.set(.gates, try index.gates.isEmpty ? writer.noGates() : writer.table(IndexPage.gates(index.gates)))
    values.set(.missing, try writer.list(index.missing.isEmpty ? IndexPage.nothing : index.missing, ordered: false))
    values.set(.files, try writer.table(IndexPage.files(index.files)))
    if !index.summary.isEmpty { values.set(.summaryWord, text: Chrome.Index.summary) }
    values.set(.documentsWord, text: Chrome.Index.documents)
    values.set(.gatesWord, text: Chrome.Index.gates)
    values.set(.missingWord, text: Chrome.Index.missing)
    values.set(.filesWord, text: Chrome.Index.files)
    return templates.render(.index, values).bytes
  }
}

extension BlockMarkup {
  /// In place of a table of gates where no policy names one.
  fileprivate mutating func noGates() throws(Diagnostic) -> Markup {
    try markup(.paragraph([.text(Chrome.Index.noGates)]))
  }
}

/// The parts of a pack's first page as the blocks that they are drawn with.
private enum IndexPage {
  static let nothing: [[Inline]] = [[.text(Chrome.Index.nothingMissing)]]

  static func count(_ count: PackIndex.Count) -> TemplateValues {
    var values = TemplateValues()
    values.set(.kind, text: count.tone.rawValue)
    values.set(.mark, text: Chrome.mark(of: count.tone))
    values.set(.word, text: count.word)
    values.set(.value, text: count.count)
    return values
  }

  static func document(_ entry: PackIndex.Entry, links: LinkResolver) throws(Diagnostic) -> TemplateValues {
    var values = TemplateValues()
    values.set(.title, text: entry.title)
    values.set(.subtitle, text: entry.subtitle)
    values.set(.value, try Markup(spaced(entry.files), links: links))
    return values
  }

  static func gates(_ gates: [PackIndex.Gate]) -> DocumentTable {
    DocumentTable(
      caption: Chrome.Index.gates, columns: Chrome.Index.gateColumns.map { DocumentTable.Column($0) },
      rows: gates.map { gate in
        [[.text(gate.name)], [gate.decision], [.text(gate.severity)], gate.reason, spaced(gate.evidence)]
      })
  }

  static func files(_ files: [PackIndex.File]) -> DocumentTable {
    DocumentTable(
      caption: Chrome.Index.files,
      columns: Chrome.Index.fileColumns.enumerated().map { index, title in
        DocumentTable.Column(title, index == Chrome.Index.fileColumns.count - 1 ? .trailing : .leading)
      },
      rows: files.map { file in
        [[.link(file.name, to: .file(file.name))], [.text(file.purpose)], [.text(file.size)]]
      })
  }

  /// Links side by side, a space between them.
  private static func spaced(_ links: [Inline]) -> [Inline] {
    Array(links.map { [$0] }.joined(separator: [.text(" ")]))
  }
}
