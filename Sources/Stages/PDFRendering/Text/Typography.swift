import DocumentModel
import PDFDrawing

/// Turns inline text into atoms, and atoms into lines: the words of a document with its styles and links.
///
/// A reference, because every block of a layout adds to the same lists.
final class Typography {
  let typesetter: Typesetter
  let sheet: StyleSheet
  private(set) var styles: [TextStyle] = []
  /// The style that was asked for last: mostly that of the next cell too.
  private var latest = 0
  private(set) var links: [Link] = []
  private var jointless: [Word: Double] = [:]
  private var spaces: [(style: StyleNumber, word: Word)] = []

  struct Link {
    let target: LinkTarget
    let words: String
  }

  init(typesetter: Typesetter, sheet: StyleSheet) {
    self.typesetter = typesetter
    self.sheet = sheet
  }

  /// The number of a style, the same for equal ones.
  func number(of style: TextStyle) -> StyleNumber {
    if latest < styles.count, styles[latest] == style { return StyleNumber(index: Int16(latest)) }
    latest = styles.firstIndex(of: style) ?? styles.count
    if latest == styles.count { styles.append(style) }
    return StyleNumber(index: Int16(latest))
  }

  func style(_ number: StyleNumber) -> TextStyle { styles[Int(number.index)] }

  /// The word of a space in a style.
  func space(_ number: StyleNumber) -> Word {
    if let known = spaces.first(where: { $0.style == number }) { return known.word }
    let word = typesetter.word(" ", style: style(number).wordStyle())
    spaces.append((number, word))
    return word
  }

  /// How wide a word is in a style, in points.
  func width(_ word: Word, _ number: StyleNumber) -> Double { typesetter.advance(word) * style(number).size }

  /// The widest part of a word between two joints, in multiples of the size.
  func widestJointless(_ word: Word) -> Double {
    if let known = jointless[word] { return known }
    let text = typesetter.text(of: word)
    var (widest, part, place) = (0.0, 0.0, text.startIndex)
    for cluster in typesetter.clusters(of: word) {
      part += cluster.advance
      place += cluster.bytes
      widest = max(widest, part)
      if place > text.startIndex, BreakOpportunity.isJoint(text[place - 1]) { part = 0 }
    }
    jointless[word] = widest
    return widest
  }

  /// Remembers a link and returns its number.
  func add(_ link: Link) -> Int32 {
    links.append(link)
    return Int32(links.count - 1)
  }

  /// The text as one line, however wide.
  func line(_ text: String, _ style: TextStyle) -> LaidLine {
    lines(of: atoms(of: [.text(text)], base: style), width: .infinity).lines.first ?? .empty
  }

  /// The text as one line of at most `width`, cut with an ellipsis where it is longer.
  func line(_ text: String, _ style: TextStyle, fitting width: Double) -> LaidLine {
    let whole = line(text, style)
    if whole.width <= width { return whole }
    let ellipsis = line("…", style)
    let cut = lines(of: atoms(of: [.text(text)], base: style), width: max(0, width - ellipsis.width))
    guard let first = cut.lines.first, let mark = ellipsis.fragments.first else { return ellipsis }
    let end = Fragment(content: mark.content, style: mark.style, link: -1, x: first.width, width: mark.width)
    return LaidLine(
      fragments: first.fragments + [end], width: first.width + ellipsis.width, hasLinks: false, hasMarks: false)
  }

  /// The lines of inline text within `width`.
  func text(_ inlines: [Inline], base: TextStyle, width: Double) -> LaidText {
    lines(of: atoms(of: inlines, base: base), width: width)
  }
}
