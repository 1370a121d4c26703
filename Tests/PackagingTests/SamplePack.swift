import Diagnostics
import Digests
import Packaging
import Rows
import TestSupport
import Testing

/// A small pack whose files are written out by hand, and the means to forge it.
enum SamplePack {
  static let root = "acme-2024q1"
  static let exhibit = "exhibits/EX-001.csv"

  static let decisions = """
    {"as_of":"2024-04-05","controls":[{"decision":"fail","id":"A-1"},{"decision":"not_tested","id":"A-2"}],\
    "criteria":[{"controls":["A-1","A-2"],"decision":"fail","framework":"soc2","id":"CC6.1","version":null}],\
    "decisions":[{"clause":null,"controls":["A-1"],"decision":"fail",\
    "exception_count":2,"exceptions":[{"file":"exports/users.csv","id":"U-1","line":2,"record":1,"source":"users",\
    "why":"mfa_enrolled is false"},{"file":"exports/users.csv","id":"U-2","line":3,"record":2,"source":"users",\
    "why":"mfa_enrolled is false"}],"exhibit":"exhibits/EX-001.csv","gate":"mfa","kind":"records","name":"MFA",\
    "policy":"firm","population":3,"reason":"2 of 3 users","severity":"error"},{"clause":"4","controls":[],\
    "decision":"pass","exhibit":null,"gate":"ece","kind":"metric","limit":0.05,"metric":"ece","name":"ECE",\
    "policy":"firm","reason":"below","severity":"warning","value":0.04}],"summary":{"fail":1,"indeterminate":0,\
    "no_data":0,"not_applicable":0,"pass":1,"waived":0,"waiver_expired":0,"warning":0,"watch":0}}
    """
  static let metrics = """
    {"metrics":[{"from":"model","interval":null,"labels":{},"n":null,"name":"ece","undefined":null,"unit":null,\
    "value":0.04}]}
    """
  static let exports = Array("id,email,mfa_enrolled\nU-1,a@x,false\nU-2,b@x,false\nU-3,c@x,true\nU-4\n".utf8)
  static let policy = Array("policy_name: firm\nversion: 1\ngates: []\n".utf8)

  static var reconciliation: String {
    """
    {"sources":[{"containers":0,"duplicate":0,"expected":null,"files":[{"bytes":\(exports.count),"containers":0,\
    "duplicate":0,"filtered":0,"out_of_order":0,"outside_period":0,"parsed":3,"path":"exports/users.csv","read":4,\
    "rejected":1,"sha256":"\(SHA256.digest(of: exports))","used":3}],"filtered":0,"first":null,"kind":"users",\
    "largest_gap_seconds":null,"last":null,"name":"users","out_of_order":0,"outside_period":0,"parsed":3,"read":4,\
    "rejected":1,"used":3}]}
    """
  }

  static func text(_ name: String, _ text: String) -> Artifact { Artifact(name, Array(text.utf8)) }

  static func facts() -> [Artifact] {
    [
      text("decisions.json", decisions), text("reconciliation.json", reconciliation),
      text("metrics.json", metrics), text("findings.json", "{\"findings\":[]}"),
      text(exhibit, "id,why\n\"U-1\",\"mfa_enrolled\nis false\"\nU-2,mfa_enrolled is false\n"),
      Artifact("policies/01-firm.yaml", policy), text("definition/pack.yaml", "pack: acme-2024q1\n"),
    ]
  }

  static func contents(_ facts: [Artifact] = facts()) throws(Diagnostic) -> Contents {
    let contents = try Contents(facts)
    let decisions = contents["decisions.json"]?.sha256.hexadecimal ?? ""
    return try contents.adding([
      text("reports/access.html", "<p>\(contents.factsDigest) \(decisions)</p>"),
      text("reports/access.pdf", "%PDF-1.7 \(contents.factsDigest) \(decisions)"),
      text("index.html", "<p>begin here</p>"),
      Artifact(PackReadme.name, PackReadme.bytes(root: root, title: "Q1", organization: "Acme")),
    ])
  }

