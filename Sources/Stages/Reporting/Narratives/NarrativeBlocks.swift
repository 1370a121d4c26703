import AuditModel
import DocumentModel
import Markdown

/// Turns the blocks of a Markdown text into those of a document.
struct NarrativeBlocks {
  let references: References
  private(set) var blocks: [Block] = []
  /// Those of its headings, and those that were taken before.
  private(set) var anchors: Set<String>

  init(references: References, taken: Set<String>) {
    self.references = references
    anchors = taken
  }

  mutating func write(_ source: [MarkdownBlock]) {
    for block in source {
      switch block {
      case .heading(let level, let words, line: _): write(heading: plain(words), level: min(level, 3))
      case .paragraph(let words): blocks.append(.paragraph(inlines(words)))
      case .list(let items, let ordered): blocks.append(.list(items.map { item($0) }, ordered: ordered))
      case .quote(let inner): blocks.append(.note(.information, joined(inner)))
      case .code(let lines): blocks += lines.map { .paragraph([.code(references.filled($0))]) }
      case .table(let head, let trailing, let rows): blocks.append(table(head, trailing, rows))
      case .rule: continue
      }
    }
  }

  /// Equal headings get numbers, so that each anchor is one place.
  private mutating func write(heading words: String, level: Int) {
    let slug = Gate.slug(words)
    let base = slug.isEmpty ? "heading" : slug
    var anchor = base
    var number = 2
    while !anchors.insert(anchor).inserted {
      anchor = "\(base)-\(number)"
      number += 1
    }
    blocks.append(.heading(level: level, text: words, anchor: anchor))
  }

  /// The caption is the heading before it: a table in Markdown has none of its own.
  private func table(_ head: [[MarkdownInline]], _ trailing: [Bool], _ rows: [[[MarkdownInline]]]) -> Block {
    var caption = "Table"
    for case .heading(_, let text, _) in blocks { caption = text }
    return .table(
      DocumentTable(
        caption: caption,
        columns: head.enumerated().map { place, words in
          .init(plain(words), trailing.indices.contains(place) && trailing[place] ? .trailing : .leading)
        }, rows: rows.map { $0.map { inlines($0) } }))
  }

  private func item(_ source: [MarkdownBlock]) -> [Inline] { joined(source) }

  /// Blocks within an item or a quote run on in one line.
  private func joined(_ source: [MarkdownBlock]) -> [Inline] {
    let parts = source.map { block -> [Inline] in
      switch block {
      case .heading(level: _, let words, line: _): [.strong(plain(words))]
      case .paragraph(let words): inlines(words)
      case .list(let items, ordered: _): Array(items.map { joined($0) }.joined(separator: [.text("; ")]))
      case .quote(let inner): joined(inner)
      case .code(let lines): lines.map { .code(references.filled($0)) }
      case .table(let head, alignment: _, let rows):
        Array(([head] + rows).flatMap { $0 }.map { inlines($0) }.joined(separator: [.text(", ")]))
      case .rule: []
      }
    }
    return Array(parts.filter { !$0.isEmpty }.joined(separator: [.text(" ")]))
  }

  private func plain(_ words: [MarkdownInline]) -> String { inlines(words).map(\.words).joined() }

  private func inlines(_ source: [MarkdownInline]) -> [Inline] {
    source.flatMap { inline -> [Inline] in
      switch inline {
      case .text(let words): references.inlines(words)
      case .strong(let words): [.strong(references.filled(words))]
      case .emphasis(let words): [.emphasis(references.filled(words))]
      case .code(let words): [.code(references.filled(words))]
      case .link(let words, let target): link(references.filled(words), target)
      }
    }
  }

  /// Only places of the document and files of the pack are links: no report leads out of it.
  private func link(_ words: String, _ target: String) -> [Inline] {
    if target.hasPrefix("#") { return [.link(words, to: .anchor(String(target.dropFirst())))] }
    let isFile = !target.isEmpty && !target.contains(":") && !target.hasPrefix("/") && !target.contains("..")
    if isFile { return [.link(words, to: .file(target))] }
    return target.isEmpty || words == target ? [.text(words)] : [.text(words + " ("), .code(target), .text(")")]
  }
}
