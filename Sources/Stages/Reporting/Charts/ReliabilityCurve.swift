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
    /// Cases in the bin; nil where it is not told.
    package let count: Int?
    /// The interval of the observed rate.
    package let low: Double?
    package let high: Double?

    package init(predicted: Double, observed: Double, count: Int? = nil, low: Double? = nil, high: Double? = nil) {
      self.predicted = predicted
      self.observed = observed
      self.count = count
      self.low = low
      self.high = high
    }
  }

  /// The same statement in words: each bin's two rates.
  package var alternative: String {
    guard !points.isEmpty else { return "No bin holds a score." }
    let bins = points.map { point in
      "\(rate(point.predicted)) predicted, \(rate(point.observed)) observed"
        + (point.count.map { " of \(Words.count(Int64($0), "case"))" } ?? "")
    }
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
    for (point, place) in zip(points, curve) {
      interval(of: point, into: &sketch)
      sketch.circle(place, radius: 2.6, .accent)
    }
    sketch.text("observed rate", x: 0, y: 8)
    sketch.text("mean predicted rate", x: ReliabilityCurve.x(0.5), y: ReliabilityCurve.y(0) + 24, .middle)
    guard points.contains(where: { $0.count != nil }) else {
      return sketch.drawing(
        width: ReliabilityCurve.left + ReliabilityCurve.side + 14, height: ReliabilityCurve.y(0) + 28)
    }
    counts(into: &sketch)
    return sketch.drawing(width: ReliabilityCurve.countRight + 40, height: ReliabilityCurve.y(0) + 28)
  }

  private func interval(of point: Point, into sketch: inout Sketch) {
    guard let low = point.low, let high = point.high else { return }
    let x = ReliabilityCurve.x(point.predicted)
    let (bottom, top) = (ReliabilityCurve.y(low), ReliabilityCurve.y(high))
    sketch.line((x, bottom), (x, top), .accent, width: 0.9)
    for end in [bottom, top] { sketch.line((x - 2.5, end), (x + 2.5, end), .accent, width: 0.9) }
  }

  private static let countLeft = left + side + 70
  private static let countRight = countLeft + 90

  /// Beside the curve: how many cases each point stands for, from the lowest scores up.
  private func counts(into sketch: inout Sketch) {
    let most = Double(max(1, points.compactMap(\.count).max() ?? 1))
    let height = ReliabilityCurve.side / Double(max(1, points.count))
    for (index, point) in points.enumerated() {
      let count = point.count ?? 0
      let y = ReliabilityCurve.y(0) - (Double(index) + 0.5) * height
      let width = Double(count) / most * (ReliabilityCurve.countRight - ReliabilityCurve.countLeft)
      let baseline = y + Sketch.label * Sketch.middle
      sketch.text(rate(point.predicted), x: ReliabilityCurve.countLeft - 5, y: baseline, .end)
      sketch.rectangle(
        x: ReliabilityCurve.countLeft, y: y - min(5, height / 3), width: width, height: min(10, height / 1.5), .accent)
      sketch.text(NumberWords.count(count), x: ReliabilityCurve.countLeft + width + 4, y: baseline, .start, .text)
    }
    sketch.text("cases by mean predicted rate", x: ReliabilityCurve.countLeft - 30, y: 8)
  }

  private static func x(_ rate: Double) -> Double { left + rate * side }
  private static func y(_ rate: Double) -> Double { top + (1 - rate) * side }

  private func rate(_ value: Double) -> String { NumberWords.decimal(value, places: 3) }
}
