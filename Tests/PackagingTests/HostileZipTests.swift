import Digests
import Packaging
import TestSupport
import Testing

/// Zips that want to be taken for packs, or to cost their reader more than they are worth.
@Suite("Hostile zips") struct HostileZipTests {
  @Test func `an archive without files is no pack`() {
    let report = PackVerification.verify(ForgedZip().bytes)
    #expect(report.verdict == .notIntact)
    #expect(report.problems.map(\.code).contains("sums.missing"))
    #expect(report.problems.map(\.code).contains("manifest.missing"))
  }

  /// A small zip could name the same large file 65,000 times.
  @Test func `of files of one name only the first is unpacked`() throws {
    var first = ForgedZip.Entry("pack/a", [1, 2, 3])
    first.checksum ^= 1
    let bytes = ForgedZip([first] + Array(repeating: ForgedZip.Entry("pack/a", []), count: 1000)).bytes
    let codes = PackVerification.verify(bytes).problems.map(\.code)
    #expect(codes.count { $0 == "zip.duplicate" } == 1000)
    #expect(codes.count { $0 == "zip.data" } == 1)
  }

  @Test func `a list of files has no more lines than a zip has files`() throws {
    var zip = try ForgedZip.sample()
    zip.replace("SHA256SUMS") { _ in Array(repeating: 0x0A, count: 1 << 20) }
    let problems = PackVerification.verify(zip.bytes).problems
    #expect(problems.contains { $0.code == "zip.limit" && $0.entry == "SHA256SUMS" })
    #expect(problems.count { $0.code == "sums.syntax" } == 65_534)
  }

  @Test func `of the mistakes within a file 10,000 are listed`() throws {
    let empty = String(repeating: "{},", count: 20_000) + "{}"
    let zip = try SamplePack.resealed("reconciliation.json", "{\"sources\":[", "{\"sources\":[\(empty),")
    let problems = PackVerification.verify(zip).problems
    #expect(problems.count { $0.code == "facts.reconciliation" } == 10_000)
  }

  /// Brackets cost a reader many times their bytes.
  @Test func `a file of brackets is refused before they fill the memory`() throws {
    let brackets = String(repeating: "[],", count: 64 << 16)
    let report = PackVerification.verify(
      try SamplePack.resealed("findings.json", "{\"findings\":[]}", "{\"findings\":[\(brackets)[]]}"))
    #expect(report.problems.map(\.code) == ["facts.finding"])
    #expect(report.problems.first?.message == "text holds more than 4194304 values")
  }

  @Test func `a file that a reader must hold has a limit`() throws {
    var zip = try ForgedZip.sample()
    let index = try #require(zip.index(of: "/findings.json"))
    zip.entries[index].size = 64 << 20 + 1
    let problems = PackVerification.verify(zip.bytes).problems
    #expect(problems.contains { $0.code == "zip.limit" && $0.entry == "findings.json" })
  }
}

/// Files are read in parts of 64 KiB, several at a time: nothing that is said may depend on it.
@Suite("Verification in parts") struct VerificationInPartsTests {
  /// The sample pack with a report and an exhibit that are cut into several parts.
  private func pack(padding: Int) throws -> [UInt8] {
    var facts = SamplePack.facts()
    let long = String(repeating: "x", count: 70_000)
    let index = try #require(facts.firstIndex { $0.name == SamplePack.exhibit })
    facts[index] = SamplePack.text(SamplePack.exhibit, "id,why\n\"U-1\",\"\(long)\n\(long)\"\nU-2,\(long)")
    let contents = try SamplePack.contents(facts)
    let decisions = contents["decisions.json"]?.sha256.hexadecimal ?? ""
    let padding = String(repeating: "f", count: padding)
    let report = SamplePack.text("reports/long.html", "\(padding)\(contents.factsDigest)<p>\(decisions)")
    return try Sealing.seal(
      contents.adding([report]), root: SamplePack.root, provenance: SamplePack.provenance()
    ).zip
  }

  @Test(arguments: [0, 63, 65_472, 65_500, 65_535, 65_536, 131_040])
  func `a digest is found wherever parts are cut, and a row counts once`(padding: Int) throws {
    #expect(PackVerification.verify(try pack(padding: padding)).problems == [])
  }

  @Test(arguments: [1, 2, 7]) func `several files at a time give the same report`(jobs: Int) async throws {
    var zip = try ForgedZip.sample()
    zip.replace("index.html", "begin", "start")
    zip.add("exhibits/EX-002.csv", [1])
    zip.entries[3].data[0] ^= 1
    let bytes = zip.bytes
    #expect(await PackVerification.verify(bytes, jobs: jobs) == PackVerification.verify(bytes))
  }
}
