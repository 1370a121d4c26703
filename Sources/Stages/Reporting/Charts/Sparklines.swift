import Bytes
package import DocumentModel

/// Courses of several values, one small line each on a scale of its own, between a name and its extremes.
package struct Sparklines: Sendable {
  package static let mostLines = 24
  private static let rowHeight = 20.0

  package let lines: [Line]

  package init(lines: [Line]) { self.lines = lines }

  package struct Line: Sendable {
    package let label: String
    /// One for each step of time; nil where there is none.
    package let values: [Double?]
    package let words: String

    package init(_ label: String, values: [Double?], words: String) {
      self.label = label
      self.values = values
      self.words = words
    }
  }

  package var alternative: String { lines.map { "\($0.label) \($0.words)" }.joined(separator: "; ") + "." }

  package var drawing: Drawing {
    var sketch = Sketch()
    let shown = lines.prefix(Sparklines.mostLines)
    let left = min(190, (shown.map { TextEstimate.width($0.label.visible, size: Sketch.label) }.max() ?? 0) + 8)
    let right =
      Sketch.width - min(150, (shown.map { TextEstimate.width($0.words.visible, size: Sketch.label) }.max() ?? 0) + 8)
    for (row, line) in shown.enumerated() {
      let top = Double(row) * Sparklines.rowHeight
      let baseline = top + Sparklines.rowHeight / 2 + Sketch.label * Sketch.middle
      sketch.text(
        TextEstimate.fitted(line.label.visible, width: left - 8, size: Sketch.label), x: 0, y: baseline, .start, .text)
      sketch.line((left, top + Sparklines.rowHeight - 2), (right, top + Sparklines.rowHeight - 2), .grid)
      draw(line, top: top + 3, left: left, right: right, in: &sketch)
      sketch.text(TextEstimate.fitted(line.words.visible, width: 148, size: Sketch.label), x: right + 8, y: baseline)
    }
    var height = Double(shown.count) * Sparklines.rowHeight
    if lines.count > shown.count {
      height += 14
      sketch.text("\(NumberWords.count(lines.count - shown.count)) more are not drawn", x: 0, y: height - 4)
    }
    return sketch.drawing(height: max(height, 1))
  }

  /// A gap in the values is a gap in the line.
  private func draw(_ line: Line, top: Double, left: Double, right: Double, in sketch: inout Sketch) {
    let values = line.values.compactMap { $0 }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else { return }
    let span = most > least ? most - least : 1
    let step = (right - left) / Double(max(1, line.values.count - 1))
    var run: [Drawing.Point] = []
    for (place, value) in line.values.enumerated() {
      if let value, value.isFinite {
        run.append(
          Drawing.Point(left + Double(place) * step, top + (1 - (value - least) / span) * (Sparklines.rowHeight - 7)))
      } else {
        sketch.polyline(run, .accent, width: 0.9)
        run = []
      }
    }
    sketch.polyline(run, .accent, width: 0.9)
  }
}
