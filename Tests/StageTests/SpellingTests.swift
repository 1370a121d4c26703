import AuditModel
import Diagnostics
import Rows
import Testing

/// The spellings that exports use for one value.
@Suite("Spellings of values") struct SpellingTests {
  private func users(_ rows: [String]) async throws(Diagnostics) -> (SourceReconciliation, Table) {
    let kind = DatasetKinds.named("users") ?? DatasetKinds.events
    return try await IngestionTests.read(
      ["id,email,status,created_at,roles,mfa_enrolled\n" + rows.joined(separator: "\n") + "\n"],
      IngestionTests.source(kind, format: .csv))
  }

  @Test(arguments: [
    ("true", "true"), ("TRUE", "true"), ("Yes", "true"), ("y", "true"), ("1", "true"), ("false", "false"),
    ("No", "false"), ("N", "false"), ("0", "false"), ("", ""),
  ]) func `truth values`(written: String, read: String) async throws {
    let (_, table) = try await users(["1,a,active,2023-01-01,r,\(written)"])
    #expect(table.rows.first?.written("mfa_enrolled") == read)
  }

  @Test(arguments: [
    ("a;b", ["a", "b"]), (" a ; b ", ["a", "b"]), (#"["a","b"]"#.csv, ["a", "b"]), ("[]", []),
    (#"["a;b", 2, true]"#.csv, ["a;b", "2", "true"]), ("[a]", ["[a]"]), (#"[{"x":1}]"#.csv, [#"[{"x":1}]"#]), ("", []),
  ]) func `lists in a cell`(written: String, read: [String]) async throws {
    let (_, table) = try await users(["1,a,active,2023-01-01,\(written),true"])
    #expect(table.rows.first?.text("roles").map(CellText.items) ?? [] == read)
  }

  @Test func `lists in a record hold texts`() async throws {
    func read(_ roles: String) async throws -> (Int64, [String]?) {
      let kind = try #require(DatasetKinds.named("users"))
      let (account, table) = try await IngestionTests.read(
        [#"{"id":"1","email":"a","status":"active","created_at":"2023-01-01","roles":\#(roles)}"# + "\n"],
        IngestionTests.source(kind))
      return (account.counts.rejected, table.rows.first?.text("roles").map(CellText.items))
    }
    #expect(try await read(#"["a","b\"c"]"#) == (0, ["a", "b\"c"]))
    #expect(try await read("[1, true, \"x\"]") == (0, ["1", "true", "x"]))
    #expect(try await read(#"[{"name":"a"}]"#) == (1, nil))
    #expect(try await read("[null]") == (1, nil))
    #expect(try await read("[]") == (0, []))
  }

  @Test(arguments: [
    (#"{"b": 1, "a": [2]}"#.csv, #"{"a":[2],"b":1}"#), ("{b: 1}", #""{b: 1}""#), ("plain", #""plain""#),
    ("[x", #""[x""#),
  ]) func `what a cell holds as JSON is JSON, or a text`(written: String, read: String) async throws {
    let kind = try #require(DatasetKinds.named("incidents"))
    let (_, table) = try await IngestionTests.read(
      ["opened_at,id,severity,timeline\n2024-01-02T00:00:00Z,1,SEV-1,\(written)\n"],
      IngestionTests.source(kind, format: .csv))
    #expect(table.rows.first?.text("timeline") == read)
  }

  @Test(arguments: ["2024-01-05", "2024-01-05T00:00:00Z", "2024-01-05T01:00:00+01:00", "2024-01-05 00:00:00Z"])
  func `times with and without an hour`(written: String) async throws {
    let kind = try #require(DatasetKinds.named("reviews"))
    let (_, table) = try await IngestionTests.read(
      ["reviewed_at,id,subject,reviewer\n\(written),1,log_review,a\n"], IngestionTests.source(kind, format: .csv))
    #expect(table.rows.first?["reviewed_at"].instant?.description == "2024-01-05T00:00:00Z")
  }
}

extension String {
  /// A quoted text with the quotes within it doubled, as CSV has it.
  fileprivate var csv: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}
