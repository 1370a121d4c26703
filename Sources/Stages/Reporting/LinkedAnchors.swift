import DocumentModel

/// Links within a document lead somewhere: one whose anchor the document lacks becomes plain words.
enum LinkedAnchors {
  static func mended(_ blocks: [Block]) -> [Block] {
    var anchors: Set<String> = []
    for case .heading(_, _, let anchor) in blocks { anchors.insert(anchor) }
    return blocks.map { mended($0, anchors) }
  }

  private static func mended(_ block: Block, _ anchors: Set<String>) -> Block {
    switch block {
    case .heading, .figure, .pageBreak: block
    case .paragraph(let words): .paragraph(mended(words, anchors))
    case .keyValues(let facts): .keyValues(facts.map { Fact($0.label, mended($0.value, anchors)) })
    case .list(let items, let ordered): .list(items.map { mended($0, anchors) }, ordered: ordered)
    case .note(let kind, let words): .note(kind, mended(words, anchors))
    case .table(let table): .table(mended(table, anchors))
    }
  }

  private static func mended(_ table: DocumentTable, _ anchors: Set<String>) -> DocumentTable {
    func isMended(_ words: [Inline]) -> Bool { words.contains { leadsNowhere($0, anchors) } }
    // Most tables have no such link, and are as they were.
    guard table.rows.contains(where: { $0.contains(where: isMended) }) || isMended(table.continuation ?? []) else {
      return table
    }
    return DocumentTable(
      caption: table.caption, columns: table.columns, rows: table.rows.map { $0.map { mended($0, anchors) } },
      continuation: table.continuation.map { mended($0, anchors) })
  }

  private static func mended(_ words: [Inline], _ anchors: Set<String>) -> [Inline] {
    words.map { inline in
      if case .link(let text, to: .anchor) = inline, leadsNowhere(inline, anchors) { .text(text) } else { inline }
    }
  }

  private static func leadsNowhere(_ inline: Inline, _ anchors: Set<String>) -> Bool {
    if case .link(_, to: .anchor(let anchor)) = inline { !anchors.contains(anchor) } else { false }
  }
}
