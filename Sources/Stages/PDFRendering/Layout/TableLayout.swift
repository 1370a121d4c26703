import DocumentModel
import PDFDrawing

extension Composition {
  /// A table with its caption above, its header repeated on each page, and what was left out below.
  mutating func composeTable(_ table: DocumentTable) {
    guard !table.columns.isEmpty else { return }
    let cells = TableCells(table, typography: typography)
    let upright = sheet.page(wide: false).contentWidth
    let isWide = !ColumnWidths.fit(cells.demands, available: upright, comfort: TableCells.comfortableWidth)
    let width = isWide ? sheet.page(wide: true).contentWidth : upright
    let columns = ColumnWidths(cells.demands, available: width).widths
    let header = headerStrip(cells, columns)
    let number = headers.count
    headers.append(header)
    var strips = captionStrips(table.caption, width: width) + [header]
    strips[0].items.insert(.begin(.table), at: 0)
    let first = strips.count
    let room = sheet.page(wide: isWide).contentHeight - header.height
    for row in table.rows.indices {
      for strip in rowStrips(cells.rows[row], table.columns, columns, room: room) {
        strips.append(strip)
        strips[strips.count - 1].header = number
      }
    }
    // No row stands alone under a header, or alone on the last page.
    if table.rows.count > 2 {
      strips[first].keepsWithNext = true
      strips[strips.count - 2].keepsWithNext = true
    }
    strips[strips.count - 1].items.append(.end)
    if let continuation = table.continuation {
      strips[strips.count - 1].keepsWithNext = true
      strips += continuationStrips(continuation, width: width)
    }
    for index in strips.indices { strips[index].isWide = isWide }
    add(strips, spaceBefore: sheet.rhythm)
  }

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

  private func headerStrip(_ cells: TableCells, _ columns: [Double]) -> Strip {
    let texts = zip(cells.header, columns).map { atoms, width in
      typography.lines(of: atoms, width: width - 2 * TableCells.padding)
    }
    let height = rowHeight(texts, sheet.headerCell)
    var strip = Strip(height: height, keepsWithNext: true)
    strip.items = rowItems(
      texts, cells.alignments, columns, tag: .headerCell, style: sheet.headerCell, lines: 0..<Int.max,
      bottom: height)
    let width = columns.reduce(0, +)
    strip.items.append(
      .ornament(
        .line(
          [PDFPoint(0, height), PDFPoint(width, height)], width: 0.9, sheet.colour(.accent), dashed: false)))
    return strip
  }

  /// One strip for a row; several where it is higher than a page has room for.
  private func rowStrips(
    _ row: [[Atom]], _ definitions: [DocumentTable.Column], _ columns: [Double], room: Double
  ) -> [Strip] {
    let texts = zip(row, columns).map { atoms, width in
      typography.lines(of: atoms, width: width - 2 * TableCells.padding)
    }
    let lineHeight = sheet.lineHeight(sheet.cell)
    let most = texts.map(\.lines.count).max() ?? 1
    let capacity = max(1, Int((room - 2 * TableCells.leading(sheet)) / lineHeight))
    let alignments = definitions.map(\.alignment)
    return stride(from: 0, to: most, by: capacity).map { start in
      let range = start..<min(most, start + capacity)
      let height = Double(range.count) * lineHeight + 2 * TableCells.leading(sheet)
      var strip = Strip(height: height)
      strip.items = rowItems(
        texts, alignments, columns, tag: .cell, style: sheet.cell, lines: range, bottom: nil)
      strip.items.append(rule(columns.reduce(0, +), y: height))
      return strip
    }
  }

  private func rowHeight(_ texts: [LaidText], _ style: TextStyle) -> Double {
    let most = texts.map(\.lines.count).max() ?? 1
    return Double(most) * sheet.lineHeight(style) + 2 * TableCells.leading(sheet)
  }

  /// A row's cells with those of their lines that lie in a range; with a bottom, they stand on it.
  private func rowItems(
    _ texts: [LaidText], _ alignments: [DocumentTable.Alignment], _ columns: [Double], tag: PDFTag, style: TextStyle,
    lines range: Range<Int>, bottom: Double?
  ) -> [Strip.Item] {
    let lineHeight = sheet.lineHeight(style)
    let padding = TableCells.padding
    var items: [Strip.Item] = [.begin(.row)]
    var x = 0.0
    for (column, text) in texts.enumerated() {
      items.append(.begin(tag))
      let lines = text.lines[range.clamped(to: 0..<text.lines.count)]
      let top = bottom.map { $0 - TableCells.leading(sheet) - Double(lines.count) * lineHeight } ?? TableCells.leading(sheet)
      for (offset, line) in lines.enumerated() {
        let rest = columns[column] - 2 * padding - line.width
        let left = alignments[column] == .trailing || text.isRightToLeft ? x + padding + rest : x + padding
        items.append(
          .line(line, x: left, baseline: top + Double(offset) * lineHeight + baseline(style)))
      }
      items.append(.end)
      x += columns[column]
    }
    return items + [.end]
  }
}

/// The cells of a table as atoms, with what each column asks for.
struct TableCells {
  let header: [[Atom]]
  let rows: [[[Atom]]]
  let alignments: [DocumentTable.Alignment]
  let demands: [ColumnWidths.Demand]

  /// Left and right of a cell's text.
  static let padding = 4.0
  /// A column whose text wraps wants this much.
  static let comfortableWidth = 62.0
  /// A piece of text wider than this may break after all.
  private static let widestPiece = 150.0
  /// Ids and paths may break anywhere, but want this much.
  private static let narrowestCode = 62.0

  /// Above and below a cell's text.
  static func leading(_ sheet: StyleSheet) -> Double { sheet.theme.sizes.table * 0.32 }

  init(_ table: DocumentTable, typography: Typography) {
    let sheet = typography.sheet
    alignments = table.columns.map(\.alignment)
    header = table.columns.map { typography.atoms(of: [.text($0.title)], base: sheet.headerCell) }
    rows = table.rows.map { row in row.map { typography.atoms(of: $0, base: sheet.cell) } }
    var demands = header.indices.map { column in
      ColumnWidths.Demand(least: 0, most: 0, stretches: table.columns[column].alignment == .leading)
    }
    for row in [header] + rows {
      for column in demands.indices { Self.widen(&demands[column], for: row[column], typography) }
    }
    self.demands = demands
  }

  private static func widen(_ demand: inout ColumnWidths.Demand, for atoms: [Atom], _ typography: Typography) {
    var line = 0.0
    var piece = 0.0
    for (index, atom) in atoms.enumerated() {
      line += atom.width + (index == atoms.count - 1 ? 0 : atom.space)
      let breaks = typography.style(atom.style).breaksAnywhere || atom.fills
      piece += breaks ? min(atom.width, narrowestCode) : atom.width
      demand.least = max(demand.least, min(piece, widestPiece) + 2 * padding)
      if atom.breaksAfter { piece = 0 }
    }
    demand.most = max(demand.most, demand.least, line + 2 * padding)
  }
}
