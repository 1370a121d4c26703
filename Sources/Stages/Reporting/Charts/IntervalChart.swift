import Bytes
package import DocumentModel

/// Rates from 0 to 1 as points with their intervals, one below the other.
package struct IntervalChart: Sendable {
  /// More rows than this are not drawn, and the last line says how many.
  package static let mostRows = 32
  private static let widestLabel = 150.0
  private static let rowHeight = 18.0

  package let rows: [Row]
  /// What the axis shows: `selection rate`.
  package let unit: String

  /// Lines across all rows, such as a limit, each with its words.
  package let limits: [Limit]

  package init(rows: [Row], unit: String, limits: [Limit] = []) {
    self.rows = rows
    self.unit = unit
    self.limits = limits.filter { (0...1).contains($0.value) }
  }

  package struct Limit: Sendable {
    package let value: Double
    package let words: String

    package init(_ value: Double, words: String) {
      self.value = value
      self.words = words
    }
  }

  package struct Row: Sendable {
    package let label: String
    /// Nil where the rate is undefined: then the row says so.
    package let value: Double?
    package let low: Double?
    package let high: Double?

    package init(_ label: String, value: Double?, low: Double?, high: Double?) {
      self.label = label
      self.value = value
      self.low = low
      self.high = high
    }

    fileprivate var words: String {
      guard let value else { return "undefined" }
      let rate = NumberWords.decimal(value, places: 3)
      guard let low, let high else { return rate }
      return "\(rate) (\(NumberWords.decimal(low, places: 3)) to \(NumberWords.decimal(high, places: 3)))"
    }
  }

  /// The same statement in words.
  package var alternative: String {
    guard !rows.isEmpty else { return "There is no group." }
    let lines = limits.map { "\($0.words) at \(NumberWords.decimal($0.value, places: 3))" }
    return (rows.map { "\($0.label) \($0.words)" } + lines).joined(separator: "; ") + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let shown = rows.prefix(IntervalChart.mostRows)
    let labels = shown.map { TextEstimate.width($0.label.visible, size: Sketch.label) }.max() ?? 0
    let left = min(labels, IntervalChart.widestLabel) + 8
    let right = Sketch.width - TextEstimate.width("0.000 (0.000 to 0.000)", size: Sketch.label) - 8
    let bottom = 4 + Double(shown.count) * IntervalChart.rowHeight + 2
    func x(_ rate: Double) -> Double { left + min(max(rate, 0), 1) * (right - left) }
    let axis = Axis(maximum: 1)
    for (tick, label) in zip(axis.ticks, axis.labels) {
      sketch.line((x(tick), 4), (x(tick), bottom), tick == 0 ? .axis : .grid)
      sketch.text(label, x: x(tick), y: bottom + 10, .middle)
    }
    sketch.text(unit.visible, x: (left + right) / 2, y: bottom + 22, .middle)
    for (index, row) in shown.enumerated() {
      let y = 4 + (Double(index) + 0.5) * IntervalChart.rowHeight
      let baseline = y + Sketch.label * Sketch.middle
      let label = TextEstimate.fitted(row.label.visible, width: left - 7, size: Sketch.label)
      sketch.text(label, x: left - 6, y: baseline, .end, .text)
      if let low = row.low, let high = row.high {
        sketch.line((x(low), y), (x(high), y), .accent, width: 1.2)
        for end in [low, high] { sketch.line((x(end), y - 3), (x(end), y + 3), .accent, width: 1.2) }
      }
      if let value = row.value { sketch.circle(Drawing.Point(x(value), y), radius: 2.6, .accent) }
      sketch.text(row.words, x: right + 8, y: baseline, .start, .text)
    }
    var foot = bottom + 22
    for limit in limits {
      sketch.line((x(limit.value), 4), (x(limit.value), bottom), .bad, width: 1, dashed: true)
      foot += 12
      sketch.text(
        "dashed: \(limit.words), \(NumberWords.decimal(limit.value, places: 3))", x: (left + right) / 2, y: foot,
        .middle, .bad)
    }
    let hidden = rows.count - shown.count
    if hidden > 0 {
      foot += 14
      sketch.text("\(NumberWords.count(hidden)) more are not drawn", x: 0, y: foot)
    }
    return sketch.drawing(height: foot + 4)
  }
}
