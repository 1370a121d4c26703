import DocumentModel
import Foundation
import HTMLRendering

/// The shipped templates and a theme, and documents to render with them.
enum HTMLSample {
  /// The template folder of this package, by file name.
  static let templates: [String: String] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("templates")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    var texts: [String: String] = [:]
    for name in names {
      texts[name] = try? String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }
    return texts
  }()

  static let theme: Theme = {
    let face = Theme.Face(path: "", index: 0, sha256: "")
    return Theme(
      light: palette(from: 0), dark: palette(from: 100),
      faces: .init(text: face, strong: face, emphasis: face, code: face, fallback: []),
      sizes: .init(body: 10, table: 9, small: 8.5, headings: [22, 15, 12], leading: 1.45),
      page: .init(width: 595.28, height: 841.89, margin: 56))
  }()

  /// Every colour another one: red counts up from `start`.
  private static func palette(from start: UInt8) -> Theme.Palette {
    var inks: [Drawing.Ink: Theme.Colour] = [:]
    for (index, ink) in Drawing.Ink.allCases.enumerated() {
      inks[ink] = Theme.Colour(red: start + UInt8(index) + 1, green: 2, blue: 3)
    }
    guard let palette = Theme.Palette(page: Theme.Colour(red: start, green: 2, blue: 3), inks: inks)
    else { preconditionFailure("an ink has no colour") }
    return palette
  }

  static let properties = Document.Properties(
    author: "CalcBridge", language: "en-GB", date: "2024-04-05T00:00:00Z", runningHead: "Evidence of the quarter",
    factsDigest: String(repeating: "ab", count: 32), decisionsDigest: String(repeating: "cd", count: 32))

  static func document(_ blocks: [Block], title: String = "Access Control Report") -> Document {
    Document(
      id: "access-control-report", title: title, subtitle: "Who could do what",
      facts: [Fact("Organization", "CalcBridge"), Fact("Pack", [.code("calcbridge-soc2")])], properties: properties,
      blocks: blocks)
  }

  /// One of every block and every inline, each with words of its own.
  static let everything: [Block] = [
    .heading(level: 1, text: "Alpha heading", anchor: "alpha"),
    .paragraph([
      .text("bravo "), .strong("charlie"), .text(" "), .emphasis("delta"), .text(" "), .code("echo"), .text(" "),
      .status("foxtrot", .bad), .text(" "), .link("golf", to: .anchor("alpha")), .text(" "),
      .link("hotel", to: .file("exhibits/EX-001.csv")),
    ]),
    .keyValues([Fact("india", "juliett"), Fact("kilo", [.status("lima", .good)])]),
    .list([[.text("mike")], [.text("november")]], ordered: false),
    .list([[.text("oscar")]], ordered: true),
    .heading(level: 3, text: "Papa heading", anchor: "papa"),
    .table(
      DocumentTable(
        caption: "quebec", columns: [.init("romeo"), .init("sierra", .trailing)],
        rows: [[[.text("tango")], [.text("1,204")]], [[.status("uniform", .watch)], [.text("7")]]],
        continuation: [.text("victor "), .link("whiskey", to: .file("exhibits/EX-002.csv"))])),
    .figure(
      Figure(
        title: "xray", alternative: "yankee", source: "zulu",
        drawing: Drawing(
          width: 400, height: 100,
          marks: [
            .rectangle(x: 1, y: 2.5, width: 3, height: 4.25, fill: .good),
            .line(from: .init(0, 0), to: .init(10, 10), ink: .axis, width: 0.5, dashed: true),
            .polyline([.init(0, 0), .init(1.5, 2)], ink: .accentSoft, width: 1),
            .circle(center: .init(5, 5), radius: 2, fill: .bad),
            .text("label of a mark", at: .init(10, 20), anchor: .middle, size: 8, ink: .muted),
          ]))),
    .note(.caution, [.text("anna "), .strong("bertha")]),
    .pageBreak,
    .heading(level: 1, text: "Last heading", anchor: "last"),
  ]

  /// U+FDD0 and U+FFFE, which Swift's literals refuse.
  static let nonCharacters = String(decoding: [0xEF, 0xB7, 0x90, 0xEF, 0xBF, 0xBE] as [UInt8], as: UTF8.self)

  /// What an attacker would write into a field.
  static let hostile = [
    "<script>alert(1)</script>", "javascript:alert(1)", "<img src=//evil.example/x onerror=alert(1)>",
    "\u{202E}gnp.exe", "a\u{0}b\u{1B}[31mc\u{85}d\(nonCharacters)", "=cmd|' /C calc'!A0", "👩‍👩‍👧‍👦 ✅",
    "\"\u{301} onmouseover=alert(1) x=\"",
    "'\u{200D} onfocus=alert(1) autofocus '", "<\u{301}b>", "{{title}} {{{style}}} {{>page}}",
    "</style><style>*{display:none}", "</title></svg></textarea>", "]]> --> <!--", "&lt;b&gt; &#60;",
    String(repeating: "pneumono", count: 1250), "line\nbreak\r\nand\ttab", "",
  ]

  static let hostileDocument: Document = {
    var blocks: [Block] = []
    for (index, text) in hostile.enumerated() {
      blocks.append(.heading(level: 2, text: text, anchor: "\"><b id='\(index)'>&".filter { $0 != " " }))
      blocks.append(
        .paragraph([
          .text(text), .strong(text), .emphasis(text), .code(text), .status(text, .bad),
          .link(text, to: .anchor("\"><bid='\(index)'>&")),
        ]))
      blocks.append(.keyValues([Fact(text, text)]))
      blocks.append(.list([[.text(text)]], ordered: index.isMultiple(of: 2)))
      blocks.append(
        .table(
          DocumentTable(caption: text, columns: [.init(text)], rows: [[[.text(text)]]], continuation: [.text(text)])))
      blocks.append(
        .figure(
          Figure(
            title: text, alternative: text, source: text,
            drawing: Drawing(
              width: 9, height: 9, marks: [.text(text, at: .init(1, 2), anchor: .end, size: 8, ink: .text)]))))
      blocks.append(.note(.failure, [.text(text)]))
    }
    let all = hostile.joined(separator: " ")
    return Document(
      id: "hostile", title: all, subtitle: all, facts: hostile.map { Fact($0, $0) },
      properties: .init(
        author: all, language: "en\" onload=\"x", date: all, runningHead: all, factsDigest: all, decisionsDigest: all),
      blocks: blocks)
  }()

  static func renderer(changing changes: [String: String?] = [:]) throws -> HTMLRenderer {
    try HTMLRenderer(templates: templates.merging(changes.compactMapValues { $0 }) { $1 }, theme: theme)
  }

  static func page(_ document: Document) throws -> HTMLPage {
    HTMLPage(String(decoding: try renderer().render(document), as: UTF8.self))
  }
}
