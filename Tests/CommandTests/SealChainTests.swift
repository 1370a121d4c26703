import Foundation
import TestSupport
import Testing

@Suite("Chains of packs") struct SealChainTests {
  /// The next quarter's pack in the same folder, after the one that is there.
  private func next(_ pack: SmallPack, period: String, asOf: String, previous: String?) throws -> String {
    let line = previous.map { "previous: \($0)\n" } ?? ""
    try pack.workspace.write(
      "next.yaml",
      try pack.workspace.text("pack.yaml").replacingOccurrences(of: "small-2024q1", with: "next")
        .replacingOccurrences(of: "period: Q1-2024", with: line + "period: \(period)")
        .replacingOccurrences(of: "2024-04-05", with: asOf))
    _ = try Program.run(["build", "next.yaml", "-o", "."], folder: pack.workspace.folder)
    return "next.zip"
  }

  private func codes(_ pack: SmallPack, _ zip: String, _ chain: String...) throws -> [String] {
    let run = try Program.run(["verify", zip, "--json", "--chain"] + chain, folder: pack.workspace.folder)
    return try JSONDecoder().decode(SealReport.self, from: Data(run.outBytes)).codes
  }

  @Test func `a pack that names the one before is chained to it and to no other`() throws {
    let pack = try SmallPack()
    let zip = try next(pack, period: "Q2-2024", asOf: "2024-07-05", previous: "small-2024q1.zip")
    #expect(try codes(pack, zip, "small-2024q1.zip") == [])
    #expect(try pack.vouch("reproduce", zip, "--inputs", ".").status == 0)
    try pack.workspace.edit("users.csv", "u2,b@example.com,active,false", "u2,b@example.com,active,true")
    try pack.build()
    #expect(try codes(pack, zip, "small-2024q1.zip") == ["chain.previous"])
  }

  @Test func `a gap, an overlap and a missing link are told apart`() throws {
    let pack = try SmallPack()
    let gap = try next(pack, period: "Q3-2024", asOf: "2024-10-05", previous: "small-2024q1.zip")
    #expect(try codes(pack, gap, "small-2024q1.zip") == ["chain.gap"])
    let overlap = try next(pack, period: "2024", asOf: "2025-01-05", previous: "small-2024q1.zip")
    #expect(try codes(pack, overlap, "small-2024q1.zip") == ["chain.order"])
    let loose = try next(pack, period: "Q2-2024", asOf: "2024-07-05", previous: nil)
    #expect(try codes(pack, loose, "small-2024q1.zip") == ["chain.previous"])
  }

  @Test func `a pack that is not intact is not followed`() throws {
    let pack = try SmallPack()
    try pack.workspace.write("small-2024q1.zip", try pack.workspace.bytes("small-2024q1.zip") + [0])
    try pack.workspace.edit("pack.yaml", "period:", "previous: small-2024q1.zip\nperiod:")
    let run = try Program.run(["build", pack.path("pack.yaml"), "-o", pack.path("other.zip")])
    #expect(run.status == 2)
    #expect(run.err.contains("not intact"))
  }
}
