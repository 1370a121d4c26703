import Bytes
import Diagnostics
import DocumentModel

extension Markup {
  /// Inlines as phrasing content.
  init(_ inlines: [Inline], links: LinkResolver) throws(Diagnostic) {
    self.init()
    for inline in inlines { try append(inline, links: links) }
  }

  /// A text where no line breaks anyway, such as a cell of short ones, needs no marks for it.
  mutating func append(_ inline: Inline, links: LinkResolver, isUnbroken: Bool = false) throws(Diagnostic) {
    switch inline {
    case .text(let words) where isUnbroken: append(text: words)
    case .code(let words) where isUnbroken:
      append("<code>")
      append(text: words)
      append("</code>")
    case .text(let words): append(words: words)
    case .strong(let words): append(words, "<strong>", "</strong>")
    case .emphasis(let words): append(words, "<em>", "</em>")
    case .code(let words): append(words, "<code>", "</code>")
    case .status(let words, let tone): append(status: words, tone)
    case .course(let words, let values):
      append(course: values)
      append(words: words)
    case .link(let words, to: let target):
      append("<a href=\"")
      append(text: try links.address(of: target, text: words))
      append(words, "\">", "</a>")
    }
  }

  private mutating func append(_ words: String, _ start: StaticString, _ end: StaticString) {
    append(start)
    append(words: words)
    append(end)
  }

  /// The mark is decoration: the word says it.
  private mutating func append(status words: String, _ tone: Tone) {
    append("<span class=\"status ")
    append(text: tone.rawValue)
    append("\"><span class=\"mark\" aria-hidden=\"true\">")
    append(text: Chrome.mark(of: tone))
    append("</span>&nbsp;")
    append(words: words)
    append("</span>")
  }

  /// The line is decoration: the words say it. In the middle of a viewport of 60 by 16.
  private mutating func append(course values: [Double]) {
    append("<svg class=\"course\" aria-hidden=\"true\" width=\"60\" height=\"16\" viewBox=\"0 0 60 16\">")
    append("<polyline fill=\"none\" class=\"stroke-accent\" stroke-width=\"1.5\" points=\"")
    append(
      text: Course.points(values, width: 56, height: 12).map { point in
        "\(Decimal.text(point.x + 2)),\(Decimal.text(14 - point.y))"
      }.joined(separator: " "))
    append("\"/></svg>&nbsp;")
  }

  /// Text that may break inside its long words, and not inside short ones.
  mutating func append(words: String) {
    for stretch in WholeWords.stretches(of: words.visible) {
      guard stretch.isWhole else {
        append(breaking: stretch.text)
        continue
      }
      append("<span class=\"whole\">")
      append(text: String(stretch.text))
      append("</span>")
    }
  }

  private mutating func append(breaking words: Substring) {
    var first = true
    for piece in LongWords.pieces(of: String(words)) {
      if !first { append("<wbr>") }
      append(text: String(piece))
      first = false
    }
  }
}
