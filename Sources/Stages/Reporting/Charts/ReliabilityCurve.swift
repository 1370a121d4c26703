package import DocumentModel

/// Predicted against observed rates, both from 0 to 1; a model that is calibrated lies on the dashed line.
package struct ReliabilityCurve: Sendable {
  private static let side = 220.0
  private static let left = 40.0
  private static let top = 18.0

  package let points: [Point]

  /// Points outside the unit square are left out: there is no such rate.
  package init(points: [Point]) {
    self.points = points.filter { (0...1).contains($0.predicted) && (0...1).contains($0.observed) }
  }

  /// One bin of scores.
  package struct Point: Sendable {
    package let predicted: Double
    package let observed: Double

    package init(predicted: Double, observed: Double) {
      self.predicted = predicted
      self.observed = observed
    }
  }

  /// The same statement in words: each bin's two rates.
  package var alternative: String {
    guard !points.isEmpty else { return "No bin holds a score." }
    let bins = points.map { "\(rate($0.predicted)) predicted, \(rate($0.observed)) observed" }
    return bins.joined(separator: "; ") + "."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let axis = Axis(maximum: 1)
    for (tick, label) in zip(axis.ticks, axis.labels) {
      let x = ReliabilityCurve.x(tick)
      let y = ReliabilityCurve.y(tick)
      sketch.line((x, ReliabilityCurve.y(1)), (x, ReliabilityCurve.y(0)), tick == 0 ? .axis : .grid)
      sketch.line((ReliabilityCurve.x(0), y), (ReliabilityCurve.x(1), y), tick == 0 ? .axis : .grid)
      sketch.text(label, x: x, y: ReliabilityCurve.y(0) + 11, .middle)
      sketch.text(label, x: ReliabilityCurve.left - 5, y: y + Sketch.label * Sketch.middle, .end)
    }
    sketch.line(
      (ReliabilityCurve.x(0), ReliabilityCurve.y(0)), (ReliabilityCurve.x(1), ReliabilityCurve.y(1)), .muted,
      width: 0.8, dashed: true)
    let curve = points.map {
      Drawing.Point(ReliabilityCurve.x($0.predicted), ReliabilityCurve.y($0.observed))
    }
    sketch.polyline(curve, .accent, width: 1.4)
    for point in curve { sketch.circle(point, radius: 2.6, .accent) }
    sketch.text("observed rate", x: 0, y: 8)
    sketch.text("mean predicted rate", x: ReliabilityCurve.x(0.5), y: ReliabilityCurve.y(0) + 24, .middle)
    return sketch.drawing(
      width: ReliabilityCurve.left + ReliabilityCurve.side + 14, height: ReliabilityCurve.y(0) + 28)
  }

  private static func x(_ rate: Double) -> Double { left + rate * side }
  private static func y(_ rate: Double) -> Double { top + (1 - rate) * side }

  private func rate(_ value: Double) -> String { NumberWords.decimal(value, places: 3) }
}
