import Foundation
import Packaging
import TestSupport
import Testing

/// Rebuilding a pack from exports that lie elsewhere.
@Suite("Reproduce") struct ReproduceTests {
  private func reproduce(
    _ harbour: Harbour, inputs: String, _ more: String...
  ) throws -> (Program.Run, ReproductionJSON) {
    let run = try Program.run(
      ["reproduce", "pack.zip", "--inputs", inputs, "--json"] + more, folder: harbour.workspace.folder, seconds: 120)
    return (run, try JSONDecoder.ofPacks.decode(ReproductionJSON.self, from: Data(run.outBytes)))
  }

  /// The pack alone, and its exports under other names in a folder of the validator.
  private func validator() throws -> Harbour {
    let harbour = try Harbour()
    let pack = try BuiltPacks.harbour.get()
    try harbour.workspace.write("pack.zip", pack.bytes)
    for (index, name) in ["users.csv", "metrics.csv", "incidents.csv", "changes.csv", "audit-2.jsonl", "audit-1.jsonl"]
      .enumerated()
    {
      try harbour.workspace.copy(
        "fixtures/harbour-2025-02/exports/" + name, to: "received/\(index % 2)/file \(index).bin")
    }
    for name in ["exports", "pack.yaml", "policy.yaml"] {
      try FileManager.default.removeItem(at: harbour.workspace.url(name))
    }
    return harbour
  }

  @Test func `exports under other names in other folders give the same bytes`() throws {
    let (run, outcome) = try reproduce(validator(), inputs: "received")
    #expect(run.status == 0)
    #expect(outcome.verdict == "identical")
    #expect(outcome.differences.isEmpty && outcome.problems.isEmpty)
  }

