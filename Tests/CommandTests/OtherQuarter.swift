import Foundation
import TestSupport

/// A quarter that is not the committed one: generated with a seed of its own, its people under other names, and with the
/// faults that a test asks for.
struct OtherQuarter {
  let workspace: Workspace

  private struct Planted: Decodable {
    let asOf: String
    let period: Span

    struct Span: Decodable {
      let start: String
      let end: String
    }
  }

  /// The company, its people and its systems as the other quarter calls them.
  private static let names = [
    ("calcbridge.example", "northwind.test"), ("mei.chen", "ida.lovelace"), ("isaac.abara", "o'neil.r"),
    ("petra.vogel", "petra-maria.vogel"), ("tenant_meridian", "acme-eu"), ("tenant_harbor", "acme-us"),
    ("203.0.113.", "198.18.7."), ("usr_", "U-"), ("CHG-", "PR#"),
  ]

  /// Faults by the names of the generator, separated by commas; `none` for a clean quarter.
  init(_ quarter: String, seed: Int, faults: String, policy: String = "soc2.yaml") throws {
    workspace = try Workspace()
    let generator = URL(filePath: Program.path).deletingLastPathComponent().appending(path: "FixtureGenerator").path()
    let made = try Program.command([
      generator, "soc2", "--quarter", quarter, "--seed", "\(seed)", "--faults", faults, "--out",
      workspace.folder.path(),
    ])
    guard made.status == 0 else { throw BuiltPack.NotBuilt(run: made) }
    let planted = try JSONDecoder.ofPacks.decode(Planted.self, from: Data(try workspace.bytes("planted.json")))
    try rename()
    try workspace.write(policy, try Checkout.bytes("policies/" + policy))
    try workspace.write("pack.yaml", Array(try OtherQuarter.definition(planted, policy).utf8))
  }

  /// Writes other names over those of the fixture, in compressed exports too.
  private func rename() throws {
    let script = Self.names.map { "s/\($0.0)/\($0.1)/g" }.joined(separator: ";")
    let run = try Program.command(
      [
        "/bin/sh", "-c",
        """
        find exports -name '*.gz' -exec gunzip {} + && find exports -type f -exec sed -i "$0" {} +
        """, script,
      ], folder: workspace.folder)
    guard run.status == 0 else { throw BuiltPack.NotBuilt(run: run) }
  }

  /// The fixture's sources without what is said of the one quarter alone.
  private static func definition(_ planted: Planted, _ policy: String) throws -> String {
    let text = String(decoding: try Checkout.bytes("fixtures/soc2-2024q1/pack.yaml"), as: UTF8.self)
    let known = text.components(separatedBy: "\n").prefix { !$0.hasPrefix("requests:") }
    let lines = known.compactMap { line -> String? in
      if line.hasPrefix("period:") { return "period: {start: \(planted.period.start), end: \(planted.period.end)}" }
      if line.hasPrefix("as_of:") { return "as_of: \(planted.asOf)" }
      if line.hasPrefix("calendar:") { return "calendar: {zone: UTC, workdays: mon-fri}" }
      if line.hasPrefix("policies:") { return "policies: [\(policy)]" }
      if line.contains("extraction: {") || line.contains("expected_records") || line.hasPrefix("retain_until:") {
        return nil
      }
      return line.contains("extracted_at:") ? "      extracted_at: \(planted.asOf)T09:00:00Z" : line
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Edits one export: a script for `sed -E`.
  func edit(_ path: String, _ script: String) throws {
    let run = try Program.command(["/bin/sed", "-i", "-E", script, path], folder: workspace.folder)
    guard run.status == 0 else { throw BuiltPack.NotBuilt(run: run) }
  }

  /// The gates that come to something else than a pass.
  func failing() throws -> [String: String] {
    let run = try Program.run(["gate", "pack.yaml", "--format", "json"], folder: workspace.folder)
    guard run.status < 2 else { throw BuiltPack.NotBuilt(run: run) }
    let decisions = try JSONDecoder.ofPacks.decode(DecisionsJSON.self, from: Data(run.outBytes)).decisions
    return Dictionary(
      decisions.filter { $0.decision != "pass" }.map { ($0.gate, $0.decision) }, uniquingKeysWith: { first, _ in first }
    )
  }
}
