import PDFDrawing

/// The lines and marks of a page, gathered so that those of one paint are drawn in one call.
///
/// Within a layer nothing overlaps; layers lie above each other.
struct OrnamentBatch {
  private var groups: [Group] = []

  private struct Group {
    let layer: Int
    let paint: Paint
    var path: PDFPath
  }

  private enum Paint: Hashable {
    case fill(PDFColour)
    case stroke(PDFColour, width: Double)
  }

  mutating func add(_ shape: Shape, layer: Int, left: Double, top: Double) {
    func moved(_ point: PDFPoint) -> PDFPoint { PDFPoint(left + point.x, top + point.y) }
    switch shape {
    case .rectangle(let x, let y, let width, let height, let colour):
      let corner = PDFPoint(left + x, top + y)
      add(.fill(colour), layer) { $0.rectangle(corner, width: width, height: height) }
    case .polygon(let points, let colour): add(.fill(colour), layer) { $0.polygon(points.map(moved)) }
    case .circle(let centre, let radius, let colour):
      add(.fill(colour), layer) { $0.circle(moved(centre), radius: radius) }
    case .line(let points, let width, let colour, dashed: _):
      add(.stroke(colour, width: width), layer) { $0.line(points.map(moved)) }
    }
  }

  private mutating func add(_ paint: Paint, _ layer: Int, _ trace: (inout PDFPath) -> Void) {
    if let index = groups.firstIndex(where: { $0.layer == layer && $0.paint == paint }) {
      trace(&groups[index].path)
    } else {
      var path = PDFPath()
      trace(&path)
      groups.append(Group(layer: layer, paint: paint, path: path))
    }
  }

  /// Draws everything, the lowest layer first, and forgets it.
  mutating func draw(on canvas: inout PDFCanvas) {
    let highest = groups.map(\.layer).max() ?? 0
    for layer in 0...highest {
      for group in groups where group.layer == layer {
        switch group.paint {
        case .fill(let colour): canvas.fill(group.path, colour: colour)
        case .stroke(let colour, let width): canvas.stroke(group.path, width: width, colour: colour)
        }
      }
    }
    groups = []
  }
}
