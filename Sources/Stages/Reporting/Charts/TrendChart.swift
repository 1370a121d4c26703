package import DocumentModel
package import Rows

/// A value over the days, with the bands that it should stay out of.
package struct TrendChart: Sendable {
  private static let height = 130.0
  private static let top = 14.0

  package let points: [Point]
  package let bands: [Band]
  package let unit: String
  private let low: Double
  private let high: Double

  package struct Point: Sendable {
    package let day: Day
    package let value: Double

    package init(_ day: Day, _ value: Double) {
      self.day = day
      self.value = value
    }
  }

  /// The side of a limit on which values should not be.
  package struct Band: Sendable {
    package let value: Double
    package let words: String
    package let bound: BarChart.Limit.Bound

    package init(_ value: Double, words: String, bound: BarChart.Limit.Bound) {
      self.value = value
      self.words = words
      self.bound = bound
    }
  }

  /// `ceiling`: a value that none can exceed. The scale need not begin at zero, and says where it does.
  package init(points: [Point], bands: [Band], unit: String, ceiling: Double? = nil) {
    let finite = points.filter { $0.value.isFinite }
    self.points = finite
    self.bands = bands
    self.unit = unit
    let values = finite.map(\.value) + bands.map(\.value)
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    let room = most > least ? (most - least) * 0.15 : max(abs(most) * 0.01, 0.5)
    let floor = least >= 0 ? max(0, least - room) : least - room
    low = floor
    high = ceiling.map { min($0, most + room) }.flatMap { $0 > floor ? $0 : nil } ?? most + room
  }

  /// The same statement in words: where it began and ended, its extremes, and the bands.
  package var alternative: String {
    guard let first = points.first, let last = points.last,
      let least = points.min(by: { ($0.value, $0.day) < ($1.value, $1.day) }),
      let most = points.max(by: { ($0.value, $1.day) < ($1.value, $0.day) })
    else { return "No value." }
    func words(_ point: Point) -> String { "\(Words.short(point.value)) on \(point.day)" }
    let limits = bands.map { "; \($0.words)" }.joined()
    return
      "\(NumberWords.count(points.count)) values in \(unit): first \(words(first)), last \(words(last)), lowest \(words(least)), highest \(words(most))\(limits)."
  }

  package var drawing: Drawing {
    var sketch = Sketch()
    let labels = [low, (low + high) / 2, high].map { Words.short($0) }
    let left = (labels.map { TextEstimate.width($0, size: Sketch.label) }.max() ?? 0) + 6
    let bottom = TrendChart.top + TrendChart.height
    func y(_ value: Double) -> Double { bottom - (min(max(value, low), high) - low) / (high - low) * TrendChart.height }
    for band in bands {
      let edge = band.bound == .atLeast ? bottom : TrendChart.top
      sketch.rectangle(
        x: left, y: min(edge, y(band.value)), width: Sketch.width - left, height: abs(edge - y(band.value)), .surface)
    }
    for (value, label) in zip([low, (low + high) / 2, high], labels) {
      sketch.line((left, y(value)), (Sketch.width, y(value)), value == low ? .axis : .grid)
      sketch.text(label, x: left - 4, y: y(value) + Sketch.label * Sketch.middle, .end)
    }
    draw(left: left, y: y, in: &sketch)
    for band in bands {
      sketch.line((left, y(band.value)), (Sketch.width, y(band.value)), .warning, width: 1, dashed: true)
      sketch.text(band.words, x: Sketch.width, y: y(band.value) - 3, .end, .text)
    }
    sketch.text(unit, x: 0, y: 8)
    if let first = points.first, let last = points.last {
      sketch.text("\(first.day)", x: left, y: bottom + 11)
      sketch.text("\(last.day)", x: Sketch.width, y: bottom + 11, .end)
    }
    return sketch.drawing(height: bottom + 16)
  }

  private func draw(left: Double, y: (Double) -> Double, in sketch: inout Sketch) {
    guard let first = points.first, let last = points.last else { return }
    let days = Double(max(1, last.day.number - first.day.number))
    let places = points.map { point in
      Drawing.Point(left + Double(point.day.number - first.day.number) / days * (Sketch.width - left), y(point.value))
    }
    sketch.polyline(places, .accent, width: 1.2)
    let broken = zip(points, places).filter { point, _ in
      bands.contains { $0.bound == .atLeast ? point.value < $0.value : point.value > $0.value }
    }
    for (_, place) in broken { sketch.circle(place, radius: 2.2, .bad) }
  }
}
