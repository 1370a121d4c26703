import Bytes
package import Diagnostics
package import DocumentModel
import PDFDrawing

/// Renders documents as PDF/A-3a and PDF/UA-1 files: the same document, theme and faces give the same bytes.
package struct PDFRenderer: Sendable {
  private let theme: Theme
  private let roles: [FontFile]
  private let fallback: [FontFile]
  private let colourProfile: [UInt8]

  /// `faces` has the bytes of the font file of every face of the theme, `colourProfile` those of an sRGB ICC profile.
  package init(theme: Theme, faces: [Theme.Face: [UInt8]], colourProfile: [UInt8]) throws(Diagnostic) {
    func file(_ face: Theme.Face) throws(Diagnostic) -> FontFile {
      guard let bytes = faces[face] else {
        throw Diagnostic("font '\(face.path)' was not read", hint: "install the font or name another in the theme")
      }
      return FontFile(name: face.path, index: face.index, bytes: bytes)
    }
    guard Self.isProfile(colourProfile) else {
      throw Diagnostic("the colour profile is no RGB ICC profile", hint: "name the sRGB profile of icc-profiles-free")
    }
    self.theme = theme
    self.colourProfile = colourProfile
    let named = theme.faces
    roles = [
      try file(named.text), try file(named.strong), try file(named.emphasis), try file(named.code),
    ]
    var fallback: [FontFile] = []
    for face in named.fallback { fallback.append(try file(face)) }
    self.fallback = fallback
  }

  package func render(_ document: Document) throws(Diagnostic) -> RenderedPDF {
    try Anchors(of: document).check()
    let properties = document.properties
    let metadata = try PDFMetadata(
      title: document.title, author: properties.author, subject: document.subtitle, language: properties.language,
      date: properties.date,
      keywords: "facts sha256:\(properties.factsDigest), decisions sha256:\(properties.decisionsDigest)",
      properties: [("FactsDigest", properties.factsDigest), ("DecisionsDigest", properties.decisionsDigest)])
    let typesetter = try Typesetter(roles: roles, fallback: fallback, language: properties.language)
    let glyphs = LayerDigest()
    let pages = LayerDigest()
    let drawing = try draw(document, typesetter, glyphs)
    let (pageCount, places) = (drawing.pageCount, drawing.pageNumbers)
    let bytes = try drawing.finish(metadata, colourProfile: colourProfile) { pages.absorb($0) }
    return RenderedPDF(
      bytes: bytes, glyphsDigest: glyphs.hexadecimal, pagesDigest: pages.hexadecimal, pageCount: pageCount,
      pages: places, warnings: typesetter.missing.map(Self.warning))
  }

  /// Lays the document out and draws it; the layout is gone when the file is finished, which takes memory of its own.
  private func draw(
    _ document: Document, _ typesetter: Typesetter, _ glyphs: LayerDigest
  ) throws(Diagnostic) -> PageDrawing {
    let typography = Typography(typesetter: typesetter, sheet: StyleSheet(theme))
    var composition = Composition(document, typography: typography)
    composition.compose()
    let layout = Pagination(composition.strips, headers: composition.headers, sheet: typography.sheet)
    var drawing = PageDrawing(
      on: try PDFCanvas(typesetter: typesetter) { glyphs.absorb($0) }, typography: typography, layout: layout)
    try drawing.draw(layout.pages, furniture: PageFurniture(typography: typography, document: document))
    drawing.outline(document.title, composition.headings)
    return drawing
  }

  private static func warning(_ scalar: Unicode.Scalar) -> Diagnostic {
    let name = scalar.properties.name.map { " (\($0.lowercased()))" } ?? ""
    return Diagnostic(
      "no face of the theme has the character \(scalar.codePoint)\(name)", severity: .warning,
      hint: "add a face that has it to the theme's fallback faces")
  }

  /// Whether the bytes are an ICC profile for RGB: its colour space stands at byte 16, its signature at byte 36.
  private static func isProfile(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 128 && bytes[16..<20].elementsEqual("RGB ".utf8) && bytes[36..<40].elementsEqual("acsp".utf8)
  }
}

/// A document as a PDF file, with the digests of the layers below it.
package struct RenderedPDF: Sendable {
  package let bytes: [UInt8]
  /// SHA-256 of the glyphs as drawn: face, glyph id and place in 1/1000 pt; lowercase hexadecimal.
  package let glyphsDigest: String
  /// SHA-256 of the pages' contents, decoded; lowercase hexadecimal.
  package let pagesDigest: String
  package let pageCount: Int
  /// The page, counted from 1, on which each heading's anchor stands.
  package let pages: [String: Int]
  /// Characters that no face has, each named once.
  package let warnings: [Diagnostic]
}
