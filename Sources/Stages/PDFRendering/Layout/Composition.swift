import Diagnostics
import DocumentModel
import PDFDrawing

/// Lays out the blocks of a document, one below the other, as strips that pages are then made of.
struct Composition {
  let typography: Typography
  let document: Document
  private(set) var strips: [Strip] = []
  /// The header rows that pages repeat.
  var headers: [Strip] = []
  private(set) var headings: [PlacedHeading] = []
  private var breaksBeforeNext = false
  private var lastHeadingLevel = 1
  /// Whether the last thing laid out is a heading, which the next stands closer to.
  private(set) var followsHeading = false

  /// A heading for the contents and the outline.
  struct PlacedHeading {
    let level: Int
    let text: String
    let anchor: String
  }

  /// The anchor of the document's title.
  static let topAnchor = "document-top"
  /// A document of fewer headings has no list of contents.
  static let fewestContents = 3
  /// Bytes of a paragraph that counts as the opening of a table: about three lines.
  static let opening = 300

  var sheet: StyleSheet { typography.sheet }
  /// The width of the text on an upright page.
  var width: Double { sheet.page(wide: false).contentWidth }

  init(_ document: Document, typography: Typography) {
    self.document = document
    self.typography = typography
  }

  /// Lays out everything: the cover, the contents, the blocks.
  mutating func compose() {
    headings = document.blocks.compactMap { block in
      guard case .heading(let level, let text, let anchor) = block else { return nil }
      return PlacedHeading(level: max(1, level), text: text, anchor: anchor)
    }
    switch document.form {
    case .report, .page:
      composeCover()
      if headings.count >= Self.fewestContents {
        composeContents()
        breaksBeforeNext = true
      }
    case .letter: composeLetterhead()
    }
    for (index, block) in document.blocks.enumerated() {
      compose(block)
      if opensWhatFollows(index) || isClose(index), !strips.isEmpty { strips[strips.count - 1].keepsWithNext = true }
    }
  }

  /// Whether a block is a short paragraph or note between a heading and a table or figure: alone on a page it would say
  /// nothing.
  private func opensWhatFollows(_ index: Int) -> Bool {
    guard let words = openingWords(document.blocks[index]), !strips.isEmpty,
      words.reduce(0, { $0 + $1.words.utf8.count }) <= Self.opening, index > 0,
      case .heading = document.blocks[index - 1], index + 1 < document.blocks.count
    else { return false }
    switch document.blocks[index + 1] {
    case .table, .figure: return true
    case .heading, .paragraph, .keyValues, .list, .note, .pageBreak: return false
    }
  }

  private func openingWords(_ block: Block) -> [Inline]? {
    switch block {
    case .paragraph(let words), .note(_, let words): words
    case .heading, .keyValues, .list, .table, .figure, .pageBreak: nil
    }
  }

  private mutating func compose(_ block: Block) {
    defer {
      if case .heading = block { followsHeading = true } else { followsHeading = false }
    }
    switch block {
    case .heading(let level, let text, let anchor): composeHeading(level: level, text, anchor: anchor)
    case .paragraph(let inlines): composeParagraph(inlines)
    case .keyValues(let facts): composeKeyValues(facts)
    case .list(let items, let ordered): composeList(items, ordered: ordered)
    case .table(let table): composeTable(table)
    case .figure(let figure): composeFigure(figure)
    case .note(let kind, let inlines): composeNote(kind, inlines)
    case .pageBreak: breaksBeforeNext = true
    }
  }

  /// Adds strips that belong together, the first of them at a distance from what stands above.
  mutating func add(_ new: [Strip], spaceBefore: Double) {
    for (index, strip) in new.enumerated() {
      var strip = strip
      if index == 0 {
        strip.spaceBefore = spaceBefore
        strip.breaksBefore = breaksBeforeNext
        breaksBeforeNext = false
      }
      strips.append(strip)
    }
  }

  /// The tag of a heading: the title is level 1, and no level is left out on the way down.
  mutating func headingTag(_ level: Int) -> PDFTag {
    lastHeadingLevel = min(max(2, level + 1), lastHeadingLevel + 1)
    return .heading(lastHeadingLevel)
  }

  // MARK: Text

  /// Where the baseline of a line stands below the line's top.
  func baseline(_ style: TextStyle) -> Double {
    let reach = typography.typesetter.reach(of: style.role)
    let height = sheet.lineHeight(style)
    return (height + (reach.above - reach.below) * style.size) / 2
  }

  /// Whether strips are so few that they stand together on one page: a quarter of its height.
  func staysWhole(_ strips: some Sequence<Strip>) -> Bool {
    strips.reduce(0) { $0 + $1.height } <= sheet.page(wide: false).contentHeight * Self.wholeShare
  }

  private static let wholeShare = 0.25

  /// One strip a line, at `x`; two lines at least stay together at the top and at the end.
  func lineStrips(_ text: LaidText, _ style: TextStyle, x: Double, width: Double) -> [Strip] {
    let last = text.lines.count - 1
    return text.lines.enumerated().map { index, line in
      let left = text.isRightToLeft ? x + width - line.width : x
      return Strip(
        height: sheet.lineHeight(style), keepsWithNext: index < last && (index == 0 || index == last - 1),
        items: [.line(line, x: left, baseline: baseline(style))])
    }
  }

  /// Puts a tag around the content of several strips.
  static func tagged(_ tag: PDFTag, _ strips: [Strip]) -> [Strip] {
    guard let last = strips.indices.last else { return [] }
    var strips = strips
    strips[0].items.insert(.begin(tag), at: 0)
    strips[last].items.append(.end)
    return strips
  }
}
