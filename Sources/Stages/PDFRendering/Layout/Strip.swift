import DocumentModel
import PDFDrawing

/// A strip of a page over its whole width, which no page break divides: a line, a table row, a chart.
struct Strip {
  /// Points.
  var height: Double
  /// The distance to the strip above; nothing at the top of a page.
  var spaceBefore = 0.0
  /// Whether the next strip must stand on the same page.
  var keepsWithNext = false
  /// Whether it needs a page that lies on its side.
  var isWide = false
  /// Whether a new page begins with it.
  var breaksBefore = false
  /// The table header, by its number, that is repeated above it at the top of a page.
  var header: Int?
  var items: [Item] = []

  /// What is on a strip, from its top left corner.
  enum Item {
    case begin(PDFTag)
    case end
    /// `baseline` is measured from the top.
    case line(LaidLine, x: Double, baseline: Double)
    /// A shape that is content: part of a figure.
    case shape(Shape)
    /// Decoration: it has no place in the structure.
    case ornament(Shape)
    case destination(String)
    /// The page on which an anchor stands; `right` is where its number ends.
    case pageNumber(of: String, right: Double, baseline: Double, style: TextStyle)
  }
}

/// A shape to fill or to stroke.
enum Shape {
  case rectangle(x: Double, y: Double, width: Double, height: Double, PDFColour)
  case line([PDFPoint], width: Double, PDFColour, dashed: Bool)
  case polygon([PDFPoint], PDFColour)
  case circle(PDFPoint, radius: Double, PDFColour)
}
