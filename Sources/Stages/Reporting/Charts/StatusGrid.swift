import Bytes
package import DocumentModel

/// Statuses of things (rows) in periods (columns): each cell a mark and a word, so that colour adds nothing.
package struct StatusGrid: Sendable {
  /// More rows than this are not drawn, and the last line says how many.
  package static let mostRows = 40
  private static let rowHeight = 17.0
  private static let widestLabel = 170.0

  package let rows: [String]
  package let columns: [String]
  package let cells: [[Cell]]

  /// `cells` has a list for every row, with a cell for every column.
  package init(rows: [String], columns: [String], cells: [[Cell]]) {
    self.rows = rows
    self.columns = columns
    self.cells = cells
  }

  package struct Cell: Sendable {
    package let words: String
    package let tone: Tone

    package init(_ words: String, _ tone: Tone) {
      self.words = words
      self.tone = tone
    }
  }

  /// The same statement in words: row by row.
  package var alternative: String {
    zip(rows, cells).map { row, cells in
      "\(row): " + zip(columns, cells).map { "\($0) \($1.words)" }.joined(separator: ", ")
    }.joined(separator: "; ") + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let shown = min(rows.count, StatusGrid.mostRows)
    let labels = rows.prefix(shown).map { TextEstimate.width($0.visible, size: Sketch.label) }.max() ?? 0
    let left = min(labels, StatusGrid.widestLabel) + 8
    let width = (Sketch.width - left) / Double(max(1, columns.count))
    for (column, title) in columns.enumerated() {
      let x = left + (Double(column) + 0.5) * width
      sketch.text(TextEstimate.fitted(title.visible, width: width - 2, size: Sketch.label), x: x, y: 9, .middle)
    }
    for row in 0..<shown { draw(row, left: left, width: width, in: &sketch) }
    var height = 16 + Double(shown) * StatusGrid.rowHeight
    if rows.count > shown {
      height += 14
      sketch.text("\(NumberWords.count(rows.count - shown)) more are not drawn", x: 0, y: height - 4)
    }
    return sketch.drawing(height: height)
  }

  private func draw(_ row: Int, left: Double, width: Double, in sketch: inout Sketch) {
    let y = 15 + Double(row) * StatusGrid.rowHeight
    let baseline = y + StatusGrid.rowHeight / 2 + Sketch.label * Sketch.middle
    let label = TextEstimate.fitted(rows[row].visible, width: left - 8, size: Sketch.label)
    sketch.text(label, x: left - 6, y: baseline, .end, .text)
    for (column, cell) in cells[row].prefix(columns.count).enumerated() {
      let x = left + Double(column) * width
      sketch.rectangle(x: x + 1, y: y + 1, width: width - 2, height: StatusGrid.rowHeight - 2, .surface)
      sketch.rectangle(x: x + 1, y: y + 1, width: 3, height: StatusGrid.rowHeight - 2, Chrome.ink(of: cell.tone))
      let words = TextEstimate.fitted(
        "\(Chrome.mark(of: cell.tone)) \(cell.words.visible)", width: width - 8, size: Sketch.label)
      sketch.text(words, x: x + width / 2 + 1, y: baseline, .middle, Chrome.ink(of: cell.tone))
    }
  }
}
