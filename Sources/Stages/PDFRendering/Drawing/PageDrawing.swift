import Diagnostics
import DocumentModel
import PDFDrawing

/// Draws laid pages on a canvas: of each page first the decoration, then the content with its tags.
struct PageDrawing: ~Copyable {
  private var canvas: PDFCanvas
  private let typography: Typography
  private let shapes: TagShapes
  /// The page, counted from 1, of each destination.
  let pageNumbers: [String: Int]
  let pageCount: Int
  private var ornaments = OrnamentBatch()
  private var opened = 0
  private var open: [OpenTag] = []

  private struct OpenTag {
    let isComposite: Bool
    var hasSpan = false
  }

  init(on canvas: consuming PDFCanvas, typography: Typography, layout: Pagination) {
    self.canvas = canvas
    self.typography = typography
    pageCount = layout.pages.count
    pageNumbers = layout.destinations()
    shapes = TagShapes(layout.pages)
  }

  /// Draws every page with its furniture.
  mutating func draw(_ pages: [LaidPage], furniture: PageFurniture) throws(Diagnostic) {
    for (number, page) in pages.enumerated() {
      canvas.beginPage(width: page.measure.width, height: page.measure.height)
      for item in furniture.items(page: number + 1, of: pages.count, measure: page.measure) {
        drawOrnament(item, left: 0, top: 0, isRepeated: true)
      }
      Self.forEachItem(of: page) { item, left, top, isRepeated in
        drawOrnament(item, left: left, top: top, isRepeated: isRepeated)
      }
      ornaments.draw(on: &canvas)
      canvas.beginContent()
      Self.forEachItem(of: page) { item, left, top, isRepeated in
        if !isRepeated { drawContent(item, left: left, top: top) }
      }
      closeSpan()
      try canvas.endPage()
    }
  }

  /// The outline of the document: its title, and its headings below.
  mutating func outline(_ title: String, _ headings: [Composition.PlacedHeading]) {
    canvas.outline(title, level: 1, destination: Composition.topAnchor)
    for heading in headings { canvas.outline(heading.text, level: heading.level + 1, destination: heading.anchor) }
  }

  consuming func finish(
    _ metadata: PDFMetadata, colourProfile: [UInt8], pages: ([UInt8]) -> Void
  ) throws(Diagnostic) -> [UInt8] {
    let canvas = canvas
    return try canvas.finish(metadata, colourProfile: colourProfile, pages: pages)
  }

  private static func forEachItem(
    of page: LaidPage, _ body: (Strip.Item, _ left: Double, _ top: Double, _ isRepeated: Bool) -> Void
  ) {
    for placed in page.strips {
      let top = page.measure.margin + placed.top
      for item in placed.strip.items { body(item, page.measure.margin, top, placed.isRepeated) }
    }
  }

  // MARK: Decoration

  /// Draws what of an item is decoration, of a repeated header its words too; lines and marks wait in `ornaments`.
  private mutating func drawOrnament(_ item: Strip.Item, left: Double, top: Double, isRepeated: Bool) {
    switch item {
    case .ornament(.line(let points, let width, let colour, dashed: false)):
      ornaments.add(.line(points, width: width, colour, dashed: false), layer: 0, left: left, top: top)
    case .ornament(let shape): draw(shape, left, top)
    case .line(let line, let x, let baseline):
      if line.hasMarks || line.hasLinks { addMarks(of: line, x: left + x, y: top + baseline) }
      if isRepeated { show(line.fragments[...], x: left + x, y: top + baseline) }
    case .begin, .end, .shape, .destination, .pageNumber: break
    }
  }

  /// The marks of statuses and the lines under links.
  private mutating func addMarks(of line: LaidLine, x: Double, y: Double) {
    for fragment in line.fragments {
      let style = typography.style(fragment.style)
      for (layer, shape) in shapes(of: fragment, style, x: x, y: y).enumerated() {
        ornaments.add(shape, layer: layer + 1, left: 0, top: 0)
      }
      if fragment.link >= 0 {
        let under = y + style.size * 0.16
        let ends = [PDFPoint(x + fragment.x, under), PDFPoint(x + fragment.x + fragment.width, under)]
        ornaments.add(.line(ends, width: 0.4, style.colour, dashed: false), layer: 0, left: 0, top: 0)
      }
    }
  }

