package import DocumentModel

/// True against false positive rates over all thresholds; a model that ranks by chance lies on the dashed line.
package struct ROCCurve: Sendable {
  private static let side = 220.0
  private static let left = 40.0
  private static let top = 18.0

  package let points: [Point]

  /// Points outside the unit square are left out: there is no such rate.
  package init(points: [Point]) {
    self.points = points.filter { (0...1).contains($0.falsePositive) && (0...1).contains($0.truePositive) }
  }

  /// The rates at one threshold.
  package struct Point: Sendable {
    package let falsePositive: Double
    package let truePositive: Double

    package init(falsePositive: Double, truePositive: Double) {
      self.falsePositive = falsePositive
      self.truePositive = truePositive
    }
  }

  /// The same statement in words: the true positive rate at tenths of the false positive rate.
  package var alternative: String {
    guard points.count > 1 else { return "The curve has no points: all cases have the same outcome." }
    let words = stride(from: 1, to: 10, by: 2).map { tenth -> String in
      let limit = Double(tenth) / 10
      let reached = points.last { $0.falsePositive <= limit }?.truePositive ?? 0
      return "\(NumberWords.decimal(reached, places: 3)) at \(NumberWords.decimal(limit, places: 1))"
    }
    return "True positive rate by false positive rate: \(words.joined(separator: ", "))."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let axis = Axis(maximum: 1)
    for (tick, label) in zip(axis.ticks, axis.labels) {
      let (x, y) = (ROCCurve.x(tick), ROCCurve.y(tick))
      sketch.line((x, ROCCurve.y(1)), (x, ROCCurve.y(0)), tick == 0 ? .axis : .grid)
      sketch.line((ROCCurve.x(0), y), (ROCCurve.x(1), y), tick == 0 ? .axis : .grid)
      sketch.text(label, x: x, y: ROCCurve.y(0) + 11, .middle)
      sketch.text(label, x: ROCCurve.left - 5, y: y + Sketch.label * Sketch.middle, .end)
    }
    sketch.line((ROCCurve.x(0), ROCCurve.y(0)), (ROCCurve.x(1), ROCCurve.y(1)), .muted, width: 0.8, dashed: true)
    sketch.polyline(
      points.map { Drawing.Point(ROCCurve.x($0.falsePositive), ROCCurve.y($0.truePositive)) }, .accent, width: 1.4)
    sketch.text("true positive rate", x: 0, y: 8)
    sketch.text("false positive rate", x: ROCCurve.x(0.5), y: ROCCurve.y(0) + 24, .middle)
    return sketch.drawing(width: ROCCurve.left + ROCCurve.side + 14, height: ROCCurve.y(0) + 28)
  }

  private static func x(_ rate: Double) -> Double { left + rate * side }
  private static func y(_ rate: Double) -> Double { top + (1 - rate) * side }
}
