import DocumentModel
import PDFDrawing

extension Composition {
  /// The finding, the drawing, and where its figures come from, on one page.
  mutating func composeFigure(_ figure: Figure) {
    let title = typography.text([.text(figure.title)], base: sheet.caption, width: width)
    let source = typography.text([.text(figure.source)], base: sheet.small, width: width)
    var strips = Self.tagged(.paragraph, lineStrips(title, sheet.caption, x: 0, width: width))
    let others = sheet.lineHeight(sheet.caption) * Double(title.lines.count + 1) + sheet.rhythm
    strips.append(drawingStrip(figure, room: sheet.page(wide: false).contentHeight - others * 2))
    for index in strips.indices { strips[index].keepsWithNext = true }
    if !figure.source.isEmpty {
      strips += Self.tagged(.paragraph, lineStrips(source, sheet.small, x: 0, width: width))
    } else {
      strips[strips.count - 1].keepsWithNext = false
    }
    add(strips, spaceBefore: sheet.rhythm)
  }

  /// The drawing, made smaller where it is wider than the text or higher than the page.
  private func drawingStrip(_ figure: Figure, room: Double) -> Strip {
    let drawing = figure.drawing
    let scale = min(1, width / max(1, drawing.width), max(1, room) / max(1, drawing.height))
    let inset = sheet.rhythm * 0.4
    var strip = Strip(height: drawing.height * scale + 2 * inset)
    let words = figure.alternative.isEmpty ? figure.title : figure.alternative
    strip.items = [.begin(.figure(alternative: words.isEmpty ? "Figure" : words))]
    for mark in drawing.marks { strip.items.append(item(mark, scale: scale, top: inset)) }
    strip.items.append(.end)
    return strip
  }

  private func item(_ mark: Drawing.Mark, scale: Double, top: Double) -> Strip.Item {
    func point(_ point: Drawing.Point) -> PDFPoint { PDFPoint(point.x * scale, top + point.y * scale) }
    switch mark {
    case .rectangle(let x, let y, let width, let height, let fill):
      return .shape(
        .rectangle(
          x: x * scale, y: top + y * scale, width: width * scale, height: height * scale, sheet.colour(fill)))
    case .line(let from, let to, let ink, let width, let dashed):
      return .shape(
        .line([point(from), point(to)], width: width * scale, sheet.colour(ink), dashed: dashed))
    case .polyline(let points, let ink, let width):
      return .shape(.line(points.map(point), width: width * scale, sheet.colour(ink), dashed: false))
    case .circle(let center, let radius, let fill):
      return .shape(.circle(point(center), radius: radius * scale, sheet.colour(fill)))
    case .text(let words, let at, let anchor, let size, let ink):
      let style = TextStyle(size: size * scale, colour: sheet.colour(ink), tabularFigures: true)
      let line = typography.line(words, style)
      let place = point(at)
      let shift =
        switch anchor {
        case .start: 0.0
        case .middle: line.width / 2
        case .end: line.width
        }
      return .line(line, x: place.x - shift, baseline: place.y)
    }
  }
}
