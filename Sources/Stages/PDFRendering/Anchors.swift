import Diagnostics
import DocumentModel

/// The anchors of a document with the links that lead to them.
struct Anchors {
  private let headings: [String]
  private let links: [String]

  init(of document: Document) {
    var headings: [String] = []
    var links: [String] = []
    func collect(_ inlines: [Inline]) {
      for case .link(_, .anchor(let name)) in inlines { links.append(name) }
    }
    for fact in document.facts { collect(fact.value) }
    for block in document.blocks {
      switch block {
      case .heading(_, _, let anchor): headings.append(anchor)
      case .paragraph(let inlines), .note(_, let inlines): collect(inlines)
      case .keyValues(let facts): for fact in facts { collect(fact.value) }
      case .list(let items, ordered: _): for item in items { collect(item) }
      case .table(let table):
        for row in table.rows { for cell in row { collect(cell) } }
        collect(table.continuation ?? [])
      case .figure, .pageBreak: break
      }
    }
    self.headings = headings
    self.links = links
  }

  /// Throws for two headings of one anchor, and for a link that leads nowhere.
  func check() throws(Diagnostic) {
    var known: Set<[UInt8]> = [Array(Composition.topAnchor.utf8)]
    for anchor in headings where !known.insert(Array(anchor.utf8)).inserted {
      throw Diagnostic("two headings have the anchor '\(anchor)'", hint: "give each heading an anchor of its own")
    }
    for link in links where !known.contains(Array(link.utf8)) {
      throw Diagnostic("a link leads to '\(link)', which no heading has as its anchor", hint: "name a heading's anchor")
    }
  }
}
