import Foundation
import TestSupport
import Testing

/// What each verb says, word by word, with its exit status.
@Suite("Transcripts of the verbs") struct TranscriptTests {
  private func transcript(_ name: String) -> Transcript {
    Transcript("fixtures/harbour-2025-02/transcripts/\(name).txt")
  }

  /// Digests of what is built move with every template; other tests hold them.
  private func withoutDigests(_ transcript: inout Transcript) { transcript.mask("[0-9a-f]{64}", as: "<sha256>") }

  @Test func `version and help`() throws {
    var transcript = transcript("help")
    for arguments in [["--version"], ["--help"]] { transcript.add(try Program.run(arguments)) }
    let verbs = try listedVerbs()
    #expect(Set(verbs).isSuperset(of: ["build", "check", "gate", "verify", "reproduce", "inspect"]))
    for verb in verbs {
      let run = try Program.run(["help", verb])
      #expect(run.out.contains("Exit status: 0") || run.out.contains("SUBCOMMANDS:"), "\(verb) says how it exits")
      transcript.add(run)
    }
    try transcript.compare()
  }

  /// The verbs that the program's own help lists.
  private func listedVerbs() throws -> [String] {
    let help = try Program.run(["--help"]).out
    let list = help.components(separatedBy: "SUBCOMMANDS:\n").last ?? ""
    return list.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.dropFirst(2).first?.isLowercase == true }
      .compactMap { $0.split(separator: " ").first.map(String.init) }
  }

  @Test func `usage errors exit 64`() throws {
    var transcript = transcript("usage-errors")
    for arguments in [
      ["biuld", "pack.yaml"], ["build"], ["build", "pack.yaml", "--as-of", "yesterday"],
      ["gate", "pack.yaml", "--jobs", "0"],
      ["gate", "pack.yaml", "--format", "yaml"], ["verify", "a.zip", "b.zip"], ["reproduce", "a.zip"],
      ["inspect", "a.zip", "--nosuch"],
    ] {
      let run = try Program.run(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.out.isEmpty, "\(arguments)")
      transcript.add(run)
    }
    try transcript.compare()
  }

  @Test func `check`() throws {
    let harbour = try Harbour()
    var transcript = transcript("check")
    for definition in ["pack.yaml", "clean.yaml", "broken.yaml", "absent.yaml"] {
      transcript.add(try harbour.run("check", definition))
    }
    transcript.add(try harbour.run("check", "pack.yaml", "--json"))
    try transcript.compare()
  }

  @Test func `gate`() throws {
    let harbour = try Harbour()
    var transcript = transcript("gate")
    for definition in ["pack.yaml", "clean.yaml", "broken.yaml"] {
      transcript.add(try harbour.run("gate", definition))
    }
    transcript.add(try harbour.run("gate", "pack.yaml", "--format", "json"))
    transcript.add(try harbour.run("gate", "pack.yaml", "--as-of", "2025-02-27"))
    try transcript.compare()
  }

  @Test func `build, verify, inspect and reproduce`() throws {
    let harbour = try Harbour()
    var transcript = transcript("pack")
    transcript.add(try harbour.run("build", "pack.yaml", "-o", "out"))
    transcript.add(try harbour.run("build", "pack.yaml", "-o", "out/again.zip", "--json"))
    transcript.add(try harbour.run("build", "clean.yaml", "-o", "out"))
    transcript.add(try harbour.run("build", "broken.yaml", "-o", "out"))
    transcript.add(try harbour.run("verify", "out/harbour-2025-02.zip"))
    transcript.add(try harbour.run("verify", "out/harbour-2025-02.zip", "--json"))
    transcript.add(try harbour.run("inspect", "out/harbour-2025-02.zip"))
    transcript.add(try harbour.run("reproduce", "out/harbour-2025-02.zip", "--inputs", "exports"))
    transcript.add(try harbour.run("reproduce", "out/harbour-2025-02.zip", "--inputs", "exports", "--json"))
    withoutDigests(&transcript)
    transcript.mask("from [0-9]+ inputs", as: "from <n> inputs")
    transcript.mask(NSRegularExpression.escapedPattern(for: Program.path), as: "vouch")
    try transcript.compare()
    #expect(
      harbour.workspace.files().filter { $0.hasPrefix("out/") } == [
        "out/again.zip", "out/again.zip.buildinfo.json", "out/harbour-2025-02.zip",
        "out/harbour-2025-02.zip.buildinfo.json", "out/harbour-clean.zip", "out/harbour-clean.zip.buildinfo.json",
      ])
  }

  @Test func `packs that cannot be relied on`() throws {
    let harbour = try Harbour()
    let built = try BuiltPacks.harbour.get()
    var zip = ForgedZip(plain: built.bytes)
    zip.entries.removeAll { String(decoding: $0.name, as: UTF8.self).hasSuffix("findings.json") }
    try harbour.workspace.write("short.zip", zip.bytes)
    try harbour.workspace.write("none.zip", "no zip")
    var transcript = transcript("broken-packs")
    for pack in ["short.zip", "none.zip", "absent.zip"] {
      for verb in ["verify", "inspect"] { transcript.add(try harbour.run(verb, pack)) }
      transcript.add(try harbour.run("verify", pack, "--json"))
      transcript.add(try harbour.run("reproduce", pack, "--inputs", "exports"))
    }
    try harbour.workspace.write("whole.zip", built.bytes)
    try harbour.workspace.edit("exports/metrics.csv", "312.5", "299.5")
    transcript.add(try harbour.run("reproduce", "whole.zip", "--inputs", "exports"))
    transcript.add(try harbour.run("reproduce", "whole.zip", "--inputs", "nowhere"))
    withoutDigests(&transcript)
    try transcript.compare()
  }
}

