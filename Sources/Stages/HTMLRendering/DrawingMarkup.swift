import DocumentModel

/// A drawing as inline SVG with real text: it can be searched, read aloud and recoloured by the theme.
struct DrawingMarkup {
  /// A drawing narrower than this, in points, is never scaled to the width of the page.
  static let wide = 300.0

  /// Pixels for a point: labels of 8 points are then read as easily as the text beside them.
  private static let scale = 1.6

  private(set) var markup = Markup()

  /// `id` is unique in the page: the title's and the description's names are made of it.
  init(_ drawing: Drawing, id: String, title: String, description: String) {
    markup.append("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" class=\"")
    markup.append(text: drawing.width >= DrawingMarkup.wide ? "drawing wide" : "drawing")
    markup.append("\"")
    attribute(" width=\"", drawing.width * DrawingMarkup.scale)
    attribute(" height=\"", drawing.height * DrawingMarkup.scale)
    markup.append(" viewBox=\"0 0 ")
    number(drawing.width)
    markup.append(" ")
    number(drawing.height)
    markup.append("\" aria-labelledby=\"")
    markup.append(text: "\(id)-title")
    markup.append("\" aria-describedby=\"")
    markup.append(text: "\(id)-description")
    markup.append("\">")
    element("title", id: "\(id)-title", title)
    element("desc", id: "\(id)-description", description)
    for mark in drawing.marks { append(mark) }
    markup.append("</svg>")
  }

  private mutating func append(_ mark: Drawing.Mark) {
    switch mark {
    case .rectangle(let x, let y, let width, let height, let fill):
      markup.append("<rect")
      attribute(" x=\"", x)
      attribute(" y=\"", y)
      attribute(" width=\"", max(0, width))
      attribute(" height=\"", max(0, height))
      ink(" class=\"fill-", fill)
      markup.append("/>")
    case .line(let from, let to, let ink, let width, let dashed):
      markup.append("<line")
      attribute(" x1=\"", from.x)
      attribute(" y1=\"", from.y)
      attribute(" x2=\"", to.x)
      attribute(" y2=\"", to.y)
      stroke(ink, width)
      if dashed { markup.append(" stroke-dasharray=\"4 3\"") }
      markup.append("/>")
    case .polyline(let points, let ink, let width):
      append(points, ink, width)
    case .circle(let center, let radius, let fill):
      markup.append("<circle")
      attribute(" cx=\"", center.x)
      attribute(" cy=\"", center.y)
      attribute(" r=\"", max(0, radius))
      ink(" class=\"fill-", fill)
      markup.append("/>")
    case .text(let words, let at, let anchor, let size, let ink):
      append(words, at, anchor, size, ink)
    }
  }

  private mutating func append(_ points: [Drawing.Point], _ ink: Drawing.Ink, _ width: Double) {
    markup.append("<polyline fill=\"none\" points=\"")
    for (index, point) in points.enumerated() {
      if index > 0 { markup.append(" ") }
      number(point.x)
      markup.append(",")
      number(point.y)
    }
    markup.append("\"")
    stroke(ink, width)
    markup.append("/>")
  }

  private mutating func append(
    _ words: String, _ at: Drawing.Point, _ anchor: Drawing.Anchor, _ size: Double, _ ink: Drawing.Ink
  ) {
    markup.append("<text")
    attribute(" x=\"", at.x)
    attribute(" y=\"", at.y)
    attribute(" font-size=\"", size)
    markup.append(" text-anchor=\"")
    markup.append(text: anchor.rawValue)
    markup.append("\"")
    self.ink(" class=\"fill-", ink)
    markup.append(">")
    markup.append(text: words)
    markup.append("</text>")
  }

  private mutating func element(_ name: String, id: String, _ words: String) {
    markup.append("<")
    markup.append(text: name)
    markup.append(" id=\"")
    markup.append(text: id)
    markup.append("\">")
    markup.append(text: words)
    markup.append("</")
    markup.append(text: name)
    markup.append(">")
  }

  private mutating func stroke(_ ink: Drawing.Ink, _ width: Double) {
    self.ink(" class=\"stroke-", ink)
    attribute(" stroke-width=\"", width)
  }

  private mutating func ink(_ start: StaticString, _ ink: Drawing.Ink) {
    markup.append(start)
    markup.append(text: StyleSheet.name(of: ink))
    markup.append("\"")
  }

  private mutating func attribute(_ start: StaticString, _ value: Double) {
    markup.append(start)
    number(value)
    markup.append("\"")
  }

  private mutating func number(_ value: Double) { markup.append(text: Decimal.text(value)) }
}
