import Bytes
import DocumentModel

/// A drawing in the making; every coordinate is rounded as it is drawn.
struct Sketch {
  /// The width of a chart in points: the text column of an A4 page with ordinary margins.
  static let width = 470.0
  /// The size of labels in points.
  static let label = 8.0
  /// The distance from a baseline to the middle of figures and capitals, as a share of the size.
  static let middle = 0.36

  private(set) var marks: [Drawing.Mark] = []

  mutating func rectangle(x: Double, y: Double, width: Double, height: Double, _ fill: Drawing.Ink) {
    marks.append(
      .rectangle(
        x: Drawing.rounded(x), y: Drawing.rounded(y), width: Drawing.rounded(max(0, width)),
        height: Drawing.rounded(max(0, height)), fill: fill))
  }

  mutating func line(
    _ from: (x: Double, y: Double), _ to: (x: Double, y: Double), _ ink: Drawing.Ink, width: Double = 0.5,
    dashed: Bool = false
  ) {
    marks.append(
      .line(
        from: Drawing.Point(from.x, from.y), to: Drawing.Point(to.x, to.y), ink: ink, width: width, dashed: dashed))
  }

  mutating func polyline(_ points: [Drawing.Point], _ ink: Drawing.Ink, width: Double) {
    if points.count > 1 { marks.append(.polyline(points, ink: ink, width: width)) }
  }

  mutating func circle(_ center: Drawing.Point, radius: Double, _ fill: Drawing.Ink) {
    marks.append(.circle(center: center, radius: Drawing.rounded(radius), fill: fill))
  }

  /// `y` is the baseline.
  mutating func text(
    _ words: String, x: Double, y: Double, _ anchor: Drawing.Anchor = .start, _ ink: Drawing.Ink = .muted,
    size: Double = Sketch.label
  ) {
    marks.append(.text(words.visible, at: Drawing.Point(x, y), anchor: anchor, size: size, ink: ink))
  }

  func drawing(width: Double = Sketch.width, height: Double) -> Drawing {
    Drawing(width: Drawing.rounded(width), height: Drawing.rounded(height), marks: marks)
  }
}
