import Foundation
import TestSupport
import Testing

/// Bad input ends in a diagnostic that names place and remedy, with exit 2, and leaves an earlier pack as it was.
@Suite("Bad input") struct BadInputTests {
  private func refuse(_ input: BadInput) throws {
    let harbour = try Harbour()
    try harbour.workspace.write("out/harbour-2025-02.zip", "the pack of last month")
    try input.change(harbour.workspace)
    let before = harbour.workspace.files()
    let output = input.options.contains("-o") ? [] : ["-o", "out"]
    let run = try Program.run(
      ["build", "pack.yaml"] + output + input.options, folder: harbour.workspace.folder, prelude: input.prelude,
      seconds: 60)
    #expect(run.ended, "status \(run.status)")
    #expect(run.status == 2, "\(run.out)")
    #expect(run.out.isEmpty)
    let lines = run.err.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix(input.says) && $0.contains("error: ") }, "\(run.err)")
    if let hint = input.hint { #expect(lines.contains { $0.hasPrefix("  hint: ") && $0.contains(hint) }, "\(run.err)") }
    #expect(harbour.workspace.files() == before, "nothing is written")
    #expect(try harbour.workspace.text("out/harbour-2025-02.zip") == "the pack of last month")
  }

  @Test(arguments: BadDefinitions.ofDefinitions) func `a mistake in the definition is told`(_ input: BadInput) throws {
    try refuse(input)
  }

  @Test(arguments: BadDefinitions.ofCompanions) func `a mistake in what stands beside a definition is told`(
    _ input: BadInput
  ) throws {
    try refuse(input)
  }

  @Test(arguments: BadDefinitions.ofPolicies) func `a mistake in a policy is told`(_ input: BadInput) throws {
    try refuse(input)
  }

  @Test(arguments: BadExports.ofFiles) func `an export that cannot be read is told`(_ input: BadInput) throws {
    try refuse(input)
  }

  @Test(arguments: BadExports.ofOutputs) func `a place that cannot be written to is told`(_ input: BadInput) throws {
    try refuse(input)
  }

  @Test(arguments: BadExports.ofDesigns) func `a broken template or theme is told`(_ input: BadInput) throws {
    try refuse(input)
  }

  @Test func `all mistakes of a stage are told at once, in the order of their places`() throws {
    let harbour = try Harbour()
    try harbour.workspace.edit("policy.yaml", "threshold: 99.5", "treshold: 99.5")
    try harbour.workspace.edit("policy.yaml", "record.root_cause", "record.rootcause")
    try harbour.workspace.edit("policy.yaml", "severity: info", "severity: information")
    let run = try harbour.run("check", "pack.yaml")
    #expect(run.status == 2)
    let places = run.err.split(separator: "\n").filter { $0.hasPrefix("policy.yaml:") }.map { $0.prefix(15) }
    #expect(places.map { $0.split(separator: ":")[1] } == ["32", "37", "41", "43"])
  }

  @Test func `mistakes in exports of several sources are told at once`() throws {
    let harbour = try Harbour()
    try harbour.workspace.write("exports/users.csv", "")
    try harbour.workspace.write("exports/metrics.csv", "")
    let run = try harbour.run("check", "pack.yaml")
    #expect(run.status == 2)
    #expect(run.err.contains("exports/users.csv: error: "))
    #expect(run.err.contains("exports/metrics.csv: error: "))
  }

  @Test func `control characters of the input do not reach the terminal`() throws {
    let harbour = try Harbour()
    try harbour.workspace.edit("pack.yaml", "title: Access", "\"ti\\e[31mtle\": x\ntitle: Access")
    let run = try harbour.run("check", "pack.yaml")
    #expect(run.status == 2)
    #expect(!run.err.utf8.contains(0x1B))
  }

  @Test func `a full disk leaves the earlier pack and nothing else`() throws {
    let harbour = try Harbour()
    try harbour.workspace.write("out/harbour-2025-02.zip", "the pack of last month")
    let run = try harbour.run("build", "pack.yaml", "-o", "out", prelude: "ulimit -f 16; trap '' XFSZ")
    #expect(run.status == 2)
    #expect(harbour.workspace.files().filter { $0.hasPrefix("out/") } == ["out/harbour-2025-02.zip"])
    #expect(try harbour.workspace.text("out/harbour-2025-02.zip") == "the pack of last month")
  }
}

