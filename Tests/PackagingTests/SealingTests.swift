import Diagnostics
import Digests
import JSON
import Packaging
import Testing
import Zip

@Suite("Sealing") struct SealingTests {
  @Test func `a sealed pack is intact and has the digests that were said`() throws {
    let pack = try SamplePack.sealed()
    let report = PackVerification.verify(pack.zip)
    #expect(report.problems == [])
    #expect(report.verdict == .intact)
    #expect(report.trust == .unsealed)
    #expect(report.pack == pack.digests.pack)
    #expect(report.content == pack.digests.content)
    #expect(report.facts == pack.digests.facts)
    #expect(SHA256.digest(of: pack.zip) == pack.digests.pack)
  }

  @Test func `the order in which files and inputs are given leaves no trace`() throws {
    let pack = try SamplePack.sealed()
    #expect(try SamplePack.sealed(SamplePack.facts().reversed()).zip == pack.zip)
  }

  @Test func `the zip begins with the list and goes on in the order of the names' bytes`() throws {
    let members = PackMembers(try SamplePack.sealed().zip)
    #expect(members.root == SamplePack.root)
    #expect(
      members.names == [
        "SHA256SUMS", "README.txt", "decisions.json", "definition/pack.yaml", "exhibits/EX-001.csv", "findings.json",
        "index.html", "manifest.json", "matrix/control-matrix.csv", "metrics.json", "policies/01-firm.yaml",
        "reconciliation.json",
        "reports/access.html", "reports/access.pdf",
      ])
  }

  @Test func `the list holds every file but itself`() throws {
    let members = PackMembers(try SamplePack.sealed().zip)
    let lines = String(decoding: try #require(members.bytes("SHA256SUMS")), as: UTF8.self).split(separator: "\n")
    #expect(lines.map { String($0.dropFirst(66)) } == Array(members.names.dropFirst()))
    for line in lines {
      let bytes = try #require(members.bytes(String(line.dropFirst(66))))
      #expect(String(line.prefix(66)) == "\(SHA256.digest(of: bytes))  ")
    }
  }

  @Test func `the facts digest covers the facts and nothing else`() throws {
    let facts = try Contents(SamplePack.facts()).factsDigest
    #expect(try SamplePack.contents().factsDigest == facts)
    #expect(try Contents(SamplePack.facts() + [Artifact("matrix/m.xlsx", [1])]).factsDigest == facts)
    #expect(try Contents(SamplePack.facts() + [Artifact("matrix/m.csv", [1])]).factsDigest != facts)
    #expect(try Contents(SamplePack.facts() + [Artifact("exhibits/EX-002.csv", [1])]).factsDigest != facts)
  }

  @Test(arguments: ["../x", "/x", "a//b", "a\\b", "x.", "CON", "-x", "é", "manifest.json", "SHA256SUMS", ""])
  func `a name against the rules is refused before anything is made`(name: String) {
    #expect(throws: Diagnostic.self) { try Contents([Artifact(name, [])]) }
  }

  @Test(arguments: [["a", "a"], ["a", "A"], ["a", "a/b"], ["x/a", "X/b"]])
  func `names that collide are refused`(names: [String]) {
    #expect(throws: Diagnostic.self) { try Contents(names.map { Artifact($0, []) }) }
  }

  @Test(arguments: ["a/b", "..", "", "a b"]) func `a pack's name is one plain word`(root: String) throws {
    #expect(throws: Diagnostic.self) {
      try Sealing.seal(SamplePack.contents(), root: root, provenance: SamplePack.provenance())
    }
  }

  @Test func `files that are compressed already are stored`() throws {
    let zip = try SamplePack.sealed().zip
    for entry in ZipScan(zip).entries {
      let size = entry.data.count
      if entry.name.hasSuffix(".pdf") { #expect(size == entry.size) }
      if entry.name.hasSuffix("README.txt") { #expect(size < entry.size) }
    }
  }
}

@Suite("Manifest") struct ManifestTests {
  private func manifest(revision: String? = nil) throws -> JSONValue {
    let bytes = try #require(PackMembers(SamplePack.sealed(revision: revision).zip).bytes("manifest.json"))
    return try JSONParser.parse(bytes, name: "manifest.json")
  }

  @Test func `it is a Statement with provenance, as the specifications name the fields`() throws {
    let json = try manifest()
    #expect(json["_type"] == "https://in-toto.io/Statement/v1")
    #expect(json["predicateType"] == "https://slsa.dev/provenance/v1")
    #expect(json["subject"]?.array?.count == 12)
    let build = json["predicate"]?["buildDefinition"]
    #expect(build?["buildType"] == "tag:vouch.example,2026:pack/v1")
    #expect(build?["internalParameters"]?["format"] == 1)
    #expect(build?["externalParameters"]?["period"]?["end"] == "2024-03-31")
    #expect(build?["externalParameters"]?["as_of"] == "2024-04-05")
    #expect(build?["resolvedDependencies"]?[0]?["name"] == "policy/firm.yaml")
    #expect(build?["resolvedDependencies"]?[0]?["annotations"]?["copy"] == "policies/01-firm.yaml")
    let run = json["predicate"]?["runDetails"]
    #expect(run?["builder"]?["id"] == "tag:vouch.example,2026:local")
    #expect(run?["builder"]?["version"]?["vouch"] == "0.1.0")
    #expect(run?["metadata"] == nil)
    #expect(run?["byproducts"]?.array?.map { $0["name"]?.string } == ["facts", "reports/access.pdf#model"])
  }

  @Test(arguments: [
    ("4f1c2ab", false), (String(repeating: "4f", count: 20), true), (String(repeating: "4f", count: 32), true),
    (String(repeating: "4F", count: 20), false),
  ]) func `a revision counts as a commit only when it is whole`(revision: String, isCommit: Bool) throws {
    let build = try manifest(revision: revision)["predicate"]?["buildDefinition"]
    #expect(build?["externalParameters"]?["revision"]?.string == revision)
    let dependency = build?["resolvedDependencies"]?.array?.first { $0["name"] == "revision" }
    #expect(dependency?["digest"]?["gitCommit"]?.string == (isCommit ? revision : nil))
    #expect(PackVerification.verify(try SamplePack.sealed(revision: revision).zip).verdict == .intact)
  }

  @Test func `what was observed of the machine lies beside the pack`() throws {
    let digest = SHA256.digest(of: [1])
    let bytes = try BuildInfo(
      libraries: [.init("zlib", "1.2.13")], objects: [.init("libz.so.1", "ab12")], processor: ["avx2"]
    ).bytes(zip: "p.zip", pack: digest)
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        {"_type":"https://in-toto.io/Statement/v1","predicate":{"libraries":{"zlib":"1.2.13"},"objects":[{"build_id":\
        "ab12","name":"libz.so.1"}],"processor":["avx2"]},"predicateType":"tag:vouch.example,2026:buildinfo/v1",\
        "subject":[{"digest":{"sha256":"\(digest)"},"name":"p.zip"}]}
        """)
    #expect(BuildInfo.name(beside: "p.zip") == "p.zip.buildinfo.json")
  }
}
