import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Rows
import Testing

@Suite("Ingestion")
struct IngestionTests {
  static let bounds = PeriodBounds(
    start: Instant(microseconds: 1_704_067_200_000_000), end: Instant(microseconds: 1_711_929_600_000_000))

  static func source(
    _ kind: DatasetKind = DatasetKinds.events, format: ExportFormat = .jsonl, envelope: [String] = [],
    fields: [FieldMapping] = [], unique: [[String]] = []
  ) -> SourceDefinition {
    SourceDefinition(
      name: "log", paths: [], kind: kind, format: format, envelope: envelope, fields: fields, unique: unique,
      extraction: nil)
  }

  static func read(
    _ texts: [String], _ source: SourceDefinition, jobs: Int = 1, chunkSize: Int = 1 << 20, position: Int = 0
  ) async throws(Diagnostics) -> (SourceReconciliation, Table) {
    let files = texts.enumerated().map { MemorySource(name: "f\($0.offset)", bytes: Array($0.element.utf8)) }
    let plan = SourcePlan(definition: source, files: files, position: position)
    let settings = IngestionSettings(bounds: bounds, jobs: jobs, chunkSize: chunkSize)
    let (account, table, _, _) = try await Ingestion.table(plan, settings: settings)
    return (account, table)
  }

  static func event(_ time: String, _ type: String, id: String = "e") -> String {
    #"{"timestamp":"\#(time)","type":"\#(type)","id":"\#(id)","details":{"b":1,"a":[2]}}"#
  }

  @Test func `every record is in exactly one class`() async throws {
    let lines = [
      Self.event("2024-01-02T00:00:00Z", "a", id: "1"), Self.event("2024-01-02T00:00:09Z", "b", id: "2"),
      Self.event("2024-01-02T00:00:04Z", "c", id: "3"), Self.event("2024-01-02T00:00:04Z", "c", id: "3"),
      Self.event("2023-12-31T23:59:59Z", "old", id: "4"), Self.event("2024-04-01T00:00:00Z", "late", id: "5"),
      #"{"timestamp":"yesterday","type":"d"}"#, "{not json", #"{"type":"e"}"#,
      #"{"timestamp":"2024-01-02T00:00:00Z","type":"x","type":"y"}"#,
      "", "[1]",
    ]
    let (account, table) = try await Self.read([lines.joined(separator: "\n") + "\n"], Self.source(unique: [["id"]]))
    let counts = account.counts
    #expect(counts.read == 11)
    #expect(counts.rejected == 5)
    #expect(counts.duplicate == 1)
    #expect(counts.outsidePeriod == 2)
    #expect(counts.used == 3)
    #expect(counts.balances)
    #expect(table.rows.map { $0.written("type") } == ["a", "b", "c"])
    #expect(table.rows[0].written("details") == #"{"a":[2],"b":1}"#)
    // 09 → 04 steps back once, and so does 04 → the year before.
    #expect(counts.outOfOrder == 2)
    #expect(account.first?.description == "2024-01-02T00:00:00Z")
    #expect(account.last?.description == "2024-01-02T00:00:09Z")
    #expect(account.largestGap == 5)
    #expect(account.rejections.map(\.origin.line) == [7, 8, 9, 10, 12])
    #expect(account.rejections.map(\.origin.ordinal) == [7, 8, 9, 10, 11])
    #expect(account.rejections[0].reason == "'timestamp' is 'yesterday', not an RFC 3339 time")
    #expect(account.rejections[2].reason == "'timestamp' is missing")
    #expect(account.rejections[3].reason.contains("type"))
  }

  @Test func `a duplicate in a later file is one too, and the first one stays`() async throws {
    let first = Self.event("2024-01-02T00:00:00Z", "a", id: "1")
    let (account, table) = try await Self.read(
      [first + "\n", Self.event("2024-01-03T00:00:00Z", "b", id: "1")], Self.source(unique: [["id"]]))
    #expect(account.files.map(\.counts.duplicate) == [0, 1])
    #expect(table.rows.map(\.file) == [0])
  }

