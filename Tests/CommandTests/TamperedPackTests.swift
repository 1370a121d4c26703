import Foundation
import Packaging
import TestSupport
import Testing

/// A real pack, changed on its way, and what `vouch verify` says of it.
@Suite("Verifying tampered packs by the command") struct TamperedPackTests {
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let code: String
    let apply: @Sendable (BuiltPack) throws -> [UInt8]

    init(_ description: String, _ code: String, _ apply: @escaping @Sendable (BuiltPack) throws -> [UInt8]) {
      testDescription = description
      self.code = code
      self.apply = apply
    }

    /// A change of the archive taken apart.
    static func forged(
      _ description: String, _ code: String, _ change: @escaping @Sendable (inout ForgedZip) throws -> Void
    ) -> Change {
      Change(description, code) { pack in
        var zip = ForgedZip(plain: pack.bytes)
        try change(&zip)
        return zip.bytes
      }
    }
  }

  static func entry(_ zip: ForgedZip, _ name: String) throws -> Int { try #require(zip.index(of: "/" + name)) }

  /// Puts other bytes into a member, stored.
  static func rewrite(_ zip: inout ForgedZip, _ name: String, _ change: (String) -> String) throws {
    let old = String(decoding: try #require(PackMembers(zip.bytes).bytes(name)), as: UTF8.self)
    let new = change(old)
    #expect(new != old, "the change does something")
    let index = try entry(zip, name)
    zip.entries[index] = ForgedZip.Entry(String(decoding: zip.entries[index].name, as: UTF8.self), Array(new.utf8))
  }

  static let changes: [Change] = [
    .forged("a decision turned into a pass", "sums.mismatch") { zip in
      try rewrite(&zip, "decisions.json") {
        $0.replacingOccurrences(of: "\"decision\":\"fail\"", with: "\"decision\":\"pass\"")
      }
    },
    .forged("a decision turned into a pass, with its line in the list", "manifest.subject") { zip in
      let before = digest(try #require(PackMembers(zip.bytes).bytes("decisions.json")))
      try rewrite(&zip, "decisions.json") {
        $0.replacingOccurrences(of: "\"decision\":\"fail\"", with: "\"decision\":\"pass\"")
      }
      let after = digest(try #require(PackMembers(zip.bytes).bytes("decisions.json")))
      try rewrite(&zip, "SHA256SUMS") { $0.replacingOccurrences(of: before, with: after) }
    },
    .forged("an exhibit left out", "sums.absent") { zip in
      zip.entries.remove(at: try entry(zip, "exhibits/EX-001.csv"))
    },
    .forged("a file slipped in", "sums.unlisted") { zip in
      zip.entries.append(.init("calcbridge-soc2-2024q1/zz.txt", Array("extra".utf8)))
    },
    .forged("a file that leads out of the folder", "name.path") { zip in
      zip.entries.append(.init("calcbridge-soc2-2024q1/../../evil", [0x41]))
    },
    .forged("a symbolic link", "zip.type") { zip in
      zip.entries[try entry(zip, "README.txt")].externalAttributes = 0o120777 << 16
    },
    .forged("the list emptied", "sums.syntax") { zip in try rewrite(&zip, "SHA256SUMS") { _ in "" } },
    .forged("two files in another order", "zip.order") { $0.entries.swapAt(2, 3) },
    .forged("a comment", "zip.bytes") { $0.comment = Array("checked".utf8) },
    .forged("bytes before the zip", "zip.bytes") { $0.prefix = Array("#!/bin/sh\n".utf8) },
    Change("one bit in the middle", "zip.data") { pack in
      var bytes = pack.bytes
      bytes[bytes.count / 2] ^= 1
      return bytes
    },
    Change("a byte behind the end", "zip.bytes") { $0.bytes + [0x0A] },
  ]

  static func digest(_ bytes: [UInt8]) -> String {
    guard let workspace = try? Workspace(), let file = try? workspace.write("member", bytes) else { return "" }
    return String((try? Program.command(["/usr/bin/sha256sum", file.path()]).out.prefix(64)) ?? "")
  }

  private func verify(_ bytes: [UInt8]) throws -> (Program.Run, VerificationJSON) {
    let workspace = try Workspace()
    let file = try workspace.write("pack.zip", bytes)
    let run = try Program.run(["verify", file.path(), "--json"])
    #expect(workspace.files() == ["pack.zip"], "verify writes nothing")
    return (run, try JSONDecoder.ofPacks.decode(VerificationJSON.self, from: Data(run.outBytes)))
  }

  @Test(arguments: changes) func `a changed pack is not intact, with exit 1 and the problem's code`(_ change: Change)
    throws
  {
    let pack = try BuiltPacks.soc2.get()
    let (run, report) = try verify(change.apply(pack))
    #expect(run.status == 1)
    #expect(report.verdict == "not_intact")
    #expect(report.problems.map(\.code).contains(change.code), "\(report.problems)")
    #expect(run.err.isEmpty)
  }

  @Test func `the unchanged pack is intact, with the digests of outside tools`() throws {
    let pack = try BuiltPacks.soc2.get()
    let (run, report) = try verify(pack.bytes)
    #expect(run.status == 0)
    #expect(report.verdict == "intact")
    #expect(report.trust == "unsealed")
    #expect(report.problems.isEmpty)
    #expect(report.packSha256 == Self.digest(pack.bytes))
    #expect(report.contentSha256 == Self.digest(try pack.member("SHA256SUMS")))
    let sums = String(decoding: try pack.member("SHA256SUMS"), as: UTF8.self)
    #expect(report.factsSha256 == Self.digest(Self.factLines(sums)))
  }

  /// The lines of SHA256SUMS that the pack format names for the facts digest.
  static func factLines(_ sums: String) -> [UInt8] {
    let names: Set = ["decisions.json", "metrics.json", "reconciliation.json", "findings.json"]
    let lines = sums.split(separator: "\n").filter { line in
      let name = String(line.dropFirst(66))
      let isFact = ["exhibits/", "policies/", "definition/"].contains { name.hasPrefix($0) }
      return isFact || names.contains(name) || (name.hasPrefix("matrix/") && name.hasSuffix(".csv"))
    }
    return Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  @Test func `text says that without a seal a rewrite of everything would pass`() throws {
    let pack = try BuiltPacks.soc2.get()
    let run = try Program.run(["verify", pack.url.path()])
    #expect(run.status == 0)
    #expect(run.out.contains("Someone who rewrites everything would pass"))
  }

  @Test(arguments: ["", "PK", "no zip", String(repeating: "x", count: 100_000)])
  func `what is no zip is unreadable, with exit 2`(text: String) throws {
    let (run, report) = try verify(Array(text.utf8))
    #expect(run.status == 2)
    #expect(report.verdict == "unreadable")
    #expect(report.problems.map(\.code) == ["zip.unreadable"])
  }

  @Test(arguments: ["/nonexistent.zip", "/dev", "/etc/passwd/pack.zip", "/proc/self/mem"])
  func `what cannot be opened is a diagnostic, with exit 2`(path: String) throws {
    let run = try Program.run(["verify", path, "--json"], seconds: 60)
    #expect(run.status == 2)
    #expect(run.out.isEmpty || run.out.contains("\"verdict\":\"unreadable\""))
    #expect(run.out.isEmpty == run.err.contains("error: "))
  }

  /// The unpacked pack, checked by coreutils alone as its README says.
  @Test func `sha256sum agrees with the list`() throws {
    let pack = try BuiltPacks.soc2.get()
    let workspace = try Workspace()
    let sums = String(decoding: try pack.member("SHA256SUMS"), as: UTF8.self)
    for line in sums.split(separator: "\n") {
      let name = String(line.dropFirst(66))
      try workspace.write(name, try pack.member(name))
    }
    try workspace.write("SHA256SUMS", sums)
    let run = try Program.command(
      ["/usr/bin/sha256sum", "--strict", "--quiet", "-c", "SHA256SUMS"], folder: workspace.folder)
    #expect(run.status == 0, "\(run.out)\(run.err)")
  }
}
