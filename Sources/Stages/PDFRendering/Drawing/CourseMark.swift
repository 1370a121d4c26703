import DocumentModel
import PDFDrawing

/// A small line through values, beside the words that say the same.
enum CourseMark {
  /// The room that it takes before its words, in multiples of the size.
  static let width = 5.6

  /// The line with its left edge at `x`, on the baseline `y`.
  static func shapes(_ values: [Double], x: Double, y: Double, size: Double, colour: PDFColour) -> [Shape] {
    let points = Course.points(values, width: (width - 0.7) * size, height: 0.72 * size)
    return [.line(points.map { PDFPoint(x + $0.x, y - $0.y) }, width: 0.8, colour, dashed: false)]
  }
}
