import Digests
import Foundation
import JSON
import Packaging
import TestSupport
import Testing

@Suite("Tampering") struct TamperingTests {
  struct Tampering: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let change: @Sendable (inout ForgedZip) -> Void

    init(_ description: String, _ code: String, _ change: @escaping @Sendable (inout ForgedZip) -> Void) {
      testDescription = description
      self.code = code
      self.change = change
    }
  }

  static func position(_ zip: ForgedZip, _ name: String) -> Int { zip.index(of: "/" + name) ?? 0 }

  static let ofMembers = [
    Tampering("edit a file", "sums.mismatch") { $0.replace("index.html", "begin", "start") },
    Tampering("edit a file, keeping its old checksum", "zip.data") { zip in
      zip.entries[position(zip, "reports/access.pdf")].data[0] ^= 1
    },
    Tampering("drop a file", "sums.absent") { zip in zip.entries.remove(at: position(zip, "index.html")) },
    Tampering("drop a file with its line", "manifest.subject") { zip in
      zip.entries.remove(at: position(zip, "index.html"))
      zip.replace("SHA256SUMS") { list in
        Array(
          String(decoding: list, as: UTF8.self).split(separator: "\n").filter { !$0.hasSuffix("index.html") }
            .map { $0 + "\n" }.joined().utf8)
      }
    },
    Tampering("add a file", "sums.unlisted") { $0.add("exhibits/EX-002.csv", [1]) },
    Tampering("add a file with its line", "manifest.subject") { zip in
      zip.add("zzz.txt", [1])
      zip.replace("SHA256SUMS") { $0 + Array("\(SHA256.digest(of: [1]))  zzz.txt\n".utf8) }
    },
    Tampering("rename a file", "sums.unlisted") { zip in
      zip.entries[position(zip, "index.html")].name = Array("\(SamplePack.root)/indey.html".utf8)
    },
    Tampering("duplicate a file", "zip.duplicate") { zip in
      zip.entries.insert(zip.entries[position(zip, "index.html")], at: position(zip, "index.html"))
    },
    Tampering("swap two files", "zip.order") { $0.entries.swapAt(3, 4) },
    Tampering("list not first", "zip.order") { $0.entries.swapAt(0, 1) },
    Tampering("swap the contents of two files", "sums.mismatch") { zip in
      let (a, b) = (position(zip, "metrics.json"), position(zip, "findings.json"))
      let (nameA, nameB) = (zip.entries[a].name, zip.entries[b].name)
      zip.entries.swapAt(a, b)
      zip.entries[a].name = nameA
      zip.entries[b].name = nameB
    },
    Tampering("edit a file together with its line", "manifest.subject") { zip in
      let old = PackMembers(zip.bytes).bytes("index.html") ?? []
      zip.replace("index.html", "begin", "start")
      let new = PackMembers(zip.bytes).bytes("index.html") ?? []
      zip.replace("SHA256SUMS", SHA256.digest(of: old).hexadecimal, SHA256.digest(of: new).hexadecimal)
    },
    Tampering("another folder", "manifest.parameter") { zip in
      for index in zip.entries.indices {
        zip.entries[index].name = Array("other".utf8) + zip.entries[index].name.dropFirst(SamplePack.root.utf8.count)
      }
    },
    Tampering("parent folder", "name.path") { $0.add("../evil", [1]) },
    Tampering("absolute name", "name.path") { $0.entries.append(.init("/evil", [1])) },
    Tampering("backslash", "name.path") { $0.add("x\\y", [1]) },
    Tampering("another root", "name.root") { $0.entries.append(.init("other/evil", [1])) },
    Tampering("case collision", "name.collision") { $0.add("Index.html", [1]) },
    Tampering("symbolic link", "zip.type") { zip in
      zip.entries[position(zip, "index.html")].externalAttributes = 0o120777 << 16
    },
    Tampering("prefix bytes", "zip.bytes") { $0.prefix = [0] },
    Tampering("trailing bytes", "zip.bytes") { $0.suffix = [0] },
    Tampering("comment", "zip.bytes") { $0.comment = [0x41] },
    Tampering("local extra field", "zip.bytes") { $0.entries[1].localExtra = [0x55, 0x54, 0, 0] },
    Tampering("central extra field", "zip.bytes") { $0.entries[1].centralExtra = [0x55, 0x54, 0, 0] },
    Tampering("data descriptor", "zip.header") { $0.entries[1].flags = 8 },
    Tampering("encryption flag", "zip.header") { $0.entries[1].flags = 1 },
    Tampering("wrong date", "zip.header") { $0.entries[1].date = 0x5821 },
    Tampering("wrong mode", "zip.header") { $0.entries[1].externalAttributes = 0o100600 << 16 },
    Tampering("payload after the compressed data", "zip.data") { zip in
      zip.entries[1].data += [1, 2, 3]
      zip.entries[1].compressedSize += 3
    },
    Tampering("bomb", "zip.limit") { zip in
      for index in 1...3 { zip.entries[index].size = 0x7000_0000 }
    },
    Tampering("checksum of another file", "zip.data") { zip in zip.entries[1].checksum = zip.entries[2].checksum },
  ]

  static let ofSums = [
    Tampering("drop the list", "sums.missing") { $0.entries.removeFirst() },
    Tampering("empty the list", "sums.unlisted") { $0.replace("SHA256SUMS") { _ in [] } },
    Tampering("empty the list, as syntax", "sums.syntax") { $0.replace("SHA256SUMS") { _ in [] } },
    Tampering("carriage returns", "sums.syntax") { $0.replace("SHA256SUMS", "\n", "\r\n") },
    Tampering("binary marks", "sums.syntax") { $0.replace("SHA256SUMS", "  ", " *") },
    Tampering("comment line", "sums.syntax") { $0.replace("SHA256SUMS") { Array("# checked\n".utf8) + $0 } },
    Tampering("no last line feed", "sums.syntax") { $0.replace("SHA256SUMS") { $0.dropLast() } },
    Tampering("capitals", "sums.syntax") { zip in
      zip.replace("SHA256SUMS") { list in
        String(decoding: list, as: UTF8.self).split(separator: "\n")
          .map { $0.prefix(64).uppercased() + $0.dropFirst(64) + "\n" }.joined().utf8.map { $0 }
      }
    },
    Tampering("listed name that leads out", "sums.syntax") {
      $0.replace("SHA256SUMS", "  index.html", "  ../index.html")
    },
    Tampering("repeated line", "sums.duplicate") { zip in
      zip.replace("SHA256SUMS") { list in list.prefix { $0 != 0x0A } + [0x0A] + list }
    },
    Tampering("lines in another order", "sums.order") { zip in
      zip.replace("SHA256SUMS") { list in
        String(decoding: list, as: UTF8.self).split(separator: "\n").reversed().map { $0 + "\n" }.joined().utf8.map {
          $0
        }
      }
    },
  ]

  static let ofManifest = [
    Tampering("drop the manifest", "manifest.missing") { zip in zip.entries.remove(at: position(zip, "manifest.json"))
    },
    Tampering("no JSON", "manifest.syntax") { $0.replace("manifest.json") { $0.dropLast() } },
    Tampering("white space", "manifest.syntax") { $0.replace("manifest.json") { $0 + [0x0A] } },
    Tampering("repeated key", "manifest.syntax") {
      $0.replace("manifest.json", "{\"_type\"", "{\"_type\":\"\",\"_type\"")
    },
    Tampering("one more key", "manifest.syntax") { zip in
      zip.replace("manifest.json", "\"subject\":", "\"sealed\":true,\"subject\":")
    },
    Tampering("times of the run", "manifest.syntax") { zip in
      let metadata = "\"metadata\":{\"startedOn\":\"2024-04-05T00:00:00Z\"}"
      zip.replace("manifest.json", "]}},\"predicateType\"", "],\(metadata)}},\"predicateType\"")
    },
    Tampering("byproducts without the facts", "manifest.syntax") {
      $0.replace("manifest.json", "\"facts\"", "\"fakts\"")
    },
    Tampering("another statement", "manifest.type") { $0.replace("manifest.json", "Statement/v1", "Statement/v2") },
    Tampering("another predicate", "manifest.type") { $0.replace("manifest.json", "provenance/v1", "provenance/v2") },
    Tampering("another build type", "manifest.type") { $0.replace("manifest.json", "pack/v1", "pack/v2") },
    Tampering("another builder", "manifest.type") { $0.replace("manifest.json", "2026:local", "2026:cloud") },
    Tampering("another format", "manifest.format") { $0.replace("manifest.json", "\"format\":1", "\"format\":2") },
    Tampering("subject's digest", "manifest.subject") { zip in
      zip.replace(
        "manifest.json", SHA256.digest(of: Array("<p>begin here</p>".utf8)).hexadecimal,
        String(repeating: "0", count: 64))
    },
    Tampering("unknown parameter", "manifest.parameter") { zip in
      zip.replace("manifest.json", "\"include_sources\":false", "\"include_sources\":false,\"jobs\":2")
    },
    Tampering("parameter of another type", "manifest.parameter") { zip in
      zip.replace("manifest.json", "\"include_sources\":false", "\"include_sources\":\"no\"")
    },
    Tampering("sources that are said to be there", "manifest.parameter") { zip in
      zip.replace("manifest.json", "\"include_sources\":false", "\"include_sources\":true")
    },
    Tampering("as-of date before the end", "manifest.parameter") { zip in
      zip.replace("manifest.json", "\"as_of\":\"2024-04-05\"", "\"as_of\":\"2024-03-05\"")
    },
    Tampering("definition without a copy", "manifest.parameter") {
      $0.replace("manifest.json", "\"pack.yaml\"", "\"pac.yaml\"")
    },
    Tampering("unknown dependency", "manifest.dependency") {
      $0.replace("manifest.json", "\"policy/firm.yaml\"", "\"host/firm\"")
    },
    Tampering("dependency whose copy differs", "manifest.dependency") { zip in
      let digest = SHA256.digest(of: SamplePack.policy).hexadecimal
      let other = String(repeating: "0", count: 64)
      zip.replace("manifest.json", "\(digest)\"},\"name\":\"policy/", "\(other)\"},\"name\":\"policy/")
    },
    Tampering("dependency whose copy is missing", "manifest.dependency") { zip in
      zip.replace("manifest.json", "\"copy\":\"policies/01-firm.yaml\"", "\"copy\":\"policies/02-firm.yaml\"")
    },
    Tampering("policy that nobody put in", "facts.policy") { zip in
      zip.replace("manifest.json", "\"copy\":\"policies/01-firm.yaml\"", "\"copy\":\"policies/02-firm.yaml\"")
    },
    Tampering("facts digest", "facts.digest") { $0.rewrite("metrics.json", "\"unit\":null", "\"unit\":\"1\"") },
    Tampering("input that is not accounted for", "facts.reconciliation") { zip in
      zip.replace("manifest.json", "source/users/exports/users.csv", "source/users/exports/other.csv")
    },
  ]

  @Test func `the pack that is tampered with is intact before`() throws {
    let zip = try ForgedZip.sample()
    #expect(zip.bytes == (try SamplePack.sealed().zip))
    #expect(PackVerification.verify(zip.bytes).problems == [])
  }

  @Test(arguments: ofMembers + ofSums + ofManifest) func `tampering is refused with its code`(_ tampering: Tampering)
    throws
  {
    var zip = try ForgedZip.sample()
    let before = zip.bytes
    tampering.change(&zip)
    #expect(zip.bytes != before, "the tampering does something")
    let report = PackVerification.verify(zip.bytes)
    #expect(report.verdict == .notIntact)
    #expect(report.problems.map(\.code).contains(tampering.code), "\(report.problems)")
  }

  /// One bit of every byte; all of them where `VOUCH_EVERY_BIT` is set.
  private static var bits: (Int) -> [Int] {
    let all = ProcessInfo.processInfo.environment["VOUCH_EVERY_BIT"] != nil
    return { all ? Array(0..<8) : [$0 % 8] }
  }

  /// What is not refused is another compressed form of the same bytes, and lies in compressed data.
  @Test func `one flipped bit anywhere is refused, or changes no byte of any file`() throws {
    let bytes = try SamplePack.sealed().zip
    let before = PackVerification.verify(bytes)
    let deflated = ForgedZip(plain: bytes).entries.filter { $0.method == 8 }.map(\.data)
    var harmless: [String] = []
    for index in bytes.indices {
      for bit in Self.bits(index) {
        var flipped = bytes
        flipped[index] ^= 1 << UInt8(bit)
        let report = PackVerification.verify(flipped)
        if report.verdict != .intact { continue }
        harmless.append("\(index).\(bit)")
        #expect(report.content == before.content && report.pack != before.pack, "byte \(index)")
        let changed = ForgedZip(plain: flipped).entries.filter { $0.method == 8 }.map(\.data)
        #expect(zip(deflated, changed).count { $0 != $1 } == 1, "byte \(index)")
      }
    }
    #expect(harmless.count <= bytes.count / 1000, "\(harmless)")
    if Self.bits(1).count > 1 { print("\(bytes.count) bytes, harmless: \(harmless)") }
  }

  @Test(arguments: [[], [0x50, 0x4B], Array("not a zip at all, but long enough to be one".utf8)] as [[UInt8]])
  func `what is no zip is unreadable`(bytes: [UInt8]) {
    let report = PackVerification.verify(bytes)
    #expect(report.verdict == .unreadable)
    #expect(report.problems.map(\.code) == ["zip.unreadable"])
    #expect(report.content == nil && report.facts == nil)
  }

  @Test func `a pack that is cut off is refused at every length`() throws {
    let bytes = try SamplePack.sealed().zip
    for length in stride(from: 0, to: bytes.count, by: 31) {
      #expect(PackVerification.verify(Array(bytes[..<length])).verdict != .intact)
    }
  }

  @Test func `the report as JSON has the fields that others read`() throws {
    var zip = try ForgedZip.sample()
    zip.suffix = [0]
    let report = PackVerification.verify(zip.bytes)
    let json = try JSONParser.parse(report.json(), name: "report")
    #expect(
      json.object?.keys == ["content_sha256", "facts_sha256", "pack_sha256", "problems", "seals", "trust", "verdict"])
    #expect(json["verdict"] == "not_intact")
    #expect(json["trust"] == "unsealed")
    #expect(json["content_sha256"] == .null)
    #expect(json["problems"]?[0]?["code"] == "zip.bytes")
    #expect(json["seals"]?.array?.isEmpty == true)
  }
}

