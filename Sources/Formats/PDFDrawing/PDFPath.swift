import CCairo

/// Shapes to fill or to stroke together: one call, however many they are.
package struct PDFPath: Sendable {
  private var steps: [Step] = []

  private enum Step {
    case move(PDFPoint)
    case line(PDFPoint)
    case curve(PDFPoint, PDFPoint, PDFPoint)
    case close
  }

  package init() {}

  /// A line through points.
  package mutating func line(_ points: [PDFPoint]) {
    for (index, point) in points.enumerated() { steps.append(index == 0 ? .move(point) : .line(point)) }
  }

  package mutating func polygon(_ points: [PDFPoint]) {
    line(points)
    if !points.isEmpty { steps.append(.close) }
  }

  /// From its top left corner.
  package mutating func rectangle(_ corner: PDFPoint, width: Double, height: Double) {
    let (right, bottom) = (corner.x + width, corner.y + height)
    polygon([corner, PDFPoint(right, corner.y), PDFPoint(right, bottom), PDFPoint(corner.x, bottom)])
  }

  /// Four Bézier arcs: Cairo's own arc goes through libm, whose last bits differ between processors.
  package mutating func circle(_ center: PDFPoint, radius: Double) {
    let (x, y, handle) = (center.x, center.y, radius * Self.circleHandle)
    steps.append(.move(PDFPoint(x + radius, y)))
    curve(PDFPoint(x + radius, y + handle), PDFPoint(x + handle, y + radius), PDFPoint(x, y + radius))
    curve(PDFPoint(x - handle, y + radius), PDFPoint(x - radius, y + handle), PDFPoint(x - radius, y))
    curve(PDFPoint(x - radius, y - handle), PDFPoint(x - handle, y - radius), PDFPoint(x, y - radius))
    curve(PDFPoint(x + handle, y - radius), PDFPoint(x + radius, y - handle), PDFPoint(x + radius, y))
    steps.append(.close)
  }

  /// How far the handles of a quarter circle reach, in radii: 4/3 (√2 - 1).
  private static let circleHandle = 0.5523

  private mutating func curve(_ first: PDFPoint, _ second: PDFPoint, _ end: PDFPoint) {
    steps.append(.curve(first, second, end))
  }

  /// Makes it the path of a context.
  func trace(on context: borrowing CairoContext) {
    for step in steps {
      switch step {
      case .move(let point): unsafe cairo_move_to(context.pointer, point.x, point.y)
      case .line(let point): unsafe cairo_line_to(context.pointer, point.x, point.y)
      case .curve(let first, let second, let end):
        unsafe cairo_curve_to(context.pointer, first.x, first.y, second.x, second.y, end.x, end.y)
      case .close: unsafe cairo_close_path(context.pointer)
      }
    }
  }
}

/// A place on a page.
package struct PDFPoint: Hashable, Sendable {
  package let x: Double
  package let y: Double

  package init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
