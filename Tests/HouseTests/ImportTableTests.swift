import Foundation
import TestSupport
import Testing

/// Who may import whom: the plan of the house, held against the sources.
@Suite("Import table")
struct ImportTableTests {
  static let model: Set<String> = ["Bytes", "Diagnostics", "Rows", "AuditModel", "DocumentModel"]
  static let values: Set<String> = ["Bytes", "Diagnostics", "Rows"]

  /// Target folder, and every module that its files may import.
  static let table: [(folder: String, allowed: Set<String>)] = [
    ("Sources/Model/Diagnostics", []),
    ("Sources/Model/Bytes", ["Diagnostics"]),
    ("Sources/Model/Rows", ["Bytes", "Diagnostics"]),
    ("Sources/Model/AuditModel", ["Bytes", "Diagnostics", "Rows"]),
    ("Sources/Model/DocumentModel", ["Diagnostics"]),
    ("Sources/Formats/Chunking", values.union(["Glibc"])),
    ("Sources/Formats/Digests", ["Bytes", "Diagnostics", "CCrypto", "Glibc"]),
    ("Sources/Formats/Signatures", ["Bytes", "Diagnostics", "CCrypto", "Digests", "JSON"]),
    ("Sources/Formats/JSON", values.union(["Chunking", "CSimdjsonShim"])),
    ("Sources/Formats/CSV", values.union(["Chunking"])),
    ("Sources/Formats/Gzip", ["Bytes", "Diagnostics", "CZlib"]),
    ("Sources/Formats/TextEncodings", ["Bytes", "Diagnostics"]),
    ("Sources/Formats/YAML", ["Bytes", "Diagnostics", "CYAML"]),
    ("Sources/Formats/TimeZones", values),
    ("Sources/Formats/CEL", values.union(["TimeZones", "CRE2Shim", "Glibc"])),
    ("Sources/Formats/Zip", ["Bytes", "Diagnostics", "CZip", "CZlib", "Glibc"]),
    ("Sources/Formats/Markdown", ["Bytes", "Diagnostics", "CMarkdown"]),
    ("Sources/Formats/Spreadsheet", ["Bytes", "Diagnostics", "CXLSXWriter", "Glibc"]),
    (
      "Sources/Formats/PDFDrawing",
      ["Bytes", "Diagnostics", "CCairo", "CFreeType", "CHarfBuzz", "CFriBidi", "CQPDF", "CZlib", "Digests", "Glibc"]
    ),
    (
      "Sources/Stages/Ingestion",
      values.union(["AuditModel", "Chunking", "JSON", "CSV", "Gzip", "TextEncodings", "Digests", "TimeZones", "CEL"])
    ),
    ("Sources/Stages/Measurement", values.union(["AuditModel", "CEL", "YAML", "Glibc"])),
    (
      "Sources/Stages/PolicyEvaluation",
      values.union(["AuditModel", "CEL", "YAML", "CSV", "Digests", "OrderedCollections"])
    ),
    ("Sources/Stages/Reporting", values.union(["AuditModel", "DocumentModel", "OrderedCollections", "Markdown"])),
    ("Sources/Stages/HTMLRendering", ["Bytes", "Diagnostics", "DocumentModel", "Digests", "Mustache"]),
    ("Sources/Stages/PDFRendering", ["Bytes", "Diagnostics", "DocumentModel", "PDFDrawing", "Digests"]),
    (
      "Sources/Stages/Correspondence", ["Bytes", "Diagnostics", "AuditModel", "DocumentModel", "JSON", "Mustache"]
    ),
    (
      "Sources/Stages/Packaging",
      ["Bytes", "Diagnostics", "Rows", "AuditModel", "JSON", "CSV", "Digests", "Signatures", "Zip"]
    ),
    (
      "Sources/VouchKit",
      model.union([
        "Digests", "Signatures", "JSON", "YAML", "CSV", "Spreadsheet", "TimeZones", "CEL", "Gzip", "CLoadedObjects",
        "Ingestion",
        "Measurement",
        "PolicyEvaluation", "Reporting", "HTMLRendering", "PDFRendering", "Packaging", "Correspondence", "PDFDrawing",
        "Zip", "Glibc",
      ])
    ),
    ("Sources/Fuzz", values.union(["JSON", "CSV", "YAML", "CEL"])),
    ("Sources/vouch", ["VouchKit", "ArgumentParser", "Glibc", "Synchronization"]),
  ]

