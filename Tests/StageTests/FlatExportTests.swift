import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Rows
import Testing

/// CSV exports of systems whose records have members within members, as downloads and converters write them.
@Suite("Flat exports of nested records")
struct FlatExportTests {
  private static let mapped = IngestionMappingTests.source(
    format: .csv,
    [
      FieldMapping(
        field: "type",
        origin: .expression(
          #"record.kind == "session.start" && record.?outcome.?result.orValue("") == "FAILURE" ? "auth.failed" : record.kind"#
        )),
      FieldMapping(field: "outcome", origin: .expression("record.?outcome.?result")),
      FieldMapping(field: "actor", origin: .expression("record.?actor.?person.?mail")),
    ])

  @Test func `an expression finds the column that is named as its path`() async throws {
    let text = """
      timestamp,kind,outcome.result,outcome.reason,actor.person.mail,actor.person.id
      2024-01-02T00:00:00Z,session.start,FAILURE,bad password,ana@x.example,7
      2024-01-02T00:00:01Z,session.start,SUCCESS,,,8
      2024-01-02T00:00:02Z,session.start,,,,

      """
    let (account, table) = try await IngestionMappingTests.read(text, as: Self.mapped)
    #expect(table.rows.map { $0.written("type") } == ["auth.failed", "session.start", "session.start"])
    #expect(table.rows.map { $0.written("outcome") } == ["FAILURE", "SUCCESS", ""])
    #expect(table.rows.map { $0.written("actor") } == ["ana@x.example", "", ""])
    #expect(account.unusedColumns.isEmpty)
  }

  private static let plain = IngestionMappingTests.source(
    format: .csv, [FieldMapping(field: "type", path: ["kind"]), FieldMapping(field: "actor", path: ["who"])])

  @Test(arguments: ["", "\u{FEFF}"]) func `a column that nothing reads may occur twice`(mark: String) async throws {
    let text = mark + "timestamp,token,kind,token\n2024-01-02T00:00:00Z,a,login,b\n"
    let (account, table) = try await IngestionMappingTests.read(text, as: Self.plain)
    #expect(account.counts.used == 1)
    #expect(table.rows.map { $0.written("type") } == ["login"])
  }

  @Test(arguments: ["", "\u{FEFF}"]) func `a column that is read may not`(mark: String) async throws {
    await #expect {
      _ = try await IngestionMappingTests.read(
        mark + "timestamp,kind,kind\n2024-01-02T00:00:00Z,a,b\n", as: Self.plain)
    } throws: { error in
      let first = (error as? Diagnostics)?.all.first
      return first?.message == "header has column 'kind' twice, and the mapping reads it" && first?.location?.line == 1
    }
  }

  @Test func `nor may one that an expression finds by its path`() async throws {
    await #expect {
      _ = try await IngestionMappingTests.read(
        "timestamp,kind,outcome.result,outcome.result\n2024-01-02T00:00:00Z,a,,b\n", as: Self.mapped)
    } throws: { error in
      (error as? Diagnostics)?.all.first?.message
        == "header has column 'outcome.result' twice, and the mapping reads it"
    }
  }

  /// A mark, and then what is wrong in the first row: the row is what is spoken of.
  @Test func `what is wrong behind a byte order mark is said`() async throws {
    await #expect {
      _ = try await IngestionMappingTests.read("\u{FEFF}timestamp,\"kind\n", as: Self.plain)
    } throws: { error in
      (error as? Diagnostics)?.all.first?.message.hasPrefix("header cannot be read: ") == true
    }
  }
}
