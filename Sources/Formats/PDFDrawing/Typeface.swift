import Diagnostics

/// A face that is open for shaping and for drawing.
final class Typeface {
  let name: String
  let harfBuzz: HarfBuzzFont
  let cairo: CairoFace

  init(_ file: FontFile) throws(Diagnostic) {
    let freeType = try FreeTypeFace(file)
    cairo = try CairoFace(freeType, name: file.name)
    harfBuzz = HarfBuzzFont(file)
    name = file.name
  }
}