  static func provenance(revision: String? = nil) throws -> Provenance {
    let (start, end, asOf) = (Day(number: 19723), Day(number: 19813), Day(number: 19818))
    let parameters = Provenance.Parameters(
      definition: "pack.yaml", pack: root, organization: "Acme", start: start, end: end, timeZone: "UTC", asOf: asOf,
      revision: revision)
    return Provenance(
      parameters: parameters, reference: [.init("zlib", "1.2.13"), .init("cairo", "1.16.0")],
      dependencies: [
        .init("source/users/exports/users.csv", sha256: SHA256.digest(of: exports), bytes: Int64(exports.count)),
        .init(
          "policy/firm.yaml", sha256: SHA256.digest(of: policy), bytes: Int64(policy.count),
          copy: "policies/01-firm.yaml"),
      ], byproducts: [.init(.model, of: "reports/access.pdf", SHA256.digest(of: [1]))], vouch: "0.1.0")
  }

  static func sealed(_ facts: [Artifact] = facts(), revision: String? = nil) throws -> SealedPack {
    try Sealing.seal(contents(facts), root: root, provenance: provenance(revision: revision))
  }

  /// The pack sealed anew with another text in one of its facts: what someone with Vouch can do.
  static func resealed(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
    let facts = facts().map { artifact in
      artifact.name == name ? Artifact(name, replaced(artifact.bytes, old, new)) : artifact
    }
    return try sealed(facts).zip
  }

  /// `bytes` with every occurrence of a text replaced by another.
  static func replaced(_ bytes: [UInt8], _ old: String, _ new: String) -> [UInt8] {
    let pattern = Array(old.utf8)
    var result: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      if rest.starts(with: pattern) {
        result += Array(new.utf8)
        rest = rest.dropFirst(pattern.count)
      } else {
        result.append(rest.removeFirst())
      }
    }
    return result
  }
}

extension ForgedZip {
  /// The sample pack, taken apart.
  static func sample() throws -> ForgedZip { ForgedZip(plain: try SamplePack.sealed().zip) }

  /// Puts other bytes into a file, with the size and checksum that belong to them.
  mutating func replace(_ name: String, _ change: ([UInt8]) -> [UInt8]) {
    guard let index = index(of: "/" + name), let old = PackMembers(bytes).bytes(name) else { return }
    let new = change(old)
    if new == old { Issue.record("nothing was changed in \(name)") }
    entries[index] = Entry("\(SamplePack.root)/\(name)", new)
  }

  mutating func replace(_ name: String, _ old: String, _ new: String) {
    replace(name) { SamplePack.replaced($0, old, new) }
  }

  /// Adds a file in its place.
  mutating func add(_ name: String, _ content: [UInt8]) {
    entries.append(Entry("\(SamplePack.root)/\(name)", content))
    let first = entries.removeFirst()
    entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    entries.insert(first, at: 0)
  }

  /// Gives a file other bytes and puts its new digest into the list and the manifest: everything but what follows from it.
  mutating func rewrite(_ name: String, _ old: String, _ new: String) {
    guard let before = PackMembers(bytes).bytes(name) else { return }
    let after = SamplePack.replaced(before, old, new)
    replace(name) { _ in after }
    let digests = (SHA256.digest(of: before).hexadecimal, SHA256.digest(of: after).hexadecimal)
    replace("manifest.json", digests.0, digests.1)
    replace("SHA256SUMS", digests.0, digests.1)
    relistManifest()
  }

  /// Puts the manifest's digest into the list.
  mutating func relistManifest() {
    guard let manifest = PackMembers(bytes).bytes("manifest.json") else { return }
    replace("SHA256SUMS") { list in
      let lines = String(decoding: list, as: UTF8.self).split(separator: "\n").map { line in
        line.hasSuffix("  manifest.json") ? "\(SHA256.digest(of: manifest))  manifest.json" : String(line)
      }
      return Array((lines.joined(separator: "\n") + "\n").utf8)
    }
  }
}
