import CMarkdown
package import Diagnostics

/// Reads Markdown: CommonMark with tables. What no report can show is refused where it stands: raw HTML and images.
package enum MarkdownReader {
  /// The blocks of a text in UTF-8; `name` is the file in diagnostics.
  package static func read(_ bytes: [UInt8], name: String) throws(Diagnostic) -> [MarkdownBlock] {
    guard bytes.count <= MarkdownLimits.size else {
      throw Diagnostic("file is larger than \(MarkdownLimits.size) bytes", at: Location(file: name))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Diagnostic("file is not valid UTF-8", at: Location(file: name), hint: "save it as UTF-8")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
    guard let tree = MarkdownTree(bytes) else { throw Diagnostic("out of memory", at: Location(file: name)) }
    return try tree.withRoot { root throws(Diagnostic) in
      try Walk(name: name, lines: lines.map(String.init)).blocks(below: root, depth: 0)
    }
  }

  private struct Walk {
    let name: String
    let lines: [String]

    func blocks(below parent: MarkdownNode, depth: Int) throws(Diagnostic) -> [MarkdownBlock] {
      var blocks: [MarkdownBlock] = []
      var next = parent.firstChild
      while let node = next {
        guard depth < MarkdownLimits.depth else {
          throw error("blocks are nested deeper than \(MarkdownLimits.depth)", node)
        }
        if let block = try block(node, depth: depth) { blocks.append(block) }
        next = node.next
      }
      return blocks
    }

    private func block(_ node: MarkdownNode, depth: Int) throws(Diagnostic) -> MarkdownBlock? {
      switch node.type {
      case "heading": return .heading(level: node.level, try inlines(below: node, depth: depth), line: node.line)
      case "paragraph": return .paragraph(try inlines(below: node, depth: depth))
      case "block_quote": return .quote(try blocks(below: node, depth: depth + 1))
      case "list": return .list(try items(node, depth: depth), ordered: node.isOrdered)
      case "code_block":
        let lines = node.literal.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return .code(lines.last == "" ? lines.dropLast() : lines)
      case "table": return try table(node, depth: depth)
      case "thematic_break": return .rule
      case "html_block":
        throw error("HTML in a narrative", node, hint: "write it as Markdown: reports render to PDF, too")
      default: throw error("'\(node.type)' has no place in a narrative", node)
      }
    }

    private func items(_ list: MarkdownNode, depth: Int) throws(Diagnostic) -> [[MarkdownBlock]] {
      var items: [[MarkdownBlock]] = []
      var next = list.firstChild
      while let item = next {
        items.append(try blocks(below: item, depth: depth + 1))
        next = item.next
      }
      return items
    }

    private func table(_ node: MarkdownNode, depth: Int) throws(Diagnostic) -> MarkdownBlock {
      var rows: [[[MarkdownInline]]] = []
      var next = node.firstChild
      while let row = next {
        var cells: [[MarkdownInline]] = []
        var cell = row.firstChild
        while let node = cell {
          cells.append(try inlines(below: node, depth: depth))
          cell = node.next
        }
        rows.append(cells)
        next = row.next
      }
      return .table(head: rows.first ?? [], alignment: node.trailingColumns, rows: Array(rows.dropFirst()))
    }

    /// Emphasis within emphasis keeps the outer one: a report has one weight at a time.
    private func inlines(below parent: MarkdownNode, depth: Int) throws(Diagnostic) -> [MarkdownInline] {
      var inlines: [MarkdownInline] = []
      var next = parent.firstChild
      while let node = next {
        guard depth < MarkdownLimits.depth else {
          throw error("emphasis is nested deeper than \(MarkdownLimits.depth)", node)
        }
        switch node.type {
        case "text": inlines.append(.text(node.literal))
        case "softbreak", "linebreak": inlines.append(.text(" "))
        case "code": inlines.append(.code(node.literal))
        case "strong": inlines.append(.strong(try words(below: node, depth: depth + 1)))
        case "emph": inlines.append(.emphasis(try words(below: node, depth: depth + 1)))
        case "link": inlines.append(.link(try words(below: node, depth: depth + 1), to: node.url))
        case "html_inline":
          throw error("HTML in a narrative", node, hint: "write it as Markdown, or within `…` as code")
        case "image":
          throw error(
            "an image in a narrative", node,
            hint: "a report holds no picture from outside; describe it, or name the file")
        default: throw error("'\(node.type)' has no place in a narrative", node)
        }
        next = node.next
      }
      return inlines
    }

    private func words(below node: MarkdownNode, depth: Int) throws(Diagnostic) -> String {
      try inlines(below: node, depth: depth).map { inline in
        switch inline {
        case .text(let words), .strong(let words), .emphasis(let words), .code(let words), .link(let words, to: _):
          words
        }
      }.joined()
    }

    private func error(_ message: String, _ node: MarkdownNode, hint: String? = nil) -> Diagnostic {
      let line = node.line
      let excerpt = lines.indices.contains(line - 1) ? lines[line - 1] : nil
      return Diagnostic(
        message, at: Location(file: name, line: max(1, line), column: max(1, node.column), excerpt: excerpt), hint: hint
      )
    }
  }
}
