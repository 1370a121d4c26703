import DocumentModel
import PDFDrawing

extension Composition {
  /// The head of the first page: title, what it covers, and the facts.
  mutating func composeCover() {
    let bar = Strip(
      height: 4, keepsWithNext: true,
      items: [.ornament(.rectangle(x: 0, y: 0, width: 56, height: 4, sheet.colour(.accent)))])
    add([bar], spaceBefore: 0)
    let title = typography.text([.text(document.title)], base: sheet.title, width: width)
    var strips = Self.tagged(.heading(1), lineStrips(title, sheet.title, x: 0, width: width).map(Self.tightened))
    strips[0].items.insert(.destination(Self.topAnchor), at: 0)
    add(strips, spaceBefore: sheet.rhythm * 1.2)
    if !document.subtitle.isEmpty {
      let text = typography.text([.text(document.subtitle)], base: sheet.subtitle, width: width)
      add(
        Self.tagged(.paragraph, lineStrips(text, sheet.subtitle, x: 0, width: width)), spaceBefore: sheet.rhythm * 0.3)
    }
    composeKeyValues(document.facts)
  }

  /// Large type stands closer together.
  private static func tightened(_ strip: Strip) -> Strip {
    var strip = strip
    strip.height *= 0.86
    strip.keepsWithNext = true
    strip.items = strip.items.map { item in
      guard case .line(let line, let x, let baseline) = item else { return item }
      return .line(line, x: x, baseline: baseline * 0.92)
    }
    return strip
  }

  /// The headings with the pages on which they stand; those of the second level only where the cover has room for all, for
  /// the outline has them too.
  mutating func composeContents() {
    let style = sheet.label
    let heading = TextStyle(.strong, size: sheet.theme.sizes.body, colour: sheet.colour(.accent))
    var lead = lineStrips(
      typography.text([.text("Contents")], base: heading, width: width), heading, x: 0, width: width)
    lead = Self.tagged(.paragraph, lead)
    lead[lead.count - 1].keepsWithNext = true
    add(lead, spaceBefore: sheet.rhythm * 2)
    let room = sheet.page(wide: false).contentHeight - strips.reduce(0) { $0 + $1.spaceBefore + $1.height }
    let parts = headings.filter { $0.level <= 2 }.map { ($0.level, contentsStrips($0, style)) }
    let needed = parts.reduce(0) { $0 + contentsSpace($1.0) + $1.1.reduce(0) { $0 + $1.height } }
    let shown = needed <= room ? parts : parts.filter { $0.0 == 1 }
    for (index, (level, entry)) in shown.enumerated() {
      var strips = entry
      if index == 0 { strips[0].items.insert(.begin(.contents), at: 0) }
      if index == shown.count - 1 { strips[strips.count - 1].items.append(.end) }
      add(strips, spaceBefore: contentsSpace(level))
    }
  }

  /// The space above an entry.
  private func contentsSpace(_ level: Int) -> Double { sheet.rhythm * (level == 1 ? 0.35 : 0.1) }

  /// One entry: a link to the heading, dots, and its page.
  private func contentsStrips(_ entry: PlacedHeading, _ muted: TextStyle) -> [Strip] {
    let style = TextStyle(
      entry.level == 1 ? .strong : .text, size: sheet.theme.sizes.body, colour: sheet.colour(.text),
      tabularFigures: true)
    let indent = Double(entry.level - 1) * style.size * 1.6
    let numberWidth = style.size * 3
    let text = typography.text([.text(entry.text)], base: style, width: width - indent - numberWidth)
    var strips = lineStrips(text, style, x: indent, width: width - indent - numberWidth)
    guard let last = strips.indices.last, let end = text.lines.last else { return [] }
    for index in strips.indices.dropLast() { strips[index].keepsWithNext = true }
    strips[last].items.append(
      .pageNumber(of: entry.anchor, right: width, baseline: baseline(style), style: style))
    let y = baseline(style) - 1
    let dots = [PDFPoint(indent + end.width + 6, y), PDFPoint(width - numberWidth + 6, y)]
    strips[last].items.append(.ornament(.line(dots, width: 0.6, sheet.colour(.grid), dashed: true)))
    let link = PDFTag.link(.destination(entry.anchor), description: entry.text)
    return Self.tagged(.contentsItem, Self.tagged(link, strips))
  }
}
