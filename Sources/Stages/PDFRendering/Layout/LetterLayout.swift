import DocumentModel
import PDFDrawing

extension Composition {
  /// The head of a letter: who writes, then date and addressee, then the subject. The document's subtitle is the sender's
  /// name, its facts are labelled lines; what the sender is reached by needs no label.
  mutating func composeLetterhead() {
    let sender = TextStyle(.strong, size: sheet.subtitle.size, colour: sheet.colour(.accent))
    add(line([.text(document.subtitle)], sender), spaceBefore: 0)
    for fact in document.facts where fact.label == Self.sender {
      add(line(Self.without(document.subtitle, fact.value), sheet.small), spaceBefore: 0)
    }
    add([Strip(height: 1, items: [.ornament(hairline)])], spaceBefore: sheet.rhythm * 0.3)
    for (index, fact) in document.facts.filter({ $0.label != Self.sender }).enumerated() {
      let words = fact.label == Self.date ? fact.value : [.text("\(fact.label): ")] + fact.value
      add(line(words, sheet.body), spaceBefore: sheet.rhythm * (index == 0 ? 1 : 0.1))
    }
    let subject = TextStyle(.strong, size: sheet.body.size * 1.15, colour: sheet.colour(.text))
    let text = typography.text([.text(document.title)], base: subject, width: width)
    var strips = Self.tagged(.heading(1), lineStrips(text, subject, x: 0, width: width))
    if !strips.isEmpty { strips[0].items.insert(.destination(Self.topAnchor), at: 0) }
    add(strips, spaceBefore: sheet.rhythm)
  }

  /// Whether a block ends a letter with the next: the close and who signs stand on one page.
  func isClose(_ index: Int) -> Bool { document.form == .letter && index == document.blocks.count - 2 }

  private static let sender = "From"
  private static let date = "Date"

  private var hairline: Shape { .rectangle(x: 0, y: 0, width: width, height: 1, sheet.colour(.accent)) }

  private func line(_ words: [Inline], _ style: TextStyle) -> [Strip] {
    let text = typography.text(words, base: style, width: width)
    return Self.tagged(.paragraph, lineStrips(text, style, x: 0, width: width))
  }

  /// The sender's line without the name, which stands above it.
  private static func without(_ name: String, _ words: [Inline]) -> [Inline] {
    let text = words.map(\.words).joined()
    let rest = text.hasPrefix(name) ? text.dropFirst(name.count).drop { $0 == " " || $0 == "·" } : text[...]
    return [.text(String(rest))]
  }
}