/// Records that cannot be read are counted, and the rest is used.
@Suite("Bad records") struct BadRecordTests {
  /// A line that is put between two good ones.
  struct BadLine: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: [UInt8]

    init(_ description: String, _ bytes: [UInt8]) {
      testDescription = description
      self.bytes = bytes
    }
  }

  static func event(_ tail: String) -> [UInt8] {
    Array("{\"id\":\"x\",\"timestamp\":\"2025-02-06T08:00:00Z\",\"type\":\"file.view\"\(tail)".utf8)
  }

  static let lines: [BadLine] = [
    BadLine("arrays a hundred thousand deep", event(",\"d\":" + String(repeating: "[", count: 100_000))),
    BadLine(
      "closed arrays a hundred thousand deep",
      event(",\"d\":" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}")),
    BadLine("bytes that are no UTF-8", event(",\"d\":\"") + [0xC3, 0x28] + Array("\"}".utf8)),
    BadLine("lone surrogate", event(",\"d\":\"\\ud800\"}")),
    BadLine("NUL", event(",\"d\":\"a") + [0] + Array("b\"}".utf8)),
    BadLine("NUL alone", [0]),
    BadLine("key twice", event(",\"type\":\"auth.login\"}")),
    BadLine("number beyond all doubles", event(",\"d\":1e999}")),
    BadLine("NaN", event(",\"d\":NaN}")),
    BadLine("two values on one line", event("} {}")),
    BadLine("text", Array("--- rotated ---".utf8)),
    BadLine(
      "time that does not exist", Array("{\"id\":\"x\",\"timestamp\":\"2025-02-30T08:00:00Z\",\"type\":\"a\"}".utf8)),
    BadLine("time without a zone", Array("{\"id\":\"x\",\"timestamp\":\"2025-02-06T08:00:00\",\"type\":\"a\"}".utf8)),
    BadLine("no type", Array("{\"id\":\"x\",\"timestamp\":\"2025-02-06T08:00:00Z\"}".utf8)),
    BadLine("null", Array("null".utf8)),
  ]

  @Test(arguments: lines) func `a record that cannot be read is rejected with its line, and the rest is used`(
    _ line: BadLine
  ) throws {
    let harbour = try Harbour()
    let before = try harbour.workspace.bytes("exports/audit-2.jsonl")
    try harbour.workspace.write("exports/audit-2.jsonl", line.bytes + [0x0A] + before)
    let run = try harbour.run("build", "pack.yaml", "-o", "out", seconds: 60)
    #expect(run.status == 1, "\(run.err)")
    let zip = PackOnDisk(try harbour.workspace.bytes("out/harbour-2025-02.zip"))
    let source = try #require(try zip.decode(ReconciliationJSON.self, "reconciliation.json").sources.first)
    #expect("\(source.read) \(source.rejected) \(source.used)" == "12 2 7")
    let file = try #require(source.files.last)
    #expect("\(file.read) \(file.rejected) \(file.used)" == "6 1 3")
    let rejects = try zip.text("exhibits/EX-003.csv")
    #expect(rejects.contains("audit,exports/audit-2.jsonl,1,1,"), "\(rejects.prefix(600))")
  }

  @Test func `a line of 20 MB is read or rejected, and the rest is used`() throws {
    let harbour = try Harbour()
    let before = try harbour.workspace.bytes("exports/audit-2.jsonl")
    let long = Self.event(",\"d\":\"" + String(repeating: "x", count: 20_000_000) + "\"}")
    try harbour.workspace.write("exports/audit-2.jsonl", long + [0x0A] + before)
    let run = try harbour.run("build", "pack.yaml", "-o", "out", seconds: 120)
    #expect(run.ended)
    #expect(run.status == 1 || run.err.contains("exports/audit-2.jsonl:1"), "\(run.err.prefix(500))")
  }

  @Test func `a last line without its line feed is a record`() throws {
    let harbour = try Harbour()
    let before = try harbour.workspace.bytes("exports/audit-2.jsonl")
    try harbour.workspace.write("exports/audit-2.jsonl", Array(before.dropLast()))
    let run = try harbour.run("check", "pack.yaml")
    #expect(run.out.contains("audit: 11 read, 7 used"))
  }
}
