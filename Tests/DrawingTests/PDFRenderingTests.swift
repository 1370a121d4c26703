import Diagnostics
import DocumentModel
import PDFDrawing
import PDFRendering
import Testing

@Suite("PDF reports")
struct PDFRenderingTests {
  @Test func `every word of a document is read from its PDF, in the document's order`() throws {
    let document = PDFSample.document(
      [
        .heading(level: 1, text: "Decision summary", anchor: "summary"),
        .paragraph([
          .text("Of twelve gates, "), .strong("three failed"), .text(" until "), .emphasis("30 June"),
          .text(", see "), .link("the figure", to: .anchor("figure")), .text(" and "),
          .link("EX-001", to: .file("exhibits/EX-001.csv")), .text("."),
        ]),
        .note(.caution, [.text("Completeness not shown for "), .code("audit_log")]),
        .list([[.text("Ask the owner")], [.status("fail", .bad), .text(" is final")]], ordered: true),
        .keyValues([Fact("Seed", "48151623"), Fact("Population digest", [.code("9b74c989")])]),
        .table(PDFSample.table(rows: 2)),
        .heading(level: 2, text: "Figure", anchor: "figure"),
        .figure(
          Figure(
            title: "Failures rose", alternative: "Bars", source: "Source: audit_log",
            drawing: Drawing(
              width: 100, height: 50,
              marks: [.text("W1", at: .init(10, 40), anchor: .middle, size: 7, ink: .muted)]))),
      ], facts: [Fact("Organisation", "CalcBridge")])
    let expected = [
      "Access Control Report", "Users of the period", "Organisation", "CalcBridge", "Decision summary",
      "Of twelve gates, three failed until 30 June, see the figure and EX-001.", "Caution",
      "Completeness not shown for audit_log", "1.Ask the owner", "2.fail is final", "Seed 48151623",
      "Population digest 9b74c989", "Events by user", "User Type Count", "user0 auth.login 0", "user1 auth.login 37",
      "Figure", "Failures rose", "W1", "Source: audit_log",
    ]
    let pdf = try PDFSample.latin().render(document)
    #expect(try PDFReading(pdf.bytes).content == PDFReading.dense(expected.joined()))
  }

  @Test func `scripts other than Latin are read in logical order`() throws {
    let text = "Ελληνικά Русский Tiếng Việt 日本語の試験 한국어 हिन्दी مرحبا بالعالم שלום עולם 42 end שלום (مرحبا) [עולם] 12"
    let pdf = try PDFSample.renderer().render(PDFSample.document([.paragraph([.text(text)])]))
    #expect(pdf.warnings.isEmpty)
    #expect(try PDFReading(pdf.bytes).content.hasSuffix(PDFReading.dense(text)))
  }

  @Test func `contents name the page of each heading`() throws {
    let blocks: [Block] = ["One", "Two", "Three"].flatMap { name in
      [.heading(level: 1, text: name, anchor: name), .paragraph([.text("text")]), .pageBreak]
    }
    let reading = try PDFReading(try PDFSample.latin().render(PDFSample.document(blocks)).bytes)
    // The cover is page 1, and each heading begins a page of its own.
    #expect(reading.content(of: 0).hasSuffix("ContentsOne2Two3Three4"))
    #expect(reading.content(of: 3) == "Threetext")
  }

