import Bytes
package import DocumentModel

/// Values as bars side by side, with the limit that they are held to.
package struct BarChart: Sendable {
  /// More bars than this are not drawn, and the last line says how many.
  package static let mostBars = 32
  /// Labels wider than this, in points, are cut with an ellipsis.
  private static let widestLabel = 180.0
  private static let rowHeight = 18.0
  private static let barHeight = 11.0

  package let bars: [Bar]
  package let limit: Limit?
  /// What the axis counts: `minutes`, `records`.
  package let unit: String

  package init(bars: [Bar], limit: Limit? = nil, unit: String) {
    self.bars = bars
    self.limit = limit
    self.unit = unit
  }

  /// A value that is not negative, and how it reads.
  package struct Bar: Sendable {
    package let label: String
    package let value: Double
    package let words: String

    package init(_ label: String, _ value: Double, words: String) {
      self.label = label
      self.value = value
      self.words = words
    }
  }

  /// A line that values stay below or above.
  package struct Limit: Sendable {
    package let value: Double
    package let words: String
    package let bound: Bound

    package enum Bound: Sendable {
      case atMost, atLeast
    }

    package init(_ value: Double, words: String, bound: Bound) {
      self.value = value
      self.words = words
      self.bound = bound
    }

    func isBroken(by value: Double) -> Bool {
      switch bound {
      case .atMost: value > self.value
      case .atLeast: value < self.value
      }
    }
  }

  /// The same statement in words: every bar, the limit, and which bars break it.
  package var alternative: String {
    var text = bars.map { "\($0.label) \($0.words)" }.joined(separator: "; ")
    guard let limit else { return text + "." }
    let broken = bars.filter { limit.isBroken(by: $0.value) }.map(\.label)
    text += ". \(limit.words): "
    return text + (broken.isEmpty ? "no bar breaks it." : "broken by \(broken.joined(separator: ", ")).")
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let shown = bars.prefix(BarChart.mostBars)
    let layout = Layout(bars: shown, limit: limit)
    drawGrid(layout, rows: shown.count, in: &sketch)
    for (row, bar) in shown.enumerated() { draw(bar, row: row, layout, in: &sketch) }
    drawLimit(layout, rows: shown.count, in: &sketch)
    var height = layout.bottom(rows: shown.count) + 26
    if bars.count > shown.count {
      height += 12
      sketch.text("\(NumberWords.count(bars.count - shown.count)) more are not drawn", x: 0, y: height - 4)
    }
    return sketch.drawing(height: height)
  }

  /// Where things stand, from the widths of the labels.
  private struct Layout {
    let axis: Axis
    let left: Double
    let right: Double
    let top: Double

    init(bars: ArraySlice<Bar>, limit: Limit?) {
      axis = Axis(maximum: max(bars.map(\.value).filter(\.isFinite).max() ?? 0, limit?.value ?? 0))
      let labels = bars.map { TextEstimate.width($0.label.visible, size: Sketch.label) }.max() ?? 0
      let words = bars.map { TextEstimate.width("✗ \($0.words)", size: Sketch.label) }.max() ?? 0
      left = min(labels, BarChart.widestLabel) + 8
      right = max(left + 60, Sketch.width - min(words, BarChart.widestLabel) - 6)
      top = limit == nil ? 4 : 16
    }

    func x(_ value: Double) -> Double { left + axis.share(of: value) * (right - left) }
    func bottom(rows: Int) -> Double { top + Double(rows) * BarChart.rowHeight + 2 }
  }

  /// A line for every tick, and its label where there is room for it.
  private func drawGrid(_ layout: Layout, rows: Int, in sketch: inout Sketch) {
    let bottom = layout.bottom(rows: rows)
    var free = 0.0
    for (tick, label) in zip(layout.axis.ticks, layout.axis.labels) {
      let x = layout.x(tick)
      sketch.line((x, layout.top), (x, bottom), tick == 0 ? .axis : .grid)
      let width = TextEstimate.width(label, size: Sketch.label)
      let start = min(max(x - width / 2, 0), Sketch.width - width)
      guard start >= free else { continue }
      sketch.text(label, x: start + width / 2, y: bottom + 10, .middle)
      free = start + width
    }
    let unit = TextEstimate.fitted(unit.visible, width: layout.right - layout.left, size: Sketch.label)
    sketch.text(unit, x: (layout.left + layout.right) / 2, y: bottom + 22, .middle)
  }

  private func draw(_ bar: Bar, row: Int, _ layout: Layout, in sketch: inout Sketch) {
    let y = layout.top + Double(row) * BarChart.rowHeight + (BarChart.rowHeight - BarChart.barHeight) / 2
    let baseline = y + BarChart.barHeight / 2 + Sketch.label * Sketch.middle
    let broken = limit?.isBroken(by: bar.value) ?? false
    let end = layout.x(bar.value)
    let label = TextEstimate.fitted(bar.label.visible, width: layout.left - 8, size: Sketch.label)
    sketch.text(label, x: layout.left - 6, y: baseline, .end, .text)
    sketch.rectangle(
      x: layout.left, y: y, width: end - layout.left, height: BarChart.barHeight, broken ? .bad : .accent)
    let words = TextEstimate.fitted(bar.words.visible, width: BarChart.widestLabel, size: Sketch.label)
    let marked = broken ? "\(Chrome.mark(of: .bad)) \(words)" : words
    // Words stand beyond the limit's line where they would cross it.
    let line = limit.map { layout.x($0.value) } ?? 0
    let crosses = line > end && line < end + 8 + TextEstimate.width(marked, size: Sketch.label)
    sketch.text(marked, x: (crosses ? line : end) + 4, y: baseline, .start, broken ? .bad : .text)
  }

  private func drawLimit(_ layout: Layout, rows: Int, in sketch: inout Sketch) {
    guard let limit else { return }
    let x = layout.x(limit.value)
    sketch.line((x, layout.top - 4), (x, layout.bottom(rows: rows)), .text, width: 1, dashed: true)
    let words = TextEstimate.fitted(limit.words.visible, width: Sketch.width, size: Sketch.label)
    let half = TextEstimate.width(words, size: Sketch.label) / 2
    sketch.text(words, x: min(max(x, half), Sketch.width - half), y: 8, .middle, .text)
  }
}
