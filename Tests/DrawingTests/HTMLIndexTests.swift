import Diagnostics
import DocumentModel
import HTMLRendering
import Testing

@Suite("The first page of a pack") struct HTMLIndexTests {
  static func index(missing: [[Inline]]) -> PackIndex {
    PackIndex(
      title: "Evidence of the quarter", facts: [Fact("Pack", [.code("calcbridge-soc2")])],
      properties: HTMLSample.properties,
      summary: [.init(word: "pass", tone: .good, count: "31"), .init(word: "fail", tone: .bad, count: "9")],
      documents: [
        .init(
          title: "Control Matrix", subtitle: "Every control",
          files: [
            .link("PDF", to: .file("reports/control-matrix.pdf")),
            .link("HTML", to: .file("reports/control-matrix.html")),
          ])
      ],
      gates: [
        .init(
          name: "Privileged users have MFA", severity: "error", decision: .status("fail", .bad),
          reason: [.text("1 exception in 40")], evidence: [.link("EX-001", to: .file("exhibits/EX-001.csv"))])
      ],
      missing: missing, files: [.init(name: "decisions.json", purpose: "the decisions", size: "48.2 kB")])
  }

  @Test func `documents, decisions, gaps and files stand on it with relative links`() throws {
    let page = HTMLPage(
      String(
        decoding: try HTMLSample.renderer().renderIndex(HTMLIndexTests.index(missing: [[.text("No vendors")]])),
        as: UTF8.self))
    var rest = page.words[...]
    for word in [
      "Evidence of the quarter", "calcbridge-soc2", "Decisions", "31 ✓ pass", "9 ✗ fail", "Documents",
      "Control Matrix", "Every control", "PDF HTML", "What is missing", "No vendors", "Gates", "Gate", "Decision",
      "Severity", "Reason", "Evidence", "Privileged users have MFA", "✗ fail", "error", "1 exception in 40", "EX-001",
      "Other files", "File", "What it is", "Size", "decisions.json", "the decisions", "48.2 kB", "Facts digest",
    ] {
      let found = try #require(rest.firstRange(of: word), "\(word) in \(rest)")
      rest = rest[found.upperBound...]
    }
    #expect(
      page.tags.compactMap { $0["href"] } == [
        "#_main", "reports/control-matrix.pdf", "reports/control-matrix.html", "exhibits/EX-001.csv", "decisions.json",
      ])
  }

  @Test func `a pack that lacks nothing says so`() throws {
    let page = String(decoding: try HTMLSample.renderer().renderIndex(HTMLIndexTests.index(missing: [])), as: UTF8.self)
    #expect(page.contains("<li>No gap and no finding was recorded.</li>"))
  }

  @Test func `a link that leaves the pack is refused`() throws {
    let index = HTMLIndexTests.index(missing: [[.link("x", to: .file("../elsewhere"))]])
    #expect(throws: Diagnostic.self) { try HTMLSample.renderer().renderIndex(index) }
  }
}
