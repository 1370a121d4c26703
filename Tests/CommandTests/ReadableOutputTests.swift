import Foundation
import TestSupport
import Testing

/// What a reader sees first: the terminal after a build, and the first page of the pack.
@Suite("Readable output") struct ReadableOutputTests {
  private static let long = "Every change of the production systems is reviewed by a second engineer"

  /// A pack with a gate of a long name and a record that cannot be read.
  private func pack() throws -> SmallPack {
    let pack = try SmallPack()
    let policy = try pack.workspace.text("policy.yaml")
    try pack.workspace.write(
      "policy.yaml", policy + "  - {name: \(Self.long), records: changes, expect: \"size(reviewers) > 0\"}\n")
    try pack.workspace.write("users.csv", try pack.workspace.text("users.csv") + "u3,c@example.com,active,maybe,\n")
    return pack
  }

  @Test func `in a pipe every line is whole, and its columns are aligned`() throws {
    let lines = try pack().vouch("gate", "pack.yaml").out.split(separator: "\n").map(String.init)
    let gates = lines.filter { $0.contains("records hold") || $0.contains("record holds") || $0.contains("exception") }
    #expect(gates.count == 3)
    #expect(gates.contains { $0.contains(Self.long) })
    let columns = gates.map { line in
      line.distance(from: line.startIndex, to: line.range(of: "  ", options: .backwards)?.upperBound ?? line.startIndex)
    }
    #expect(Set(columns).count == 1, "\(columns)")
  }

  @Test func `on a terminal no line is longer than it`() throws {
    let pack = try pack()
    let words = "stty cols 72; '\(Program.path)' gate pack.yaml"
    let run = try Program.command(
      ["/usr/bin/script", "-qec", words, "/dev/null"], folder: pack.workspace.folder)
    let lines = run.out.replacing(/\u{1B}\[[0-9;]*m/, with: "").split { $0.isNewline }
    #expect(lines.contains { $0.contains("Every change of the") && $0.contains("…") })
    // The account of rejected records is no table.
    #expect(lines.filter { !$0.hasPrefix("! users") }.allSatisfy { $0.count <= 72 })
  }

  @Test func `a build names the exhibit of what could not be read, with the first place and reason`() throws {
    let pack = try pack()
    let out = try pack.build().out
    let line = try #require(out.split(separator: "\n").first { $0.hasPrefix("! users") })
    #expect(line.contains("3 read, 1 rejected → exhibits/EX-002.csv; first: users.csv:4: "))
    #expect(line.contains("'mfa_enrolled' is 'maybe'"))
  }

  @Test func `the first page says what documents hold, and links what is missing to its exhibit`() throws {
    let pack = try pack()
    try pack.build()
    let page = try pack.vouch("inspect", "small-2024q1.zip", "--get", "index.html").out
    #expect(page.contains("Decisions, Exceptions; 1 of 3 gates failed"))
    #expect(page.contains("Rejected records of users"))
    let missing = page.components(separatedBy: #"id="_missing""#)[1].components(separatedBy: #"id="_gates""#)[0]
    #expect(missing.contains(#"href="exhibits/EX-002.csv""#))
  }

  @Test func `a seal of another key does not make an intact pack look broken`() throws {
    let pack = try SmallPack()
    try pack.makeKey("own")
    try pack.makeKey("other")
    #expect(try pack.vouch("sign", "small-2024q1.zip", "--key", "own.pem").status == 0)
    let wrong = try pack.vouch("verify", "small-2024q1.zip", "--key", "other.pub")
    #expect(wrong.status == 1)
    let lines = wrong.out.split(separator: "\n")
    #expect(lines[0].hasPrefix("not verified"))
    #expect(lines[1].contains("The pack itself is intact"))
    #expect(lines[2].contains("seal."))
  }

  /// What a well-meaning colleague does: unpack, and pack again.
  @Test func `a folder that was packed anew is said to hold the same files`() throws {
    let pack = try SmallPack()
    try pack.tool("unzip", "-q", "small-2024q1.zip")
    try pack.tool("python3", "-c", "import shutil; shutil.make_archive('again', 'zip', '.', 'small-2024q1')")
    let run = try pack.vouch("verify", "again.zip")
    #expect(run.status == 1)
    #expect(run.out.contains("The files are the same: each has the digest that the pack lists"))
  }

  @Test func `a changed file is not said to be the same, and changes the facts digest that is printed`() throws {
    let pack = try SmallPack()
    func facts(_ zip: String) throws -> Substring? {
      try pack.vouch("verify", zip).out.split(separator: "\n").first { $0.hasPrefix("Facts digest") }
    }
    try pack.tool("unzip", "-q", "small-2024q1.zip")
    let decisions = try pack.workspace.text("small-2024q1/decisions.json")
    try pack.workspace.write("small-2024q1/decisions.json", decisions.replacing("\"fail\"", with: "\"pass\""))
    try pack.tool("python3", "-c", "import shutil; shutil.make_archive('again', 'zip', '.', 'small-2024q1')")
    #expect(!(try pack.vouch("verify", "again.zip").out.contains("The files are the same")))
    #expect(try facts("again.zip") != facts("small-2024q1.zip"))
  }

  @Test func `a hidden value that another field shows is told with that field`() throws {
    let pack = try SmallPack()
    try pack.workspace.write("redaction.key", [UInt8](repeating: 7, count: 32))
    try pack.workspace.write(
      "pack.yaml",
      try pack.workspace.text("pack.yaml")
        + "redact: {key: redaction.key, rules: [{dataset: users, field: email, as: pseudonym}]}\n")
    // An exception shows the fields that its gate reads.
    try pack.workspace.write(
      "changes.csv", "id,merged_at,type,author,reviewers\nc1,2024-02-01T00:00:00Z,feature,by b@example.com,\n")
    let policy = try pack.workspace.text("policy.yaml")
    try pack.workspace.write(
      "policy.yaml", policy.replacing("size(reviewers) > 0", with: "size(reviewers) > 0 && author != 'x'"))
    let run = try pack.build()
    #expect(run.status == 2, "\(run.out)")
    #expect(run.err.contains("a value of users.email, which is to be hidden, stands in "))
    #expect(run.err.contains("exhibits/EX-"))
    #expect(run.err.ranges(of: "which is to be hidden").count == 1)
    #expect(run.err.contains("hide changes.author, too"), "\(run.err)")
  }

  @Test func `a hidden value that the cover names is shown there, and said`() throws {
    let pack = try SmallPack()
    try pack.workspace.write("redaction.key", [UInt8](repeating: 7, count: 32))
    try pack.workspace.write(
      "pack.yaml",
      try pack.workspace.text("pack.yaml")
        + "contact: b@example.com\nredact: {key: redaction.key, rules: [{dataset: users, field: email, as: pseudonym}]}\n"
    )
    #expect(try pack.build().status == 1)
    let findings = try pack.vouch("inspect", "small-2024q1.zip", "--get", "findings.json").out
    #expect(findings.contains("the cover shows a hidden value as contact"))
    #expect(!findings.contains("b@example.com"))
  }
}
