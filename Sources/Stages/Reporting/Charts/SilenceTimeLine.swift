import Bytes
package import DocumentModel
package import Rows

/// When sources have records, each on a lane from its first to its last, with the longest silence as a hole in it.
package struct SilenceTimeLine: Sendable {
  private static let rowHeight = 18.0
  private static let barHeight = 8.0
  /// Labels wider than this, in points, are cut with an ellipsis.
  private static let widestLabel = 130.0
  /// A silence is never drawn narrower than this.
  private static let narrowest = 2.0

  package let first: Day
  /// The last day that is shown.
  package let last: Day
  package let lanes: [Lane]

  package init(first: Day, last: Day, lanes: [Lane]) {
    self.first = first
    self.last = last
    self.lanes = lanes
  }

  package struct Lane: Sendable {
    package let label: String
    package let first: Instant
    package let last: Instant
    package let silence: Silence?

    package init(label: String, first: Instant, last: Instant, silence: Silence?) {
      self.label = label
      self.first = first
      self.last = last
      self.silence = silence
    }
  }

  /// A stretch between two records, and how it reads: `2 d 3 h from 2024-02-03 10:00`.
  package struct Silence: Sendable {
    package let start: Instant
    package let end: Instant
    package let words: String

    package init(start: Instant, end: Instant, words: String) {
      self.start = start
      self.end = end
      self.words = words
    }
  }

  package var alternative: String {
    lanes.map { "\($0.label): \($0.silence?.words ?? "no silence")" }.joined(separator: "; ") + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let layout = Layout(self)
    for (row, lane) in lanes.enumerated() { draw(lane, row: row, layout, in: &sketch) }
    let bottom = Double(lanes.count) * SilenceTimeLine.rowHeight + 2
    sketch.line((layout.left, bottom), (layout.right, bottom), .axis)
    sketch.text(first.description, x: layout.left, y: bottom + 11)
    sketch.text(last.description, x: layout.right, y: bottom + 11, .end)
    return sketch.drawing(height: bottom + 16)
  }

  private struct Layout {
    let left: Double
    let right: Double
    let start: Int64
    let span: Double

    init(_ line: SilenceTimeLine) {
      func widest(_ texts: [String]) -> Double {
        texts.map { TextEstimate.width($0.visible, size: Sketch.label) }.max() ?? 0
      }
      left = min(widest(line.lanes.map(\.label)), SilenceTimeLine.widestLabel) + 8
      right = max(left + 100, Sketch.width - widest(line.lanes.compactMap { $0.silence.map { "▲ \($0.words)" } }) - 8)
      start = line.first.start.microseconds
      span = Double(max(1, line.last.advanced(by: 1).start.microseconds - start))
    }

    /// Times outside of the period stand at its ends.
    func x(_ instant: Instant) -> Double {
      let share = Double(instant.microseconds - start) / span
      return left + min(max(share, 0), 1) * (right - left)
    }
  }

  private func draw(_ lane: Lane, row: Int, _ layout: Layout, in sketch: inout Sketch) {
    let middle = (Double(row) + 0.5) * SilenceTimeLine.rowHeight
    let top = middle - SilenceTimeLine.barHeight / 2
    let baseline = middle + Sketch.label * Sketch.middle
    sketch.text(
      TextEstimate.fitted(lane.label.visible, width: layout.left - 8, size: Sketch.label), x: 0, y: baseline, .start,
      .text)
    let (start, end) = (layout.x(lane.first), layout.x(lane.last))
    sketch.rectangle(
      x: start, y: top, width: max(end - start, SilenceTimeLine.narrowest), height: SilenceTimeLine.barHeight,
      .accentSoft)
    guard let silence = lane.silence else { return }
    let hole = (layout.x(silence.start), layout.x(silence.end))
    sketch.rectangle(
      x: hole.0, y: top - 2, width: max(hole.1 - hole.0, SilenceTimeLine.narrowest),
      height: SilenceTimeLine.barHeight + 4, .warning)
    sketch.text("\(Chrome.mark(of: .warning)) \(silence.words)", x: layout.right + 6, y: baseline, .start, .warning)
  }
}
