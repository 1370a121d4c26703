import Diagnostics
import Foundation
import Spreadsheet
import TestSupport
import Testing

@Suite("Workbooks") struct SpreadsheetTests {
  private static func workbook(_ words: String = "=1+1") throws -> [UInt8] {
    let sheet = Sheet(
      name: "Matrix", columns: [.init("Text", width: 20), .init("Number", width: 8), .init("File", width: 10)],
      rows: [[.text(words), .number(3), .link("EX-001", to: "../exhibits/EX-001.csv")]])
    return try Workbook(sheets: [sheet], title: "T", author: "A", created: (2024, 4, 5)).bytes()
  }

  /// Read by the Python standard library, which knows nothing of the writer.
  private func part(_ name: String, of bytes: [UInt8]) throws -> String {
    let folder = try Workspace()
    let file = try folder.write("w.xlsx", bytes)
    return try Program.command([
      "/usr/bin/python3", "-c", "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())",
      file.path(), name,
    ]).out
  }

  @Test func `what looks like a formula is a string`() throws {
    let bytes = try Self.workbook()
    #expect(try part("xl/sharedStrings.xml", of: bytes).contains("<t>=1+1</t>"))
    let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
    #expect(!sheet.contains("<f>"))
    #expect(sheet.contains(#"t="s""#))
  }

  @Test func `the bytes repeat, and the time is the one given`() throws {
    let first = try Self.workbook()
    #expect(try Self.workbook() == first)
    #expect(try part("docProps/core.xml", of: first).contains("2024-04-05T12:00:00Z"))
  }

  @Test func `a link leads beside the workbook`() throws {
    let bytes = try Self.workbook()
    let target = try part("xl/worksheets/_rels/sheet1.xml.rels", of: bytes)
    // As Excel itself writes it.
    #expect(target.contains(#"Target="..\exhibits\EX-001.csv" TargetMode="External""#))
  }

  @Test(arguments: ["\u{0}\u{1}\u{1B}", String(repeating: "é", count: 40_000), "<&>\"'"])
  func `hostile words are written as well-formed XML`(words: String) throws {
    let bytes = try Self.workbook(words)
    let folder = try Workspace()
    let file = try folder.write("w.xlsx", bytes)
    let check = try Program.command([
      "/usr/bin/python3", "-c",
      "import sys, zipfile, xml.dom.minidom as m\nz = zipfile.ZipFile(sys.argv[1])\nfor n in z.namelist(): m.parseString(z.read(n))",
      file.path(),
    ])
    #expect(check.status == 0, "\(check.err)")
  }

  @Test func `a name that no sheet can have is named`() {
    let sheet = Sheet(name: "a/b", columns: [], rows: [])
    let error = #expect(throws: Diagnostic.self) {
      try Workbook(sheets: [sheet], title: "", author: "", created: (2024, 1, 1)).bytes()
    }
    #expect(error?.message == "'a/b' is no name for a sheet")
  }
}
