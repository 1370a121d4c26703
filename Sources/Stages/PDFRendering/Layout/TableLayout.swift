import DocumentModel
import PDFDrawing

extension Composition {
  /// A table with its caption above, its header repeated on each page, and what was left out below.
  mutating func composeTable(_ table: DocumentTable) {
    guard !table.columns.isEmpty else { return }
    let setting = TableSetting(table, typography: typography)
    let (cells, columns, isWide) = (setting.cells, setting.columns, setting.isWide)
    let width = sheet.page(wide: isWide).contentWidth
    let page = sheet.page(wide: isWide).contentHeight
    let header = headerStrips(cells, columns, room: page)
    let repeated = header.count == 1 && header[0].height <= page * Self.highestHeader ? header[0] : nil
    var strips = captionStrips(table.caption, width: width) + header
    strips[0].items.insert(.begin(.table), at: 0)
    let first = strips.count
    let room = page - (repeated?.height ?? 0)
    for row in cells.rows { strips += rowStrips(row, cells, columns, room: room) }
    if let repeated {
      for index in first..<strips.count { strips[index].header = headers.count }
      headers.append(repeated)
    }
    // No row stands alone under a header, or alone on the last page.
    if table.rows.count > 1 {
      strips[first].keepsWithNext = true
      strips[strips.count - 2].keepsWithNext = true
    }
    if staysWhole(strips[first...], share: Self.wholeShare) {
      for index in strips.indices.dropLast() where index >= first { strips[index].keepsWithNext = true }
    }
    strips[strips.count - 1].items.append(.end)
    if let continuation = table.continuation {
      strips[strips.count - 1].keepsWithNext = true
      strips += continuationStrips(continuation, width: width)
    }
    for index in strips.indices { strips[index].isWide = isWide }
    add(strips, spaceBefore: sheet.rhythm)
  }

  /// A header that takes more of a page than this is not repeated.
  private static let highestHeader = 0.25
  /// Rows that together take less of a page than this are not divided: about five.
  private static let wholeShare = 0.125

  private func captionStrips(_ caption: String, width: Double) -> [Strip] {
    guard !caption.isEmpty else { return [] }
    let text = typography.text([.text(caption)], base: sheet.caption, width: width)
    var strips = Self.tagged(.caption, lineStrips(text, sheet.caption, x: 0, width: width))
    for index in strips.indices { strips[index].keepsWithNext = true }
    strips[strips.count - 1].height += sheet.rhythm * 0.2
    return strips
  }

  private func continuationStrips(_ inlines: [Inline], width: Double) -> [Strip] {
    var strips = lineStrips(
      typography.text(inlines, base: sheet.small, width: width), sheet.small, x: 0, width: width)
    strips[0].spaceBefore = sheet.rhythm * 0.3
    return Self.tagged(.paragraph, strips)
  }

  /// The header, standing on its rule; several strips where a page has no room for it.
  private func headerStrips(_ cells: TableCells, _ columns: [Double], room: Double) -> [Strip] {
    var strips = rowStrips(cells.header, cells, columns, room: room, tag: .headerCell, style: cells.type.header)
    let last = strips.count - 1
    let width = columns.reduce(0, +)
    let height = strips[last].height
    strips[last].keepsWithNext = true
    strips[last].items.append(
      .ornament(
        .line(
          [PDFPoint(0, height), PDFPoint(width, height)], width: 0.9, sheet.colour(.accent), dashed: false)))
    return strips
  }

  private func rowStrips(_ row: [[Atom]], _ cells: TableCells, _ columns: [Double], room: Double) -> [Strip] {
    var strips = rowStrips(row, cells, columns, room: room, tag: .cell, style: cells.type.cell)
    for index in strips.indices {
      strips[index].items.append(rule(columns.reduce(0, +), y: strips[index].height))
    }
    return strips
  }

  /// One strip for a row; several where it is higher than a page has room for.
  private func rowStrips(
    _ row: [[Atom]], _ cells: TableCells, _ columns: [Double], room: Double, tag: PDFTag, style: TextStyle
  ) -> [Strip] {
    let texts = zip(row, columns).map { atoms, width in
      typography.lines(of: atoms, width: width - 2 * cells.type.padding)
    }
    let lineHeight = sheet.lineHeight(style)
    let leading = cells.type.leading
    let most = texts.reduce(1) { max($0, $1.lines.count) }
    let capacity = max(1, Int((room - 2 * leading) / lineHeight))
    return stride(from: 0, to: most, by: capacity).map { start in
      let range = start..<min(most, start + capacity)
      var strip = Strip(height: Double(range.count) * lineHeight + 2 * leading)
      let isHeader = tag == .headerCell && most <= capacity
      strip.items = rowItems(
        texts, cells, columns, tag: tag, style: style, lines: range, bottom: isHeader ? strip.height : nil)
      return strip
    }
  }

  /// A row's cells with those of their lines that lie in a range; with a bottom, they stand on it.
  private func rowItems(
    _ texts: [LaidText], _ cells: TableCells, _ columns: [Double], tag: PDFTag, style: TextStyle,
    lines range: Range<Int>, bottom: Double?
  ) -> [Strip.Item] {
    let lineHeight = sheet.lineHeight(style)
    let (padding, leading) = (cells.type.padding, cells.type.leading)
    let baseline = baseline(style)
    var items: [Strip.Item] = []
    // With the rule below: the rows of a long table are most of what a layout holds.
    items.reserveCapacity(3 * texts.count + 3)
    items.append(.begin(.row))
    var x = 0.0
    for (column, text) in texts.enumerated() {
      items.append(.begin(tag))
      let lines = text.lines[range.clamped(to: 0..<text.lines.count)]
      let top = bottom.map { $0 - leading - Double(lines.count) * lineHeight } ?? leading
      for (offset, line) in lines.enumerated() {
        let rest = columns[column] - 2 * padding - line.width
        let left = cells.alignments[column] == .trailing || text.isRightToLeft ? x + padding + rest : x + padding
        items.append(.line(line, x: left, baseline: top + Double(offset) * lineHeight + baseline))
      }
      items.append(.end)
      x += columns[column]
    }
    items.append(.end)
    return items
  }
}