  @Test(arguments: table.map(\.folder))
  func `a target imports only what its place in the house allows`(folder: String) throws {
    let allowed = try #require(Self.table.first { $0.folder == folder }).allowed
    let files = Checkout.files(below: folder, suffix: ".swift")
    #expect(!files.isEmpty)
    for file in files {
      let foreign = try imports(of: file).subtracting(allowed)
      #expect(foreign.isEmpty, "\(file) imports \(foreign.sorted().joined(separator: ", "))")
    }
  }

  @Test func `every Swift file of the product is in the table`() throws {
    let unlisted = Checkout.files(below: "Sources", suffix: ".swift").filter { file in
      !file.hasPrefix("Sources/FixtureGenerator/") && !Self.table.contains { file.hasPrefix($0.folder + "/") }
    }
    #expect(unlisted == [])
  }

  @Test func `a forbidden import would be seen`() {
    #expect(imports(in: "package import Ingestion\n@_exported public import Rows\n") == ["Ingestion", "Rows"])
  }

  @Test func `nothing of the product reads a clock, an environment or a locale`() throws {
    // The terminal's own needs: NO_COLOR, and how long a command has been running.
    let terminal: Set<String> = ["Sources/vouch/Terminal/Output.swift", "Sources/vouch/Terminal/ProgressLine.swift"]
    let forbidden = [
      "getenv(", "ProcessInfo", "Date()", "UUID()", "setlocale", "ContinuousClock", "SuspendingClock", "clock_gettime",
      "time(nil)",
    ]
    for file in Checkout.files(below: "Sources", suffix: ".swift")
    where !terminal.contains(file) && !file.hasPrefix("Sources/FixtureGenerator/") {
      let text = String(decoding: try Checkout.bytes(file), as: UTF8.self)
      for word in forbidden { #expect(!text.contains(word), "\(file) has \(word)") }
    }
  }

  @Test func `tests see what other targets see, so that they build in release`() throws {
    for file in Checkout.files(below: "Tests", suffix: ".swift") where !file.hasPrefix("Tests/HouseTests/") {
      #expect(!String(decoding: try Checkout.bytes(file), as: UTF8.self).contains("@testable"), "\(file)")
    }
  }

  @Test func `no path that input reaches may trap by a shortcut`() throws {
    for file in Checkout.files(below: "Sources", suffix: ".swift") where !file.hasPrefix("Sources/FixtureGenerator/") {
      let text = String(decoding: try Checkout.bytes(file), as: UTF8.self)
      for word in ["fatalError(", "try!", " as! ", "assumingMemoryBound(to: AnyObject"] {
        #expect(!text.contains(word), "\(file) has \(word)")
      }
    }
  }

  private func imports(of file: String) throws -> Set<String> {
    imports(in: String(decoding: try Checkout.bytes(file), as: UTF8.self))
  }

  /// The modules of all import declarations; submodules and single declarations count as their module.
  private func imports(in text: String) -> Set<String> {
    var modules: Set<String> = []
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      guard let place = words.firstIndex(of: "import"), words[..<place].allSatisfy(isModifier), place + 1 < words.count
      else { continue }
      let kinds: Set<String> = ["struct", "class", "enum", "func", "var", "let", "protocol", "typealias"]
      let path = kinds.contains(words[place + 1]) ? words.dropFirst(place + 2).first : words[place + 1]
      if let module = path?.split(separator: ".").first { modules.insert(String(module)) }
    }
    return modules
  }

  private func isModifier(_ word: String) -> Bool {
    word.hasPrefix("@") || ["public", "package", "internal", "private", "fileprivate"].contains(word)
  }
}
