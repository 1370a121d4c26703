import DocumentModel
import Foundation
import PDFDrawing
import PDFRendering

/// A theme over the faces that the theme of the product names, and documents to render with it.
enum PDFSample {
  static let inter = "/usr/share/fonts/opentype/inter/"
  static let noto = "/usr/share/fonts/truetype/noto/"

  static func face(_ path: String, index: Int = 0) -> Theme.Face { Theme.Face(path: path, index: index, sha256: "") }

  static let scripts = [
    face(noto + "NotoSans-Regular.ttf"), face(noto + "NotoSansArabic-Regular.ttf"),
    face(noto + "NotoSansHebrew-Regular.ttf"), face(noto + "NotoSansDevanagari-Regular.ttf"),
    face("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", index: 2),
  ]

  /// A4 with margins of 56.693 pt, as the shipped theme has it.
  static func theme(accent: UInt8 = 0x12, fallback: [Theme.Face] = scripts) throws -> Theme {
    let grey = Theme.Colour(red: 60, green: 60, blue: 60)
    var inks = Dictionary(uniqueKeysWithValues: Drawing.Ink.allCases.map { ($0, grey) })
    inks[.accent] = Theme.Colour(red: accent, green: 0x4E, blue: 0x6B)
    let white = Theme.Colour(red: 255, green: 255, blue: 255)
    guard let palette = Theme.Palette(page: white, inks: inks) else { throw CocoaError(.featureUnsupported) }
    return Theme(
      light: palette, dark: palette,
      faces: .init(
        text: face(inter + "Inter-Regular.otf"), strong: face(inter + "Inter-SemiBold.otf"),
        emphasis: face(inter + "Inter-Italic.otf"),
        code: face("/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf"), fallback: fallback),
      sizes: .init(body: 9.5, table: 8.2, small: 7.2, headings: [15, 11.5, 9.8], leading: 1.45),
      page: .init(width: 595.276, height: 841.89, margin: 56.693))
  }

  static func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(filePath: path))) }
  static func colourProfile() throws -> [UInt8] { try bytes("/usr/share/color/icc/sRGB.icc") }

  static func renderer(accent: UInt8 = 0x12, fallback: [Theme.Face] = scripts) throws -> PDFRenderer {
    let theme = try theme(accent: accent, fallback: fallback)
    var faces: [Theme.Face: [UInt8]] = [:]
    for face in theme.faces.all { faces[face] = try bytes(face.path) }
    return try PDFRenderer(theme: theme, faces: faces, colourProfile: try colourProfile())
  }

  /// Renders without the faces of other scripts, which take time to read.
  static func latin() throws -> PDFRenderer { try renderer(fallback: []) }

  static func document(
    _ blocks: [Block], title: String = "Access Control Report", facts: [Fact] = [],
    date: String = "2024-04-05T00:00:00Z"
  ) -> Document {
    Document(
      id: "report", title: title, subtitle: "Users of the period", facts: facts,
      properties: .init(
        author: "CalcBridge", language: "en-GB", date: date, runningHead: "CalcBridge, Q1 2024",
        factsDigest: String(repeating: "0123456789abcdef", count: 4),
        decisionsDigest: String(repeating: "fedcba9876543210", count: 4)),
      blocks: blocks)
  }

  static func table(rows: Int) -> DocumentTable {
    DocumentTable(
      caption: "Events by user", columns: [.init("User"), .init("Type"), .init("Count", .trailing)],
      rows: (0..<rows).map { [[.text("user\($0)")], [.code("auth.login")], [.text("\($0 * 37)")]] })
  }

  static let sentence =
    "Each privileged account was compared with the register of the directory at the end of the period, and an account is an exception where a second factor was missing."

  /// Text that tries to act, to hide or to leave its box.
  static let hostile = [
    "<script>alert(1)</script>", "/NonStruct << /MCID 0 >> BDC (x) Tj EMC", "invoice\u{202E}txt.exe",
    "bell\u{7}null\u{0}", "=1+1|cmd", String(repeating: "x", count: 10_000), "emoji \u{1F600}",
    "a" + String(repeating: "\u{301}", count: 400), String(repeating: "ש", count: 300), "tab\tline\nend",
    "\u{FFFF}\u{E000}\u{10FFFF}", "", " ", String(repeating: "日", count: 400), "zero\u{200B}width\u{AD}soft",
    "'quote' \\ back ) paren ( <",
  ]
}

extension PDFReading {
  /// What is read on a page: everything but decoration, without white space.
  func content(of page: Int) -> String { Self.dense(pages[page].filter { $0.tag != "Artifact" }.map(\.text).joined()) }

  /// What is read in the whole file, without white space.
  var content: String { pages.indices.map(content(of:)).joined() }

  func decoration(of page: Int) -> String {
    Self.dense(pages[page].filter { $0.tag == "Artifact" }.map(\.text).joined())
  }

  static func dense(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
  }
}
