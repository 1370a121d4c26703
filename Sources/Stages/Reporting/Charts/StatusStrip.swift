import Bytes
package import DocumentModel

/// How a whole divides into statuses: one strip, and under it each status with its mark, word and number.
package struct StatusStrip: Sendable {
  private static let stripHeight = 18.0
  private static let gap = 1.5
  /// A status that occurs is never drawn narrower than this, in points.
  private static let narrowest = 3.0
  private static let rowHeight = 15.0

  package let parts: [Part]
  /// What is counted: `gates`.
  package let unit: String

  package init(parts: [Part], unit: String) {
    self.parts = parts.filter { $0.count > 0 }
    self.unit = unit
  }

  package struct Part: Sendable {
    package let word: String
    package let tone: Tone
    package let count: Int

    package init(_ word: String, _ tone: Tone, _ count: Int) {
      self.word = word
      self.tone = tone
      self.count = count
    }
  }

  /// The same statement in words: every status that occurs, with its number.
  package var alternative: String {
    parts.isEmpty
      ? "No \(unit)."
      : "\(unit): " + parts.map { "\($0.word) \(NumberWords.count($0.count))" }.joined(separator: ", ") + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    if parts.isEmpty {
      sketch.rectangle(x: 0, y: 0, width: Sketch.width, height: StatusStrip.stripHeight, .surface)
      sketch.text("no \(unit)", x: 0, y: StatusStrip.stripHeight + 12)
    }
    var x = 0.0
    for (part, width) in zip(parts, widths) {
      sketch.rectangle(x: x, y: 0, width: width, height: StatusStrip.stripHeight, Chrome.ink(of: part.tone))
      if width >= 16 {
        sketch.text(
          Chrome.mark(of: part.tone), x: x + width / 2,
          y: StatusStrip.stripHeight / 2 + Sketch.label * Sketch.middle, .middle, .surface)
      }
      x += width + StatusStrip.gap
    }
    let height = drawLegend(in: &sketch)
    return sketch.drawing(height: height)
  }

  /// Shares of the strip after what the narrowest parts and the gaps need.
  private var widths: [Double] {
    let total = parts.reduce(0.0) { $0 + Double($1.count) }
    let free = Sketch.width - Double(parts.count) * StatusStrip.narrowest - Double(parts.count - 1) * StatusStrip.gap
    return parts.map { StatusStrip.narrowest + max(0, free) * Double($0.count) / total }
  }

  /// Returns the height of the drawing.
  private func drawLegend(in sketch: inout Sketch) -> Double {
    var x = 0.0
    var y = StatusStrip.stripHeight + 13
    for part in parts {
      let words = TextEstimate.fitted(
        "\(Chrome.mark(of: part.tone)) \(part.word.visible) \(NumberWords.count(part.count))", width: Sketch.width,
        size: Sketch.label)
      let width = TextEstimate.width(words, size: Sketch.label) + 14
      if x + width > Sketch.width, x > 0 {
        x = 0
        y += StatusStrip.rowHeight
      }
      sketch.text(words, x: x, y: y, .start, Chrome.ink(of: part.tone))
      x += width
    }
    return y + 6
  }
}
