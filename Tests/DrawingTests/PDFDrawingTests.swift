import Bytes
import PDFDrawing
import PDFRendering
import Testing

@Suite("PDF drawing")
struct PDFDrawingTests {
  @Test func `levels follow the bidirectional algorithm`() {
    // UAX #9: a number after Hebrew is level 2, the space between them level 1.
    let mixed = BidiLevels(Array("a אב 12 c".unicodeScalars))
    #expect(mixed.levels == [0, 0, 1, 1, 1, 2, 2, 0, 0])
    #expect(!mixed.isRightToLeft)
    #expect(BidiLevels(Array("אב a".unicodeScalars)).isRightToLeft)
  }

  @Test func `pieces of a line are seen in the order of rule L2`() {
    #expect(BidiLevels.visualOrder(of: [0, 1, 1, 0]) == [0, 2, 1, 3])
    // Right to left with a number inside: the whole turns, the number turns back.
    #expect(BidiLevels.visualOrder(of: [1, 2, 2, 1]) == [3, 1, 2, 0])
    #expect(BidiLevels.visualOrder(of: []) == [])
  }

  @Test(
    arguments: [
      ("plain text", "plain text"), ("a\u{202E}b", "a[U+202E]b"), ("a\tb\u{2028}c", "a b c"), ("\u{0}", "[U+0000]"),
      ("\u{2066}x\u{2069}", "[U+2066]x[U+2069]"), ("\u{FFFE}", "[U+FFFE]"), ("é שלום 日本", "é שלום 日本"),
      ("\u{E0041}", "[U+E0041]"), ("葛\u{E0100}", "葛\u{E0100}"),
    ])
  func `what would act is shown by its number`(text: String, shown: String) {
    #expect(Array(text.visible.unicodeScalars) == Array(shown.unicodeScalars))
  }

  @Test func `a letter carries eight marks and shows the rest`() {
    let shown = ("a" + String(repeating: "\u{301}", count: 10)).visible
    #expect(shown.unicodeScalars.filter { $0 == "\u{301}" }.count == 8)
    #expect(shown.hasSuffix("[U+0301][U+0301]"))
  }

  @Test func `links and destinations hold no character with a meaning in a PDF`() {
    // RFC 3986: unreserved characters and the slash stay, every other byte is its two digits.
    #expect(PDFLink.percentEncoded("exhibits/EX-001_a~b.csv") == "exhibits/EX-001_a~b.csv")
    #expect(PDFLink.percentEncoded("x) /S 'é\\") == "x%29%20/S%20%27%C3%A9%5C")
    #expect(PDFLink.destinationName("gate-1_b.c") == "gate-1_b.c")
    #expect(PDFLink.destinationName("a'b)~") == "a~27b~29~7E")
  }

  @Test func `no deflated stream ends in a carriage return`() {
    // RFC 1950: the last byte of the Adler-32 sum of the byte 12 is 1 + 12 = 13.
    #expect(StreamEnd.settled([12]) == [12, 10])
    #expect(StreamEnd.settled([11]) == [11])
  }

  @Test func `only the first tag becomes an artifact`() {
    let content = Array("q /NonStruct << /MCID 0 >> BDC x EMC (/NonStruct << /MCID 0 >> BDC) Tj".utf8)
    let changed = PageFinishing.withArtifact(content).map { String(decoding: $0, as: UTF8.self) }
    #expect(changed == "q /Artifact BMC x EMC (/NonStruct << /MCID 0 >> BDC) Tj")
    #expect(PageFinishing.withArtifact(Array("/P << /MCID 0 >> BDC (/NonStruct << /MCID 0 >> BDC) Tj".utf8)) == nil)
  }

  @Test func `columns take what they ask for where there is room, and share it where there is not`() {
    func demand(_ least: Double, _ most: Double) -> ColumnWidths.Demand {
      ColumnWidths.Demand(least: least, most: most, stretches: true)
    }
    #expect(ColumnWidths([demand(10, 40), demand(10, 60)], available: 200).widths == [80, 120])
    // The short column has all it asks for, and the rest goes to the long one.
    #expect(ColumnWidths([demand(10, 40), demand(10, 500)], available: 200).widths == [40, 160])
    // Both wrap: nine times the words have three times the width, by which the heights of a row come closest.
    #expect(ColumnWidths([demand(0, 100), demand(0, 900)], available: 200).widths == [50, 150])
    // Not even the least fits: the wide one gives way.
    #expect(ColumnWidths([demand(30, 30), demand(500, 500)], available: 200).widths == [30, 170])
    #expect(ColumnWidths([demand(300, 300), demand(500, 500)], available: 200).widths == [100, 100])
  }

  @Test func `strings of a content stream are decoded`() {
    let tokens = PDFTokens(Array("[(a\\(b\\)\\101) -12.5 <4142>] TJ % note\n/F Tf".utf8)).all
    #expect(
      tokens == [
        .open, .string(Array("a(b)A".utf8)), .number(-12.5), .string(Array("AB".utf8)), .close, .operator("TJ"),
        .name("F"), .operator("Tf"),
      ])
  }

  @Test func `the libraries name their versions`() {
    let versions = DrawingLibraries.versions()
    #expect(versions.map(\.name) == ["cairo", "freetype", "fribidi", "harfbuzz", "qpdf"])
    for library in versions {
      #expect(
        library.version.contains(".") && library.version.utf8.allSatisfy { $0 == 0x2E || (0x30...0x39).contains($0) })
    }
  }
}
