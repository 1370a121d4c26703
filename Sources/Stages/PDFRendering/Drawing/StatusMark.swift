import DocumentModel
import PDFDrawing

/// The mark beside a status: a shape for each tone, so that colour is never alone.
enum StatusMark {
  /// The room that a mark takes before its word, in multiples of the size.
  static let width = 1.05

  /// The shapes of a mark whose left edge is at `x`, on the baseline `y`; `paper` is what shows through.
  static func shapes(_ tone: Tone, x: Double, y: Double, size: Double, colour: PDFColour, paper: PDFColour) -> [Shape] {
    let unit = size * 0.74
    func at(_ across: Double, _ up: Double) -> PDFPoint { PDFPoint(x + across * unit, y - up * unit) }
    let centre = at(0.5, 0.47)
    let stroke = unit * 0.15
    switch tone {
    case .good:
      return [
        .circle(centre, radius: unit * 0.52, colour),
        .line([at(0.26, 0.46), at(0.44, 0.27), at(0.76, 0.66)], width: stroke, paper, dashed: false),
      ]
    case .watch:
      return [
        .circle(centre, radius: unit * 0.52, colour), .circle(centre, radius: unit * 0.34, paper),
        .circle(centre, radius: unit * 0.17, colour),
      ]
    case .warning:
      return [
        .polygon([at(0.5, 1.02), at(1.06, 0), at(-0.06, 0)], colour),
        .line([at(0.5, 0.7), at(0.5, 0.36)], width: stroke, paper, dashed: false),
        .circle(at(0.5, 0.17), radius: stroke * 0.55, paper),
      ]
    case .bad:
      return [
        .rectangle(x: x + unit * 0.02, y: y - unit * 0.95, width: unit * 0.96, height: unit * 0.96, colour),
        .line([at(0.27, 0.24), at(0.73, 0.7)], width: stroke, paper, dashed: false),
        .line([at(0.27, 0.7), at(0.73, 0.24)], width: stroke, paper, dashed: false),
      ]
    case .neutral:
      return [
        .circle(centre, radius: unit * 0.52, colour), .circle(centre, radius: unit * 0.38, paper),
        .line([at(0.3, 0.47), at(0.7, 0.47)], width: stroke, colour, dashed: false),
      ]
    }
  }
}
