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
}