/// Where words go.
@Suite("Streams") struct StreamTests {
  @Test func `the outcome as JSON names the pack, its digests and the decisions`() throws {
    struct Outcome: Decodable {
      let path: String
      let packSha256: String
      let contentSha256: String
      let factsSha256: String
      let summary: [String: Int]
    }
    let harbour = try Harbour()
    let run = try harbour.run("build", "pack.yaml", "-o", "out", "--json")
    let outcome = try JSONDecoder.ofPacks.decode(Outcome.self, from: Data(run.outBytes))
    #expect(outcome.path == "out/harbour-2025-02.zip")
    let digest = try Program.command(["/usr/bin/sha256sum", outcome.path], folder: harbour.workspace.folder).out.prefix(
      64)
    #expect(outcome.packSha256 == String(digest))
    #expect(outcome.summary["fail"] == 3)
    #expect(outcome.summary.count == 9)
  }

  @Test func `inspect as JSON holds decisions, metrics and provenance`() throws {
    struct Inspection: Decodable {
      let decisions: DecisionsJSON
      let metrics: [Metric]
      let provenance: Provenance
    }
    struct Metric: Decodable {
      let name: String
    }
    struct Provenance: Decodable {
      let buildDefinition: Definition
    }
    struct Definition: Decodable {
      let buildType: String
    }
    let pack = try BuiltPacks.harbour.get()
    let run = try Program.run(["inspect", pack.url.path(), "--json"])
    #expect(run.status == 0)
    let inspection = try JSONDecoder.ofPacks.decode(Inspection.self, from: Data(run.outBytes))
    #expect(inspection.decisions.gate("second-factor")?.exceptions?.map(\.id) == ["U-2"])
    #expect(inspection.metrics.contains { $0.name == "availability" })
    #expect(inspection.provenance.buildDefinition.buildType == "tag:vouch.example,2026:pack/v1")
  }

  @Test(arguments: [
    ["build", "pack.yaml", "-o", "out"], ["check", "pack.yaml"], ["gate", "pack.yaml"],
    ["gate", "pack.yaml", "--format", "json"],
  ]) func `results go to standard output, and nothing else does`(arguments: [String]) throws {
    let harbour = try Harbour()
    let run = try Program.run(arguments, folder: harbour.workspace.folder)
    #expect(!run.out.isEmpty)
    #expect(run.err.isEmpty)
    #expect(!run.out.utf8.contains(0x1B), "no colour in a pipe")
  }

  @Test(arguments: ["build", "check", "gate"]) func `diagnostics go to standard error, and nothing to standard output`(
    verb: String
  ) throws {
    let harbour = try Harbour()
    let run = try Program.run([verb, "broken.yaml"], folder: harbour.workspace.folder)
    #expect(run.status == 2)
    #expect(run.out.isEmpty)
    #expect(run.err.contains("broken.yaml:3:1: error: unknown key 'titel'"))
  }

  @Test func `a result that cannot be written is no success`() throws {
    let harbour = try Harbour()
    let run = try harbour.run("check", "clean.yaml", prelude: "exec >/dev/full")
    #expect(run.status == 2)
    #expect(run.err.contains("cannot write"))
  }

  @Test func `a reader that goes away ends the run without a trap`() throws {
    let harbour = try Harbour()
    let run = try Program.command(
      ["/bin/sh", "-c", "{ \"$0\" check pack.yaml; echo $? >status; } | true", Program.path],
      folder: harbour.workspace.folder)
    #expect(run.status == 0)
    let status = Int(try harbour.workspace.text("status").trimmingCharacters(in: .whitespacesAndNewlines))
    // 141 is the shell's word for SIGPIPE, which ends a program that writes for nobody.
    #expect([0, 2, 141].contains(status))
  }
}