  private func shapes(of fragment: Fragment, _ style: TextStyle, x: Double, y: Double) -> [Shape] {
    let sheet = typography.sheet
    return switch fragment.content {
    case .word: []
    case .mark(let tone):
      StatusMark.shapes(tone, x: x + fragment.x, y: y, size: style.size, colour: style.colour, paper: sheet.paper)
    case .course(let values):
      CourseMark.shapes(values, x: x + fragment.x, y: y, size: style.size, colour: sheet.colour(.accent))
    }
  }

  private mutating func draw(_ shape: Shape, _ left: Double, _ top: Double) {
    func moved(_ point: PDFPoint) -> PDFPoint { PDFPoint(left + point.x, top + point.y) }
    var path = PDFPath()
    switch shape {
    case .rectangle(let x, let y, let width, let height, let colour):
      path.rectangle(PDFPoint(left + x, top + y), width: width, height: height)
      canvas.fill(path, colour: colour)
    case .line(let points, let width, let colour, let dashed):
      path.line(points.map(moved))
      canvas.stroke(path, width: width, colour: colour, dash: dashed ? (width * 2.5, width * 2.5) : nil)
    case .polygon(let points, let colour):
      path.polygon(points.map(moved))
      canvas.fill(path, colour: colour)
    case .circle(let centre, let radius, let colour):
      path.circle(moved(centre), radius: radius)
      canvas.fill(path, colour: colour)
    }
  }

  // MARK: Content

  private mutating func drawContent(_ item: Strip.Item, left: Double, top: Double) {
    switch item {
    case .begin(let tag):
      closeSpan()
      canvas.begin(tag)
      open.append(OpenTag(isComposite: shapes[opened]))
      opened += 1
    case .end:
      closeSpan()
      canvas.end()
      open.removeLast()
    case .line(let line, let x, let baseline): draw(line, x: left + x, y: top + baseline)
    case .shape(let shape): draw(shape, left, top)
    case .ornament: break
    case .destination(let name):
      canvas.destination(name, x: left, y: max(0, top - Self.headroom))
    case .pageNumber(let anchor, let right, let baseline, let style):
      guard let page = pageNumbers[anchor] else { return }
      let line = typography.line(String(page), style)
      draw(line, x: left + right - line.width, y: top + baseline)
    }
  }

  /// A reader that jumps to a heading sees this much above it.
  private static let headroom = 18.0

  /// Shows a line's words in the order of reading, its links within tags of their own.
  private mutating func draw(_ line: LaidLine, x: Double, y: Double) {
    var place = 0
    while place < line.fragments.count {
      let link = line.fragments[place].link
      var end = place
      while end < line.fragments.count, line.fragments[end].link == link { end += 1 }
      if link >= 0 { beginLink(typography.links[Int(link)]) } else { openSpan() }
      show(line.fragments[place..<end], x: x, y: y)
      if link >= 0 { canvas.end() }
      place = end
    }
  }

  private mutating func beginLink(_ link: Typography.Link) {
    closeSpan()
    canvas.begin(.link(link.target.place, description: link.words))
  }

  /// Text in a tag that holds more than text stands in a span.
  private mutating func openSpan() {
    guard let last = open.indices.last, open[last].isComposite, !open[last].hasSpan else { return }
    canvas.begin(.span)
    open[last].hasSpan = true
  }

  private mutating func closeSpan() {
    guard let last = open.indices.last, open[last].hasSpan else { return }
    canvas.end()
    open[last].hasSpan = false
  }

  /// Shows fragments of a line that stands at hundredths of a point: numbers that are short to write.
  private mutating func show(_ fragments: ArraySlice<Fragment>, x: Double, y: Double) {
    let (left, baseline) = (Self.hundredths(x), Self.hundredths(y))
    for fragment in fragments {
      guard case .word(let word) = fragment.content else { continue }
      let style = typography.style(fragment.style)
      canvas.show(word, x: left + fragment.x, y: baseline, size: style.size, colour: style.colour)
    }
  }

  private static func hundredths(_ points: Double) -> Double { (points * 100).rounded() / 100 }
}

extension LinkTarget {
  /// Reports lie one folder below the pack's root, from where files are named.
  var place: PDFLink {
    switch self {
    case .anchor(let name): .destination(name)
    case .file(let path): .file("../" + path)
    case .place(let path, let anchor): .place(file: "../" + path, fragment: anchor)
    }
  }
}
