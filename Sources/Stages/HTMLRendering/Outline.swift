import Diagnostics
import DocumentModel

/// The headings of a document, checked: their anchors and the levels that they get in a page.
struct Outline {
  let entries: [Entry]
  let anchors: Set<String>

  struct Entry {
    let text: String
    let anchor: String
    /// 1 to 3, and never more than one deeper than the heading before, so that readers who jump by headings miss none.
    let level: Int
  }

  /// No heading at all: a page that its template gives all headings.
  init() {
    entries = []
    anchors = []
  }

  init(of document: Document) throws(Diagnostic) {
    var entries: [Entry] = []
    var anchors: Set<String> = []
    for block in document.blocks {
      guard case .heading(let level, let text, let anchor) = block else { continue }
      guard !anchor.isEmpty, !anchor.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
        throw Diagnostic("heading '\(text)' of document '\(document.id)' has no usable anchor")
      }
      guard !anchor.hasPrefix(BlockMarkup.ownPrefix), anchors.insert(anchor).inserted else {
        throw Diagnostic("anchor '\(anchor)' of document '\(document.id)' is not unique")
      }
      let deepest = (entries.last?.level ?? 0) + 1
      entries.append(Entry(text: text, anchor: anchor, level: min(max(1, level), 3, deepest)))
    }
    self.entries = entries
    self.anchors = anchors
  }
}
