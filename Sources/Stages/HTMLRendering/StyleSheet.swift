import Bytes
import Diagnostics
package import DocumentModel

/// The one style sheet of a page: the theme as custom properties, then the rules of `style.css`.
package struct StyleSheet: Sendable {
  package let text: String

  /// `rules` are used as they are, so what would end the style element or load something is a diagnostic.
  init(rules: String, theme: Theme, file: String) throws(Diagnostic) {
    let rules = TemplateSet.unixLines(rules)
    try StyleSheet.check(rules, file: file)
    text = StyleSheet.properties(of: theme) + rules
  }

  private init(text: String) { self.text = text }

  /// The sheet with what stands at the head of every printed page but the first; a browser without margin boxes leaves it
  /// out.
  func headed(left: String, right: String) -> StyleSheet {
    let face = "font-size:7pt;"
    return StyleSheet(
      text: text + """
        @page{@top-left{\(face)content:\(Self.quoted(left))}@top-right{\(face)content:\(Self.quoted(right))}}
        @page:first{@top-left{content:none}@top-right{content:none}}

        """)
  }

  /// A string of CSS: everything but letters, digits and spaces is written as its code point, so that nothing ends it.
  private static func quoted(_ words: String) -> String {
    var text = "\""
    for scalar in words.visible.unicodeScalars {
      if scalar == " " || scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) {
        text.unicodeScalars.append(scalar)
      } else {
        text += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return text + "\""
  }

  /// `accent-soft`: the name of an ink in class names and custom properties.
  package static func name(of ink: Drawing.Ink) -> String {
    switch ink {
    case .accentSoft: "accent-soft"
    case .text, .muted, .axis, .grid, .accent, .good, .watch, .warning, .bad, .surface: ink.rawValue
    }
  }

  private static func check(_ rules: String, file: String) throws(Diagnostic) {
    let refused: [(String, String)] = [
      ("</", "a style sheet inside a page cannot hold '</'"),
      ("<!--", "a style sheet inside a page cannot hold '<!--'"),
      ("@import", "a page loads nothing, so '@import' is not allowed"),
      ("url(", "a page loads nothing, so 'url(' is not allowed"),
      ("\r", "style sheet holds a lone carriage return"),
      ("\0", "style sheet holds a NUL"),
    ]
    for (index, line) in rules.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let bytes = Array(line.lowercased().utf8)
      for (word, message) in refused {
        guard let column = offset(of: Array(word.utf8), in: bytes) else { continue }
        throw Diagnostic(
          message, at: Location(file: file, line: index + 1, column: column + 1, excerpt: String(line)))
      }
    }
  }

  private static func offset(of word: [UInt8], in bytes: [UInt8]) -> Int? {
    guard bytes.count >= word.count else { return nil }
    return (0...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
  }

  private static func properties(of theme: Theme) -> String {
    """
    :root{\(colours(theme.light))\(sizes(theme.sizes))\(faces(theme.faces))}
    @media screen and (prefers-color-scheme:dark){:root{\(colours(theme.dark))}}
    @page{size:\(page(theme.page.width, theme.page.height));margin:\(Decimal.text(theme.page.margin))pt}
    @page wide{size:\(page(theme.page.height, theme.page.width))}

    """
  }

  private static func faces(_ faces: Theme.Faces) -> String {
    "--text-face:\(faces.text.web);--code-face:\(faces.code.web);"
  }

  private static func page(_ width: Double, _ height: Double) -> String {
    "\(Decimal.text(width))pt \(Decimal.text(height))pt"
  }

  private static func colours(_ palette: Theme.Palette) -> String {
    var text = "--page:\(hexadecimal(palette.page));"
    for ink in Drawing.Ink.allCases { text += "--\(name(of: ink)):\(hexadecimal(palette[ink]));" }
    return text
  }

  /// On a screen nothing is set smaller than this share of the body.
  private static let smallest = 0.8

  /// On a screen the reader's own size is the body's, and the others keep their proportion to it; in print the theme's
  /// points hold.
  private static func sizes(_ sizes: Theme.Sizes) -> String {
    var text = "--print-size:\(Decimal.text(sizes.body))pt;--leading:\(Decimal.text(sizes.leading));"
    text += "--table-size:\(ratio(sizes.table, to: sizes.body))rem;"
    text += "--small-size:\(ratio(sizes.small, to: sizes.body))rem;"
    for (index, size) in sizes.headings.prefix(3).enumerated() {
      text += "--heading-\(index + 1):\(ratio(size, to: sizes.body))rem;"
    }
    return text
  }

  private static func ratio(_ size: Double, to body: Double) -> String {
    Decimal.text(body > 0 ? max(size / body, smallest) : 1)
  }

  private static func hexadecimal(_ colour: Theme.Colour) -> String {
    let digits = Array("0123456789abcdef")
    return [colour.red, colour.green, colour.blue].reduce(into: "#") { text, channel in
      text.append(digits[Int(channel >> 4)])
      text.append(digits[Int(channel & 15)])
    }
  }
}
