import CCairo
import Diagnostics

/// A face that is open for shaping and for drawing.
final class Typeface {
  let name: String
  let harfBuzz: HarfBuzzFont
  private let cairo: CairoFace
  /// The same face once more, for figures of one width.
  ///
  /// Cairo encodes the first glyph that it meets for a character with the rest of the script, and any other for that
  /// character in a font of its own. Figures of both kinds in one face would change fonts within a word.
  private let tabular: CairoFace

  init(_ file: FontFile) throws(Diagnostic) {
    cairo = try CairoFace(FreeTypeFace(file), name: file.name)
    tabular = try CairoFace(FreeTypeFace(file), name: file.name)
    harfBuzz = HarfBuzzFont(file)
    name = file.name
  }

  /// Makes it the face of a context.
  func use(on context: borrowing CairoContext, tabularFigures: Bool) {
    unsafe cairo_set_font_face(context.pointer, tabularFigures ? tabular.pointer : cairo.pointer)
  }
}
