import Testing
import VouchKit

/// What the check for hidden values sees of files that are compressed: words of the exports, read off finished files.
@Suite("Readable text of finished files") struct ReadableTextTests {
  private func text(_ name: String) throws -> String {
    let pack = try BuiltPacks.soc2.get()
    return String(decoding: try ReadableText.of(try pack.member(name), name: name), as: UTF8.self)
  }

  /// Line 2 of users.csv, and line 11, which a planted fault names.
  @Test(arguments: ["reports/access-control-report.pdf", "reports/access-control-report.html"])
  func `a report's text is found in its file`(name: String) throws {
    let text = try text(name)
    #expect(text.contains("exports/users.csv"))
    #expect(text.contains("Jonas Eklund"))
  }

  @Test func `a workbook's cells are found in its parts, and not in its bytes`() throws {
    let name = "matrix/control-matrix.xlsx"
    let wording = "Every role has its permissions, and every account has a role."
    #expect(try text(name).contains(wording))
    #expect(!String(decoding: try BuiltPacks.soc2.get().member(name), as: UTF8.self).contains(wording))
  }

  /// A value with every character that one of the formats escapes: quoted as RFC 4180, RFC 8259 and XML 1.0 say.
  @Test(arguments: [
    ("exhibits/x.csv", "id,\"say \"\"O'Neil & <Sons>\"\"\""),
    ("findings.json", #"{"x":"say \"O'Neil \u0026 <Sons>\""}"#),
    ("interop/junit.xml", "<a b=\"say &quot;O&#39;Neil &amp; &lt;Sons&gt;&quot;\"/>"),
    ("reports/x.html", "<td>say &quot;O&#39;Neil &amp; <wbr>&lt;Sons&gt;&quot;</td>"),
    ("reports/x.html", "<td>say &quot;O&#39;Neil <span class=\"whole\">&amp;</span> &lt;Sons&gt;&quot;</td>"),
  ])
  func `what a format escapes is found as it reads`(name: String, file: String) throws {
    let text = String(decoding: try ReadableText.of(Array(file.utf8), name: name), as: UTF8.self)
    #expect(text.contains("say \"O'Neil & <Sons>\""))
  }

  @Test func `what cannot be unpacked is an error and no pass`() {
    #expect(throws: (any Error).self) { try ReadableText.of(Array("no zip".utf8), name: "matrix/x.xlsx") }
    #expect(throws: (any Error).self) { try ReadableText.of(Array("no PDF".utf8), name: "reports/x.pdf") }
  }
}
