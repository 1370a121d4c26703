import Diagnostics
import Digests
import Packaging
import TestSupport
import Testing

/// Waivers and samples of a pack held against its decisions.
@Suite("Waivers and samples in a pack") struct AcceptanceTests {
  /// The codes of a pack whose first decision has other words in it, and no control matrix.
  private func codes(_ change: (String) -> String) throws -> [String] {
    let facts = SamplePack.facts().filter { !$0.name.hasPrefix("matrix/") }.map { artifact in
      artifact.name == "decisions.json" ? SamplePack.text("decisions.json", change(SamplePack.decisions)) : artifact
    }
    return PackVerification.verify(try SamplePack.sealed(facts).zip).problems.map(\.code)
  }

  private func waived(_ word: String, approved: String, expires: String) throws -> [String] {
    try codes { decisions in
      decisions.replacing("\"decision\":\"fail\"", with: "\"decision\":\"\(word)\"")
        .replacing(
          "\"severity\":\"error\"}",
          with: "\"severity\":\"error\",\"waiver\":{\"approved_on\":\"\(approved)\",\"expires_on\":\"\(expires)\"}}"
        )
        .replacing("\"fail\":1", with: "\"fail\":0").replacing("\"\(word)\":0", with: "\"\(word)\":1")
    }
  }

  @Test(arguments: [
    ("waived", "2024-04-05", "2024-04-05"), ("waived", "2024-01-01", "2024-12-31"),
    ("waiver_expired", "2023-01-01", "2024-04-04"),
  ]) func `a waiver that fits its decision is no problem`(word: String, approved: String, expires: String) throws {
    #expect(try waived(word, approved: approved, expires: expires) == [])
  }

  @Test(arguments: [
    ("waived", "2024-04-06", "2024-12-31"), ("waived", "2023-01-01", "2024-04-04"),
    ("waiver_expired", "2024-01-01", "2024-12-31"), ("waived", "never", "2024-12-31"),
  ]) func `a waiver that does not stand on the as-of date is one`(word: String, approved: String, expires: String)
    throws
  {
    #expect(try waived(word, approved: approved, expires: expires) == ["facts.waiver"])
  }

  /// Items in the order of SHA-256("vouch-sample/1\n" seed "\n" digest "\n" id).
  private func sampled(
    items: [String] = ["U-1", "U-2"], size: Int = 2, digest: String? = nil, sorts: Bool = true
  ) throws -> [String] {
    let exhibit = try #require(SamplePack.facts().first { $0.name == SamplePack.exhibit }).sha256.hexadecimal
    let wanted = digest ?? exhibit
    let ranked = items.map { ($0, SHA256.digest(of: Array("vouch-sample/1\nseven\n\(wanted)\n\($0)".utf8))) }
      .sorted { sorts ? $0.1 < $1.1 : $0.1 > $1.1 }.map { "\"\($0.0)\"" }.joined(separator: ",")
    let sample = "{\"items\":[\(ranked)],\"population_sha256\":\"\(wanted)\",\"seed\":\"seven\",\"size\":\(size)}"
    return try codes {
      $0.replacing("\"reason\":\"2 of 3 users\"", with: "\"reason\":\"2 of 3 users\",\"sample\":\(sample)")
    }
  }

  @Test func `a sample that can be drawn again is no problem`() throws {
    #expect(try sampled() == [])
  }

  @Test func `another order, size, population or an item twice is one`() throws {
    #expect(try sampled(sorts: false) == ["facts.sample"])
    #expect(try sampled(size: 3) == ["facts.sample"])
    #expect(try sampled(items: ["U-1", "U-1"]) == ["facts.sample"])
    #expect(try sampled(items: ["U-1", "U-2", "U-3", "U-4"], size: 4) == ["facts.sample"])
    #expect(try sampled(digest: String(repeating: "0", count: 64)) == ["facts.sample"])
  }
}
