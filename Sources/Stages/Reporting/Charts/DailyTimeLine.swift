package import DocumentModel
package import Rows

/// How many records each day has, with the stretches that have none marked.
package struct DailyTimeLine: Sendable {
  private static let plotHeight = 110.0
  private static let top = 18.0

  package let first: Day
  /// One count a day from the first on.
  package let counts: [Int]
  package let gaps: [Gap]
  /// What is counted: `events a day`.
  package let unit: String

  package init(first: Day, counts: [Int], gaps: [Gap], unit: String) {
    self.first = first
    self.counts = counts
    self.gaps = gaps
    self.unit = unit
  }

  /// Days without a record, both ends included.
  package struct Gap: Sendable {
    package let first: Day
    package let last: Day

    package init(first: Day, last: Day) {
      self.first = first
      self.last = last
    }

    /// `no records 2024-02-03 to 2024-02-05`.
    var words: String {
      first == last ? "no records \(first.description)" : "no records \(first.description) to \(last.description)"
    }
  }

  /// The same statement in words: the whole, the busiest and the quietest day, and every gap.
  package var alternative: String {
    guard let most = counts.max(), let least = counts.min(), let busiest = counts.firstIndex(of: most),
      let quietest = counts.firstIndex(of: least)
    else { return "No day is shown." }
    let last = first.advanced(by: counts.count - 1)
    var text = "\(unit), \(first.description) to \(last.description): most \(NumberWords.count(most))"
    text += " on \(first.advanced(by: busiest).description), fewest \(NumberWords.count(least))"
    text += " on \(first.advanced(by: quietest).description)"
    for gap in gaps { text += "; \(gap.words)" }
    return text + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let layout = Layout(first: first, counts: counts)
    drawGaps(layout, in: &sketch)
    drawScale(layout, in: &sketch)
    for (index, count) in counts.enumerated() where count > 0 {
      let y = layout.y(Double(count))
      sketch.rectangle(
        x: layout.x(index) + layout.slot * 0.1, y: y, width: layout.slot * 0.8, height: layout.bottom - y, .accent)
    }
    sketch.line((layout.left, layout.bottom), (Sketch.width, layout.bottom), .axis)
    drawDays(layout, in: &sketch)
    sketch.text(
      TextEstimate.fitted(unit, width: Sketch.width, size: Sketch.label), x: layout.left, y: layout.bottom + 24)
    return sketch.drawing(height: layout.bottom + 28)
  }

  private struct Layout {
    let axis: Axis
    let left: Double
    let slot: Double
    let days: Int
    let first: Day
    let bottom = DailyTimeLine.top + DailyTimeLine.plotHeight

    init(first: Day, counts: [Int]) {
      axis = Axis(maximum: Double(counts.max() ?? 0), steps: 4)
      left = (axis.labels.map { TextEstimate.width($0, size: Sketch.label) }.max() ?? 0) + 6
      days = counts.count
      self.first = first
      slot = (Sketch.width - left) / Double(max(1, counts.count))
    }

    func x(_ index: Int) -> Double { left + Double(index) * slot }
    func y(_ value: Double) -> Double { bottom - axis.share(of: value) * DailyTimeLine.plotHeight }

    /// The days of a gap that the chart shows, as offsets.
    func offsets(of gap: Gap) -> Range<Int>? {
      let start = max(0, gap.first.number - first.number)
      let end = min(days, gap.last.number - first.number + 1)
      return start < end ? start..<end : nil
    }
  }

  private func drawScale(_ layout: Layout, in sketch: inout Sketch) {
    for (tick, label) in zip(layout.axis.ticks, layout.axis.labels) {
      let y = layout.y(tick)
      if tick > 0 { sketch.line((layout.left, y), (Sketch.width, y), .grid) }
      sketch.text(label, x: layout.left - 4, y: y + Sketch.label * Sketch.middle, .end)
    }
  }

  /// A band over the whole height, and its words above where they do not run into those of the gap before.
  private func drawGaps(_ layout: Layout, in sketch: inout Sketch) {
    var free = 0.0
    for gap in gaps {
      guard let offsets = layout.offsets(of: gap) else { continue }
      let start = layout.x(offsets.lowerBound)
      let end = layout.x(offsets.upperBound)
      sketch.rectangle(
        x: start, y: DailyTimeLine.top, width: max(1, end - start), height: DailyTimeLine.plotHeight, .accentSoft)
      sketch.line((start, DailyTimeLine.top - 4), (max(start + 1, end), DailyTimeLine.top - 4), .warning, width: 2)
      let words = "\(Chrome.mark(of: .warning)) \(gap.words)"
      let half = TextEstimate.width(words, size: Sketch.label) / 2
      let middle = min(max((start + end) / 2, half), Sketch.width - half)
      guard middle - half >= free else { continue }
      sketch.text(words, x: middle, y: 9, .middle, .warning)
      free = middle + half + 6
    }
  }

  /// A tick and a date at the first day and at each first of a month, where the dates have room.
  private func drawDays(_ layout: Layout, in sketch: inout Sketch) {
    var free = 0.0
    for index in 0..<layout.days {
      let day = first.advanced(by: index)
      guard index == 0 || day.civil.day == 1 || layout.days <= 14 else { continue }
      let x = layout.x(index) + layout.slot / 2
      sketch.line((x, layout.bottom), (x, layout.bottom + 3), .axis)
      let width = TextEstimate.width(day.description, size: Sketch.label)
      let start = min(max(x - width / 2, 0), Sketch.width - width)
      guard start >= free else { continue }
      sketch.text(day.description, x: start, y: layout.bottom + 12)
      free = start + width + 4
    }
  }
}
