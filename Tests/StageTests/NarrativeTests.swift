import AuditModel
import Diagnostics
import DocumentModel
import Reporting
import Testing

@Suite("Narratives") struct NarrativeTests {
  private func document(_ text: String, name: String = "Story") async throws -> Document {
    let definition = DocumentDefinition(
      name: name, type: .narrative, source: "n.md", sections: [], formats: [.html])
    let facts = try await ReportSample.facts([definition])
    return try #require(try ReportSample.documents(facts, narratives: ["n.md": text]).first)
  }

  @Test func `references become what the data says`() async throws {
    let document = try await document(
      "Up {{metrics.availability}}, gate {{decisions.second-factor}} of {{ decisions.second-factor.population }}, see {{decisions.second-factor.exhibit}}."
    )
    #expect(
      document.blocks.last
        == .paragraph([
          .text("Up "), .text("99.98 %"), .text(", gate "), .status("fail", .bad), .text(" of "), .text("3"),
          .text(", see "), .link("EX-001", to: .file("exhibits/EX-001.csv")), .text("."),
        ]))
  }

  @Test func `references that lead nowhere are told together, with line and column`() async throws {
    let error = await #expect(throws: Diagnostics.self) {
      try await document("Fine.\n\nSäule {{metrics.availabilty}}\n{{nothing}} and {{controls.ACC-01}}\n")
    }
    let found = (error?.all ?? []).map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" }
    #expect(found == ["3:7 unknown reference 'metrics.availabilty'", "4:1 unknown reference 'nothing'"])
    #expect(error?.all.first?.hint == "did you mean 'metrics.availability'?")
  }

  @Test(arguments: ["[x](#nowhere)", "- [x](exhibits/EX-999.csv)", "> [x](reports/no-report.pdf)"])
  func `a link that leads nowhere is refused`(text: String) async throws {
    let error = await #expect(throws: Diagnostics.self) { try await document("# Here\n\n[y](#here)\n\n\(text)\n") }
    #expect(error?.all.count == 1)
    #expect(error?.all.first?.message.hasPrefix("link 'x' leads to ") == true)
  }

  /// The second heading of one name must not take the name of a third.
  @Test func `every heading has an anchor of its own`() async throws {
    var anchors: [String] = []
    for case .heading(_, _, let anchor) in try await document("# Scope\n\n# Scope\n\n# Scope 2\n").blocks {
      anchors.append(anchor)
    }
    #expect(Set(anchors).count == anchors.count)
    #expect(anchors.contains("scope-2") && anchors.contains("scope-2-2"))
  }

  @Test(arguments: [
    ("a <b>bold</b> word", "HTML in a narrative"), ("<div>x</div>", "HTML in a narrative"),
    ("![x](y.png)", "an image in a narrative"),
  ])
  func `what no report can show is refused`(text: String, message: String) async throws {
    let error = await #expect(throws: Diagnostics.self) { try await document("first\n\n\(text)\n") }
    #expect(error?.all.first?.message == message)
    #expect(error?.all.first?.location?.line == 3)
  }

  @Test func `tables, lists, code and links keep their form`() async throws {
    let text = """
      # One
      1. first *soft* `code`
      2. second **strong**

      | A | B |
      |---|--:|
      | x | 1 |

      > quoted

      [file](exhibits/EX-001.csv) [out](https://x.example/a)

      # One
      """
    let blocks = Array(try await document(text).blocks.dropFirst())
    #expect(blocks[0] == .heading(level: 1, text: "One", anchor: "one"))
    #expect(
      blocks[1]
        == .list(
          [
            [.text("first "), .emphasis("soft"), .text(" "), .code("code")], [.text("second "), .strong("strong")],
          ], ordered: true))
    #expect(
      blocks[2]
        == .table(
          DocumentTable(
            caption: "One", columns: [.init("A"), .init("B", .trailing)], rows: [[[.text("x")], [.text("1")]]])))
    #expect(blocks[3] == .note(.information, [.text("quoted")]))
    #expect(
      blocks[4]
        == .paragraph([
          .link("file", to: .file("exhibits/EX-001.csv")), .text(" "), .text("out ("), .code("https://x.example/a"),
          .text(")"),
        ]))
    #expect(blocks[5] == .heading(level: 1, text: "One", anchor: "one-2"))
  }

  @Test func `a system description says what it lacks`() async throws {
    let text = """
      # Service commitments
      # Components of the system
      # System incidents
      # Subservice organisations
      A host.
      """
    let note = try #require(try await document(text, name: "System Description").blocks.dropFirst().first)
    #expect(
      ReportSample.words(note)
        == "The description lacks: significant changes, user-entity controls, whether subservice organisations are carved out or included."
    )
  }
}
