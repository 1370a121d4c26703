import DocumentModel
import HTMLRendering
import PDFDrawing
import PDFRendering
import Testing

@Suite("One document, two renderers") struct SameWordsTests {
  /// Every block but a figure, whose labels a web page sets as a drawing; and scripts of both directions.
  private static let blocks =
    HTMLSample.everything.compactMap { block -> Block? in
      switch block {
      case .figure, .pageBreak, .list(_, ordered: true): nil
      case .heading, .paragraph, .keyValues, .list, .table, .note: block
      }
    } + [
      .table(
        DocumentTable(
          caption: "Scripts", columns: [.init("Script"), .init("Words")],
          rows: ["Ελληνικά", "Кириллица", "日本語の試験", "مرحبا بالعالم", "שלום עולם 42"].map { [[.text($0)], [.code($0)]] })
      )
    ]

  @Test func `the words of the model are those of the PDF and of the page, in one order`() throws {
    let expected = PDFReading.dense(Self.blocks.map(Self.words).joined())
    let pdf = try PDFReading(try PDFSample.renderer().render(PDFSample.document(Self.blocks)).bytes).content
    #expect(pdf.filter { $0 != "•" }.hasSuffix(expected))
    let page = String(decoding: try HTMLSample.renderer().render(HTMLSample.document(Self.blocks)), as: UTF8.self)
    let start = try #require(page.firstRange(of: "<main"))
    let end = try #require(page.firstRange(of: "</main>"))
    let marks = Tone.allCases.map(Chrome.mark)
    let words = HTMLPage(String(page[start.lowerBound..<end.lowerBound])).words
    #expect(PDFReading.dense(words).filter { !marks.contains(String($0)) } == expected)
  }

  private static func words(_ block: Block) -> String {
    switch block {
    case .heading(_, let text, _): text
    case .paragraph(let inlines): words(inlines)
    case .keyValues(let facts): facts.map { $0.label + words($0.value) }.joined()
    case .list(let items, ordered: _): items.map(words).joined()
    case .table(let table):
      table.caption + table.columns.map(\.title).joined() + table.rows.joined().map(words).joined()
        + words(table.continuation ?? [])
    case .note(let kind, let inlines): Chrome.word(of: kind) + words(inlines)
    case .figure, .pageBreak: ""
    }
  }

  private static func words(_ inlines: [Inline]) -> String { inlines.map(\.words).joined() }
}
