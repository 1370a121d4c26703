import PDFDrawing

/// How a stretch of text is set.
struct TextStyle: Hashable {
  let role: FaceRole
  /// Points.
  let size: Double
  let colour: PDFColour
  let tabularFigures: Bool
  /// Digests, ids and paths may break at any character.
  let breaksAnywhere: Bool

  init(
    _ role: FaceRole = .text, size: Double, colour: PDFColour, tabularFigures: Bool = false,
    breaksAnywhere: Bool = false
  ) {
    self.role = role
    self.size = size
    self.colour = colour
    self.tabularFigures = tabularFigures
    self.breaksAnywhere = breaksAnywhere
  }

  func wordStyle(rightToLeft: Bool = false) -> WordStyle {
    WordStyle(role, tabularFigures: tabularFigures, rightToLeft: rightToLeft)
  }
}

/// A style of a document, by its number in the list of them.
struct StyleNumber: Hashable {
  let index: Int16
}