/// Packs that were rewritten as a whole, list and manifest too, whose facts contradict one another.
@Suite("Contradicting facts") struct ContradictingFactsTests {
  @Test func `rewriting everything consistently passes, which is why packs are sealed`() throws {
    let zip = try SamplePack.resealed("decisions.json", "2 of 3 users", "nearly all users")
    #expect(PackVerification.verify(zip).verdict == .intact)
  }

  @Test(arguments: [
    ("decisions.json", "\"decision\":\"fail\"", "\"decision\":\"pass\"", "facts.summary"),
    ("decisions.json", "\"fail\":1", "\"fail\":0", "facts.summary"),
    ("decisions.json", "\"watch\":0", "\"watch\":0,\"zeal\":0", "facts.summary"),
    ("decisions.json", "\"decision\":\"fail\"", "\"decision\":\"passed\"", "facts.decision"),
    ("decisions.json", "\"severity\":\"warning\"", "\"severity\":\"none\"", "facts.decision"),
    ("decisions.json", "\"gate\":\"ece\"", "\"gate\":\"mfa\"", "facts.decision"),
    ("decisions.json", "\"as_of\":\"2024-04-05\"", "\"as_of\":\"2024-04-06\"", "facts.decision"),
    ("decisions.json", "{\"as_of\"", "{ \"as_of\"", "facts.decision"),
    ("decisions.json", "\"exception_count\":2", "\"exception_count\":1", "facts.exceptions"),
    ("decisions.json", "\"population\":3", "\"population\":1", "facts.exceptions"),
    (
      "decisions.json", "\"exhibit\":\"exhibits/EX-001.csv\"", "\"exhibit\":\"exhibits/EX-009.csv\"", "facts.exceptions"
    ),
    ("decisions.json", "\"exhibit\":\"exhibits/EX-001.csv\"", "\"exhibit\":null", "facts.exceptions"),
    ("exhibits/EX-001.csv", "U-2,mfa_enrolled is false\n", "", "facts.exceptions"),
    ("decisions.json", "\"decision\":\"fail\"", "\"decision\":\"waived\"", "facts.waiver"),
    ("decisions.json", "\"decision\":\"pass\"", "\"decision\":\"waiver_expired\"", "facts.waiver"),
    (
      "decisions.json", "{\"decision\":\"fail\",\"id\":\"A-1\"}", "{\"decision\":\"pass\",\"id\":\"A-1\"}",
      "facts.standing"
    ),
    ("decisions.json", "{\"decision\":\"not_tested\"", "{\"decision\":\"documented\"", "facts.standing"),
    (
      "decisions.json", "\"decision\":\"fail\",\"framework\"", "\"decision\":\"waived\",\"framework\"", "facts.standing"
    ),
    ("decisions.json", "\"controls\":[\"A-1\",\"A-2\"]", "\"controls\":[\"A-2\"]", "facts.standing"),
    ("decisions.json", "\"controls\":[\"A-1\",\"A-2\"]", "\"controls\":[\"A-1\",\"A-9\"]", "facts.standing"),
    ("decisions.json", "\"controls\":[\"A-1\",\"A-2\"]", "\"controls\":[]", "facts.standing"),
    ("decisions.json", "\"clause\":null,\"controls\":[\"A-1\"]", "\"clause\":null,\"controls\":[]", "facts.standing"),
    ("decisions.json", "\"clause\":\"4\",\"controls\":[]", "\"clause\":\"4\",\"controls\":[\"A-2\"]", "facts.standing"),
    ("metrics.json", "{\"metrics\":[", "{\"figures\":[", "facts.metric"),
    ("metrics.json", "\"value\":0.04", "\"value\":0.040", "facts.metric"),
    ("metrics.json", "\"value\":0.04", "\"value\":0.06", "facts.metric"),
    ("metrics.json", "\"name\":\"ece\"", "\"name\":\"mce\"", "facts.metric"),
    ("metrics.json", "\"n\":null", "\"n\":300", "facts.metric"),
    ("decisions.json", "\"value\":0.04", "\"value\":0.01", "facts.metric"),
    ("findings.json", "[]", "[", "facts.finding"),
    ("reconciliation.json", "\"rejected\":1", "\"rejected\":0", "facts.reconciliation"),
    ("reconciliation.json", "\"parsed\":3", "\"parsed\":4", "facts.reconciliation"),
    ("reconciliation.json", "\"used\":3", "\"used\":9007199254740992", "facts.reconciliation"),
    ("reconciliation.json", "\"duplicate\":0", "\"duplicate\":-1", "facts.reconciliation"),
    ("reconciliation.json", "\"bytes\":", "\"bytes\":1", "facts.reconciliation"),
    ("reconciliation.json", "exports/users.csv", "exports/admins.csv", "facts.reconciliation"),
  ]) func `facts that contradict one another are refused`(file: String, old: String, new: String, code: String) throws {
    let report = PackVerification.verify(try SamplePack.resealed(file, old, new))
    #expect(report.verdict == .notIntact)
    #expect(report.problems.contains { $0.code == code }, "\(report.problems)")
    #expect(report.problems.allSatisfy { $0.code.hasPrefix("facts.") }, "\(report.problems)")
  }

  @Test(arguments: ["decisions.json", "metrics.json", "reconciliation.json", "findings.json"])
  func `a pack without one of its facts is refused`(name: String) throws {
    let facts = SamplePack.facts().filter { $0.name != name }
    let report = PackVerification.verify(try SamplePack.sealed(facts).zip)
    #expect(report.problems.contains { $0.entry == name && $0.code.hasPrefix("facts.") })
  }

  @Test func `a report of other facts is refused`() throws {
    let contents = try Contents(SamplePack.facts() + [SamplePack.text("reports/access.html", "<p>other</p>")])
    let provenance = try SamplePack.provenance()
    let plain = Provenance(
      parameters: provenance.parameters, reference: [], dependencies: provenance.dependencies, byproducts: [],
      vouch: "1")
    let report = PackVerification.verify(
      try Sealing.seal(contents, root: SamplePack.root, provenance: plain).zip)
    #expect(report.problems.map(\.code) == ["facts.binding"])
  }
}
