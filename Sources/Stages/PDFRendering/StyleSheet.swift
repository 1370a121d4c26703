import DocumentModel
import PDFDrawing

/// The theme as pages use it: styles, colours and distances, in points.
struct StyleSheet {
  let theme: Theme

  init(_ theme: Theme) { self.theme = theme }

  // MARK: Colours

  func colour(_ ink: Drawing.Ink) -> PDFColour {
    let colour = theme.light[ink]
    return PDFColour(red: colour.red, green: colour.green, blue: colour.blue)
  }

  func colour(of tone: Tone) -> PDFColour {
    switch tone {
    case .good: colour(.good)
    case .watch: colour(.watch)
    case .warning: colour(.warning)
    case .bad: colour(.bad)
    case .neutral: colour(.muted)
    }
  }

  /// What lies behind everything.
  var paper: PDFColour {
    PDFColour(red: theme.light.page.red, green: theme.light.page.green, blue: theme.light.page.blue)
  }

  // MARK: Styles

  var body: TextStyle { TextStyle(size: theme.sizes.body, colour: colour(.text)) }
  var title: TextStyle { TextStyle(.strong, size: headingSize(1) * 1.55, colour: colour(.text)) }
  var subtitle: TextStyle { TextStyle(size: theme.sizes.body * 1.2, colour: colour(.muted)) }
  var label: TextStyle { TextStyle(size: theme.sizes.body, colour: colour(.muted)) }
  var caption: TextStyle { TextStyle(.strong, size: theme.sizes.body, colour: colour(.text)) }
  var small: TextStyle { TextStyle(size: theme.sizes.small, colour: colour(.muted), tabularFigures: true) }
  var cell: TextStyle { TextStyle(size: theme.sizes.table, colour: colour(.text), tabularFigures: true) }
  var headerCell: TextStyle { TextStyle(.strong, size: theme.sizes.table, colour: colour(.accent)) }

  func heading(_ level: Int) -> TextStyle {
    TextStyle(.strong, size: headingSize(level), colour: colour(level == 1 ? .accent : .text))
  }

  private func headingSize(_ level: Int) -> Double {
    let sizes = theme.sizes.headings
    return sizes.isEmpty ? theme.sizes.body : sizes[min(max(level, 1), sizes.count) - 1]
  }

  /// How an inline is set within text of another style.
  func style(of inline: Inline, in base: TextStyle) -> TextStyle {
    switch inline {
    case .text, .course: base
    case .strong: with(.strong, base, base.colour)
    case .emphasis: with(.emphasis, base, base.colour)
    case .code:
      TextStyle(.code, size: base.size * Self.codeSize, colour: base.colour, breaksAnywhere: true)
    case .status(_, let tone): with(.strong, base, colour(of: tone))
    case .link: with(base.role, base, colour(.accent))
    }
  }

  /// The fixed-width face is broader than the text face: smaller, it looks the same.
  private static let codeSize = 0.92

  private func with(_ role: FaceRole, _ base: TextStyle, _ colour: PDFColour) -> TextStyle {
    TextStyle(role, size: base.size, colour: colour, tabularFigures: base.tabularFigures)
  }

  // MARK: Distances

  func lineHeight(_ style: TextStyle) -> Double { style.size * theme.sizes.leading }
  /// The line height of running text: the unit of vertical distances.
  var rhythm: Double { theme.sizes.body * theme.sizes.leading }
  var margin: Double { theme.page.margin }

  /// A page's measures; `wide` lies on its side.
  func page(wide: Bool) -> PageMeasure {
    wide
      ? PageMeasure(width: theme.page.height, height: theme.page.width, margin: margin)
      : PageMeasure(width: theme.page.width, height: theme.page.height, margin: margin)
  }
}

/// The size of a page and of the box that its content fills.
struct PageMeasure {
  let width: Double
  let height: Double
  let margin: Double

  var contentWidth: Double { width - 2 * margin }
  var contentHeight: Double { height - 2 * margin }
}