  /// A digest of the text by `sha256sum`.
  @Test func `a file's digest is of the bytes that were parsed`() async throws {
    let (account, _) = try await Self.read([#"{"timestamp":"2024-01-02T00:00:00Z","type":"a"}"# + "\n"], Self.source())
    #expect(account.files[0].bytes == 48)
    #expect(account.files[0].sha256 == "c07581c4b2bfbbdfa76bb52609faf8fd35031317a9efadc7d4c0406a078e647a")
  }

  @Test(arguments: [(1, 64), (1, 1000), (2, 64), (3, 5000), (8, 200), (2, 1 << 20)])
  func `no result depends on jobs or on the size of chunks`(jobs: Int, chunkSize: Int) async throws {
    var random = SystemRandomNumberGenerator()
    let lines = (0..<800).map { index -> String in
      let second = index * 7 % 50
      return index % 31 == 0
        ? "broken \(index)"
        : Self.event(
          "2024-01-0\(1 + index % 9)T00:00:\(second < 10 ? "0" : "")\(second)Z", "t\(index % 5)", id: "\(index % 700)")
    }
    let cut = Int.random(in: 1..<799, using: &random)
    let texts = [lines[..<cut], lines[cut...]].map { $0.joined(separator: "\n") + "\n" }
    let whole = try await Self.read(texts, Self.source(unique: [["id"]]))
    let split = try await Self.read(texts, Self.source(unique: [["id"]]), jobs: jobs, chunkSize: chunkSize)
    #expect(split.0 == whole.0)
    #expect(
      split.1.rows.map { "\($0.file):\($0.line):\($0.written("type"))" }
        == whole.1.rows.map { "\($0.file):\($0.line):\($0.written("type"))" })
  }

  @Test func `an enveloped document gives its elements with their lines`() async throws {
    let text = """
      {"Version": 1, "Records": [
        {"eventTime": "2024-01-02T00:00:00Z", "eventName": "A", "user": {"arn": "x"}},
        {"eventTime": "2024-01-02T00:00:01Z", "eventName": "B"}
      ]}
      """
    let fields = [
      FieldMapping(field: "timestamp", path: ["eventTime"]), FieldMapping(field: "type", path: ["eventName"]),
      FieldMapping(field: "actor", path: ["user", "arn"]),
    ]
    let (account, table) = try await Self.read(
      [text], Self.source(format: .json, envelope: ["Records"], fields: fields))
    #expect(account.counts.containers == 1)
    #expect(table.rows.map { $0.written("type") } == ["A", "B"])
    #expect(table.rows.map { $0.written("actor") } == ["x", ""])
    #expect(table.rows.map(\.line) == [2, 3])
  }

  @Test func `CSV gives the types of the schema`() async throws {
    let text =
      "\u{FEFF}id,email,status,roles,privileged,created_at\r\nu1,a@x,active,admin; dev,true,2023-05-01T00:00:00Z\r\n\"u2\",\"b\nb\",active,,no,\r\nu3,c@x,active\r\n"
    let users = try #require(DatasetKinds.named("users"))
    let (account, table) = try await Self.read([text], Self.source(users, format: .csv))
    #expect(account.counts.used == 2)
    #expect(account.rejections.map(\.reason) == ["row has 3 fields, the header has 6"])
    #expect(account.rejections.map(\.origin.line) == [5])
    #expect(table.rows.map { $0["privileged"].bool } == [true, false])
    #expect(table.rows[0].text("roles") == #"["admin","dev"]"#)
    #expect(table.rows[1]["roles"].isNull)
    #expect(table.rows[1].written("email") == "b\nb")
    #expect(table.rows.map(\.line) == [2, 3])
  }

  @Test func `a kind that stands keeps who stood at any time in the period`() async throws {
    let users = try #require(DatasetKinds.named("users"))
    let rows = [
      "u1,a,active,2020-01-01T00:00:00Z,", "u2,b,gone,2020-01-01T00:00:00Z,2023-12-31T23:59:59Z",
      "u3,c,gone,2020-01-01T00:00:00Z,2024-01-01T00:00:00Z", "u4,d,active,2024-04-01T00:00:00Z,", "u5,e,active,,",
    ]
    let text = "id,email,status,created_at,deactivated_at\n" + rows.joined(separator: "\n") + "\n"
    let (account, table) = try await Self.read([text], Self.source(users, format: .csv))
    #expect(table.rows.map { $0.written("id") } == ["u1", "u3", "u5"])
    #expect(account.counts.outsidePeriod == 2)
  }

  @Test func `a kind that is open keeps what lived in the period`() async throws {
    let incidents = try #require(DatasetKinds.named("incidents"))
    let rows = [
      "i1,SEV-1,2023-12-01T00:00:00Z,2024-01-05T00:00:00Z", "i2,SEV-1,2023-12-01T00:00:00Z,2023-12-05T00:00:00Z",
      "i3,SEV-2,2024-03-31T23:59:59Z,", "i4,SEV-2,2024-04-01T00:00:00Z,",
    ]
    let text = "id,severity,opened_at,resolved_at\n" + rows.joined(separator: "\n") + "\n"
    let (_, table) = try await Self.read([text], Self.source(incidents, format: .csv))
    #expect(table.rows.map { $0.written("id") } == ["i1", "i3"])
  }

  @Test func `an export without a byte is an error, one without a record is not`() async throws {
    await #expect(throws: Diagnostics.self) { () async throws in _ = try await Self.read([""], Self.source()) }
    let (account, table) = try await Self.read(["[]"], Self.source(format: .json))
    #expect(account.counts.read == 0)
    #expect(table.count == 0)
  }

  @Test func `a column that every record needs is missed at the header`() async throws {
    let users = try #require(DatasetKinds.named("users"))
    do throws(Diagnostics) {
      _ = try await Self.read(["id,e_mail,status\nu1,a,active\n"], Self.source(users, format: .csv))
      Issue.record("the header was taken")
    } catch {
      #expect(
        error.all.map(\.text) == [
          "f0:1: error: export has no column 'email'\n  hint: it has 'e_mail': name it under 'fields'"
        ])
    }
  }

  @Test func `an array that never ends is an error at its end`() async throws {
    do throws(Diagnostics) {
      _ = try await Self.read(["[" + Self.event("2024-01-02T00:00:00Z", "a") + ","], Self.source(format: .json))
      Issue.record("the array was taken")
    } catch {
      #expect(error.all.count == 1)
      #expect(error.all[0].location?.line == 1)
    }
  }
}