  @Test(arguments: [
    ("received/exports/users.csv", true), ("received/old/users.csv", true), ("received/people.csv", false),
  ])
  func `an export that was edited is named, where its name still is there`(place: String, isNamed: Bool) throws {
    let harbour = try validator()
    try FileManager.default.removeItem(at: harbour.workspace.url("received/0/file 0.bin"))
    try harbour.workspace.write(place, "id,email,status\n")
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 2)
    let problem = try #require(outcome.problems.first)
    #expect(problem.code == "repro.input" && problem.entry == "source/users/exports/users.csv")
    #expect(problem.message.contains("\(place) is there, but was changed") == isNamed, "\(problem.message)")
  }

  @Test func `the quarter is identical too, with another number of jobs`() throws {
    let pack = try BuiltPacks.soc2.get()
    let run = try Program.run(["reproduce", pack.url.path(), "--inputs", "fixtures/soc2-2024q1/exports", "--jobs", "3"])
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("identical"))
  }

  @Test func `reproduce writes nothing`() throws {
    let harbour = try validator()
    let before = harbour.workspace.files()
    _ = try reproduce(harbour, inputs: "received")
    #expect(harbour.workspace.files() == before)
  }

  @Test func `the rebuilt pack is left where it is wanted, and not written over anything`() throws {
    let harbour = try validator()
    let (run, _) = try reproduce(harbour, inputs: "received", "--keep", "rebuilt")
    #expect(run.status == 0)
    let name = "rebuilt/" + (try BuiltPacks.harbour.get().url.lastPathComponent)
    #expect(try harbour.workspace.bytes(name) == harbour.workspace.bytes("pack.zip"))
    let again = try harbour.run("reproduce", "pack.zip", "--inputs", "received", "--keep", "rebuilt")
    #expect(again.status == 2)
    #expect(again.err.contains("'\(name)' is there already"))
  }

  @Test func `an export with one other byte is not the input`() throws {
    let harbour = try validator()
    try harbour.workspace.edit("received/1/file 1.bin", "312.5", "312.4")
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 2)
    #expect(outcome.verdict == "not_reproducible")
    #expect(outcome.problems.map(\.code) == ["repro.input"])
    #expect(outcome.problems.map(\.entry) == ["source/figures/exports/metrics.csv"])
  }

  @Test func `a missing folder of inputs is a diagnostic`() throws {
    let harbour = try validator()
    let run = try harbour.run("reproduce", "pack.zip", "--inputs", "nowhere")
    #expect(run.status == 2)
    #expect(run.err.contains("error: cannot list the folder 'nowhere'"))
  }

  /// The small office's pack with another text in one of its files, and everything that follows from it rewritten.
  private func resealed(_ name: String, _ old: String, _ new: String) throws -> [UInt8] {
    var pack = RewrittenPack(try BuiltPacks.harbour.get().bytes)
    try pack.rewrite(name, old, new)
    return pack.bytes
  }

  @Test func `a decision that was rewritten consistently passes verify and is found by rebuilding`() throws {
    let harbour = try validator()
    let gate = try #require(BuiltPacks.harbour.get().decode(DecisionsJSON.self, "decisions.json").gate("second-factor"))
    try harbour.workspace.write("pack.zip", resealed("decisions.json", gate.reason, "none of 2 records"))
    let verified = try harbour.run("verify", "pack.zip")
    #expect(verified.status == 0, "\(verified.out)")
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 1)
    #expect(outcome.verdict == "different")
    let difference = try #require(outcome.differences.first { $0.entry == "decisions.json" })
    #expect(difference.where == "decisions[second-factor].reason")
    #expect(difference.old == "none of 2 records")
    #expect(difference.new == gate.reason)
  }

  @Test func `a report with other words, and the same facts, is the same content and exits 1 unless accepted`() throws {
    let harbour = try validator()
    try harbour.workspace.write("pack.zip", resealed("README.txt", "SHA256SUMS", "SHA256sums"))
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 1)
    #expect(outcome.verdict == "same_content")
    #expect(outcome.differences.map(\.entry) == ["README.txt"])
    // The buildinfo beside it, if any, is that of another zip.
    #expect(outcome.components == ["no buildinfo of this pack beside it: the versions that made it are not known"])
    let (accepted, _) = try reproduce(harbour, inputs: "received", "--accept", "same_content")
    #expect(accepted.status == 0)
  }

  @Test func `a pack that is not intact is not reproducible`() throws {
    let harbour = try validator()
    try harbour.workspace.write("pack.zip", try harbour.workspace.bytes("pack.zip") + [0])
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 2)
    #expect(outcome.verdict == "not_reproducible")
    #expect(outcome.problems.contains { $0.code == "zip.bytes" })
  }

  /// The definition of a stranger's pack, sealed again with a path of his own: had the file been read, the metrics would
  /// be others.
  @Test(arguments: ["../secret.csv", "../../../../../../tmp/secret.csv", "received/../secret.csv"])
  func `a path in a stranger's definition is a label, and opens nothing`(path: String) throws {
    let harbour = try validator()
    try harbour.workspace.write("secret.csv", "name,value,unit\nsecret,1,1\n")
    try harbour.workspace.write(
      "pack.zip", resealed("definition/pack.yaml", "path: exports/metrics.csv", "path: \(path)"))
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 1)
    // Only the digests that the forger could not make: those of reports that name the facts digest.
    #expect(outcome.verdict == "different")
    #expect(Set(outcome.differences.map(\.where)) == ["#model"])
    #expect(!run.out.contains("secret"))
  }

  @Test func `a stranger's definition with an absolute path is refused`() throws {
    let harbour = try validator()
    try harbour.workspace.write(
      "pack.zip", resealed("definition/pack.yaml", "path: exports/metrics.csv", "path: /etc/hostname"))
    let (run, outcome) = try reproduce(harbour, inputs: "received")
    #expect(run.status == 2)
    #expect(outcome.verdict == "not_reproducible")
    #expect(outcome.problems.map(\.code) == ["repro.input"])
    #expect(outcome.problems.first?.message.contains("absolute path") == true)
  }

  @Test func `a file that the model was made with is an input, and asked for`() throws {
    let workspace = try Workspace()
    try workspace.copy("fixtures/credit-model-2025q4", to: "credit")
    try workspace.write("credit/scaler.bin", "scale 1")
    let digest = TamperedPackTests.digest(Array("scale 1".utf8))
    try workspace.edit(
      "credit/pack.yaml", "  artifacts:\n", "  artifacts:\n    scaler: {path: scaler.bin, sha256: \(digest)}\n")
    #expect(
      try Program.run(["build", "pack.yaml", "-o", "."], folder: workspace.url("credit"), seconds: 120).status < 2)
    let words = ["reproduce", "credit-model-2025q4.zip", "--inputs", ".", "--json"]
    let whole = try Program.run(words, folder: workspace.url("credit"), seconds: 120)
    #expect(whole.out.contains("\"verdict\":\"identical\""), "\(whole.out)")
    try workspace.write("credit/scaler.bin", "scale 2")
    let run = try Program.run(words, folder: workspace.url("credit"), seconds: 120)
    let outcome = try JSONDecoder.ofPacks.decode(ReproductionJSON.self, from: Data(run.outBytes))
    #expect(run.status == 2)
    #expect(outcome.problems.map(\.entry) == ["artifact/scaler"])
  }
}