  @Test func `a letter begins with its sender, has no contents, and ends on the page that has its close`() throws {
    let headings: [Block] = ["One", "Two", "Three"].flatMap { name in
      [.heading(level: 1, text: name, anchor: name), .paragraph([.text("text")])]
    }
    let close: [Block] = [.paragraph([.text("Yours faithfully,")]), .paragraph([.text("Ana Ruiz")])]
    func letter(_ blocks: [Block]) throws -> PDFReading {
      let head = [Fact("From", "Acme · ana@acme.example"), Fact("Date", "2024-04-10"), Fact("To", "The Bank")]
      let document = Document(
        id: "cover", title: "Submission", subtitle: "Acme", facts: head,
        properties: PDFSample.document([]).properties, blocks: blocks, form: .letter)
      return try PDFReading(try PDFSample.latin().render(document).bytes)
    }
    let reading = try letter(headings + close)
    #expect(
      reading.content
        == PDFReading.dense(
          "Acme ana@acme.example 2024-04-10 To: The Bank Submission One text Two text Three text Yours faithfully, Ana Ruiz"
        ))
    #expect(reading.pages.count == 1)
    for lines in 25..<45 {
      let long = try letter((0..<lines).map { .paragraph([.text("line \($0)")]) } + close)
      let pages = long.pages.indices.map { long.content(of: $0) }
      #expect(pages.filter { $0.contains("Yours") } == pages.filter { $0.contains("Ruiz") }, "\(lines) lines")
    }
  }

  @Test func `a table over pages repeats its header as decoration and is read once`() throws {
    let pdf = try PDFSample.latin().render(PDFSample.document([.table(PDFSample.table(rows: 100))]))
    let reading = try PDFReading(pdf.bytes)
    #expect(reading.pages.count == 3)
    #expect(reading.content(of: 0).contains("UserTypeCount"))
    for page in 1..<3 {
      #expect(reading.decoration(of: page).contains("UserTypeCount"))
      #expect(!reading.content(of: page).contains("UserTypeCount"))
    }
    let rows = (0..<100).map { "user\($0)auth.login\($0 * 37)" }.joined()
    #expect(reading.content.hasSuffix("UserTypeCount" + rows))
  }

  @Test func `a full page holds as many rows as its height says`() throws {
    // Content: 841.89 - 2 · 56.693 = 728.504 pt. A row: 8.2 · 1.45 + 2 · 0.32 · 8.2 = 17.138 pt, the header likewise:
    // 728.504 / 17.138 = 42.5, so that 41 rows stand below the header.
    let pdf = try PDFSample.latin().render(PDFSample.document([.table(PDFSample.table(rows: 200))]))
    let page = try PDFReading(pdf.bytes).pages[2]
    let baselines = Set(page.filter { $0.tag == "TD" }.map(\.y)).sorted()
    let users = page.filter { $0.tag == "TD" && $0.text.hasPrefix("user") }
    #expect(users.count == 41)
    #expect(abs((baselines.last ?? 0) - (baselines.first ?? 0) - 40 * 17.138) < 0.05)
  }

  @Test func `numbers end where their column ends`() throws {
    let pdf = try PDFSample.latin().render(PDFSample.document([.table(PDFSample.table(rows: 30))]))
    let numbers = try PDFReading(pdf.bytes).pages[0].filter { $0.tag == "TD" && Int($0.text) != nil }
    #expect(numbers.count == 30)
    // The page's width without its margin and a cell's padding; a PDF states widths in whole thousandths of the size.
    for number in numbers { #expect(abs(number.x + number.width - (595.276 - 56.693 - 4)) < 0.05) }
  }

  @Test func `a wide table lies on pages of its own on their side`() throws {
    let columns = (0..<14).map { DocumentTable.Column("Column number \($0)") }
    let row: [DocumentTable.Cell] = columns.map { [.text("value of " + $0.title)] }
    let table = DocumentTable(caption: "Wide", columns: columns, rows: [row])
    let pdf = try PDFSample.latin().render(
      PDFSample.document([.paragraph([.text("before")]), .table(table), .paragraph([.text("after")])]))
    let reading = try PDFReading(pdf.bytes)
    #expect(reading.pages.count == 3)
    let right = reading.pages[1].map { $0.x + $0.width }.max() ?? 0
    #expect(right > 595.276 && right <= 841.89 - 56.693 + 0.01)
  }

  @Test func `a table of many narrow columns stands upright, in smaller type where it must`() throws {
    // A day and its time are about 8.9 em: six of them at 8.2 pt with 8 pt beside each are wider than an upright page's
    // 481.89 pt, at 7.2 pt with 6 pt they are not.
    let columns = (0..<6).map { DocumentTable.Column("Time \($0)") }
    let row: [DocumentTable.Cell] = columns.map { _ in [.text("2024-02-29 12:34")] }
    let table = DocumentTable(caption: "Times", columns: columns, rows: Array(repeating: row, count: 30))
    let reading = try PDFReading(
      try PDFSample.latin().render(PDFSample.document([.paragraph([.text("before")]), .table(table)])).bytes)
    let times = reading.pages.flatMap { $0.filter { $0.tag == "TD" } }
    #expect((times.map { $0.x + $0.width }.max() ?? 0) <= 595.276 - 56.693)
    #expect(reading.content.hasSuffix(String(repeating: "2024-02-2912:34", count: 6)))
  }

  @Test(arguments: 10...50)
  func `no line of a list of facts stands alone, nor does a row of two`(fillers: Int) throws {
    func lines(_ count: Int) -> [Fact] { (0..<count).map { Fact("label \($0)", "value") } }
    let rows = DocumentTable(caption: "Two", columns: [.init("Row")], rows: [[[.text("one")]], [[.text("two")]]])
    let filler = Block.list((0..<fillers).map { [.text("filler \($0)")] }, ordered: false)
    func pages(_ block: Block, tag: String, _ marks: (String) -> Bool) throws -> [Int] {
      try PDFReading(try PDFSample.latin().render(PDFSample.document([filler, block])).bytes).pages
        .map { page in page.count { $0.tag == tag && marks($0.text) } }.filter { $0 > 0 }
    }
    #expect(try pages(.keyValues(lines(6)), tag: "Lbl") { $0.hasPrefix("label") } == [6])
    #expect(try pages(.keyValues(lines(40)), tag: "Lbl") { $0.hasPrefix("label") }.allSatisfy { $0 > 1 })
    #expect(try pages(.table(rows), tag: "TD") { ["one", "two"].contains($0) } == [2])
  }

  @Test(arguments: 24...37)
  func `a heading stands with two lines of what follows, and no line stands alone`(fillers: Int) throws {
    let paragraph = String(repeating: PDFSample.sentence + " ", count: 3)
    let blocks: [Block] = [
      .list((0..<fillers).map { [.text("filler \($0)")] }, ordered: false),
      .heading(level: 1, text: "Exceptions", anchor: "exceptions"), .paragraph([.text(paragraph)]),
    ]
    let reading = try PDFReading(try PDFSample.latin().render(PDFSample.document(blocks)).bytes)
    let page = try #require(reading.pages.firstIndex { page in page.contains { $0.tag == "H2" } })
    let heading = try #require(reading.pages[page].first { $0.tag == "H2" })
    func lines(_ page: Int, below top: Double) -> Int {
      Set(reading.pages[page].filter { ($0.tag == "P" || $0.tag == "Span") && $0.y > top }.map(\.y)).count
    }
    #expect(lines(page, below: heading.y) >= 2)
    for next in reading.pages.indices where next > page { #expect(lines(next, below: 0) >= 2) }
  }

  @Test func `the same document gives the same bytes`() throws {
    let document = PDFSample.document([.paragraph([.text(PDFSample.sentence)]), .table(PDFSample.table(rows: 60))])
    let first = try PDFSample.latin().render(document)
    let second = try PDFSample.latin().render(document)
    #expect(first.bytes == second.bytes)
    #expect(first.glyphsDigest == second.glyphsDigest && first.pagesDigest == second.pagesDigest)
    #expect(first.glyphsDigest.utf8.count == 64 && first.pagesDigest.utf8.count == 64)
  }

  @Test func `each layer's digest follows its layer alone`() throws {
    func blocks(_ word: String) -> [Block] { [.heading(level: 1, text: word, anchor: "a")] }
    let plain = try PDFSample.latin().render(PDFSample.document(blocks("pass")))
    let otherWord = try PDFSample.latin().render(PDFSample.document(blocks("fail")))
    let otherColour = try PDFSample.renderer(accent: 0x99, fallback: []).render(PDFSample.document(blocks("pass")))
    let otherDate = try PDFSample.latin().render(PDFSample.document(blocks("pass"), date: "2024-04-06T00:00:00Z"))
    #expect(plain.glyphsDigest != otherWord.glyphsDigest)
    #expect(plain.glyphsDigest == otherColour.glyphsDigest && plain.pagesDigest != otherColour.pagesDigest)
    #expect(plain.pagesDigest == otherDate.pagesDigest && plain.bytes != otherDate.bytes)
  }

  @Test func `the file says what it is and holds no image`() throws {
    let chart = Figure(
      title: "t", alternative: "Bars rise", source: "s",
      drawing: Drawing(
        width: 80, height: 40,
        marks: [
          .rectangle(x: 1, y: 1, width: 5, height: 9, fill: .bad), .circle(center: .init(9, 9), radius: 2, fill: .good),
          .line(from: .init(0, 0), to: .init(9, 9), ink: .axis, width: 1, dashed: true),
          .polyline([.init(0, 0), .init(5, 9)], ink: .accent, width: 1),
        ]))
    let bytes = try PDFSample.latin().render(PDFSample.document([.figure(chart)])).bytes
    let text = String(decoding: bytes, as: UTF8.self)
    for part in [
      "%PDF-1.7", "/MarkInfo <</Marked true>>", "/Lang (en-GB)", "/DisplayDocTitle true", "/S /GTS_PDFA1",
      "/CreationDate (D:20240405000000Z)", "/Title (Access Control Report)",
      "/FactsDigest (0123456789abcdef", "/DecisionsDigest (fedcba9876543210", "/Producer (Vouch)",
    ] { #expect(text.contains(part), "\(part)") }
    #expect(!text.contains("/Subtype /Image"))
    let structure = try PDFReading(bytes).structure
    #expect(structure.first?.type == "/Document")
    #expect(structure.filter { $0.type == "/Figure" }.map(\.alternative) == ["Bars rise"])
    #expect(!structure.contains { $0.type == "/NonStruct" })
  }

  @Test func `hostile text is shown, leaves no box and breaks nothing`() throws {
    let hostile = PDFSample.hostile
    let document = PDFSample.document(
      [
        .heading(level: 3, text: hostile[5], anchor: "a'b) c\\"), .paragraph(hostile.map { .text($0 + " ") }),
        .paragraph([.link(hostile[5], to: .file("x) /S /JavaScript ' \\ é.csv")), .link("y", to: .anchor("a'b) c\\"))]),
        .table(
          DocumentTable(
            caption: hostile[5], columns: [.init("A"), .init(hostile[2], .trailing)],
            rows: hostile.map { [[.text($0)], [.code($0), .status($0, .bad)]] })),
        .list([[], [.text(hostile[7])]], ordered: false), .keyValues([Fact(hostile[5], hostile[5]), Fact("", "")]),
        .note(.failure, []), .paragraph([]), .pageBreak,
      ], title: hostile.joined(separator: " "))
    let pdf = try PDFSample.renderer().render(document)
    let reading = try PDFReading(pdf.bytes)
    for page in reading.pages {
      for piece in page {
        // The space that ends a line stands in the margin: nobody sees it.
        let space = piece.text.hasSuffix(" ") ? 0.3 * 20 : 0
        #expect(piece.x >= 56.69 - 0.05 && piece.x + piece.width <= 595.276 - 56.69 + 0.05 + space, "\(piece.text)")
        #expect(piece.y > 20 && piece.y < 841.89 - 20)
      }
    }
    let content = reading.content
    for shown in ["invoice[U+202E]txt.exe", "bell[U+0007]null[U+0000]", "[U+FFFF][U+E000][U+10FFFF]", "tablineend"] {
      #expect(content.contains(shown), "\(shown)")
    }
    #expect(content.contains("/NonStruct<</MCID0>>BDC(x)TjEMC"))
    #expect(pdf.warnings.map(\.message) == ["no face of the theme has the character U+1F600 (grinning face)"])
    #expect(!String(decoding: pdf.bytes, as: UTF8.self).contains("/S /JavaScript"))
  }
}

@Suite("PDF diagnostics")
struct PDFDiagnosticTests {
  @Test func `a link that leads nowhere names its anchor`() throws {
    let document = PDFSample.document([.paragraph([.link("see", to: .anchor("nowhere"))])])
    let error = try #require(throws: Diagnostic.self) { try PDFSample.latin().render(document) }
    #expect(error.message == "a link leads to 'nowhere', which no heading has as its anchor")
  }

  @Test func `two headings of one anchor are refused`() throws {
    let heading = Block.heading(level: 1, text: "A", anchor: "a")
    let error = try #require(throws: Diagnostic.self) {
      try PDFSample.latin().render(PDFSample.document([heading, heading]))
    }
    #expect(error.message == "two headings have the anchor 'a'")
  }

  @Test func `a font that was not read, and one that is no font, are named`() throws {
    let theme = try PDFSample.theme(fallback: [])
    let profile = try PDFSample.colourProfile()
    var error = try #require(throws: Diagnostic.self) {
      try PDFRenderer(theme: theme, faces: [:], colourProfile: profile)
    }
    #expect(error.message.contains("Inter-Regular.otf' was not read"))
    let faces = Dictionary(uniqueKeysWithValues: theme.faces.all.map { ($0, Array("no font".utf8)) })
    let renderer = try PDFRenderer(theme: theme, faces: faces, colourProfile: profile)
    error = try #require(throws: Diagnostic.self) { try renderer.render(PDFSample.document([])) }
    #expect(error.message.contains("Inter-Regular.otf' cannot be read"))
  }

  @Test func `bytes that are no colour profile are refused`() throws {
    let error = try #require(throws: Diagnostic.self) {
      try PDFRenderer(
        theme: try PDFSample.theme(fallback: []), faces: [:], colourProfile: [UInt8](repeating: 0, count: 200))
    }
    #expect(error.message == "the colour profile is no RGB ICC profile")
  }

  @Test(arguments: ["", "2024-04-05", "2024-04-05T00:00:00+02:00", "2024-04-05T00:00:00Z)"])
  func `a date of another form is refused`(date: String) throws {
    let error = try #require(throws: Diagnostic.self) {
      try PDFSample.latin().render(PDFSample.document([], date: date))
    }
    #expect(error.message == "'\(date)' is no date of a document")
  }
}
