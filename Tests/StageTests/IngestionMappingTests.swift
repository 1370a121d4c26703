import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Rows
import Testing
import TimeZones

/// Mappings beyond plain paths, as a definition would write them.
@Suite("Ingestion of mapped records")
struct IngestionMappingTests {
  static let bounds = PeriodBounds(
    start: Instant(microseconds: 1_704_067_200_000_000), end: Instant(microseconds: 1_711_929_600_000_000))

  static func source(
    format: ExportFormat = .jsonl, envelope: [String] = [], _ fields: [FieldMapping] = [], unique: [[String]] = [],
    _ mapping: SourceMapping = SourceMapping()
  ) -> SourceDefinition {
    SourceDefinition(
      name: "log", paths: [], kind: DatasetKinds.events, format: format, envelope: envelope, fields: fields,
      unique: unique, extraction: nil, mapping: mapping)
  }

  static func read(
    _ texts: String..., as source: SourceDefinition, jobs: Int = 1, chunkSize: Int = 1 << 20
  ) async throws(Diagnostics) -> (SourceReconciliation, Table) {
    let files = texts.enumerated().map { MemorySource(name: "f\($0.offset)", bytes: Array($0.element.utf8)) }
    let settings = IngestionSettings(
      bounds: bounds, jobs: jobs, chunkSize: chunkSize, zones: { _ in TimeZoneRules(fixed: "+01:00") })
    let plan = SourcePlan(definition: source, files: files, position: 0)
    let (account, table, _, _) = try await Ingestion.table(plan, settings: settings)
    return (account, table)
  }

  static let time = #""timestamp":"2024-01-02T00:00:00Z""#

  @Test func `a field comes from an expression, from the first path that has a value, or from a constant`() async throws
  {
    let source = Self.source([
      FieldMapping(field: "type", origin: .expression(#"record.ok ? "auth.login" : "auth.failed""#)),
      FieldMapping(field: "actor", origin: .paths([["user", "email"], ["user", "name"]])),
      FieldMapping(field: "tenant", origin: .constant("acme")),
      FieldMapping(field: "severity", origin: .paths([["level"]]), fallback: "info"),
      FieldMapping(field: "ip", origin: .expression("record.?net.?ip")),
    ])
    let (_, table) = try await Self.read(
      #"{\#(Self.time),"ok":false,"user":{"name":"eve"}}"# + "\n"
        + #"{\#(Self.time),"ok":true,"user":{"name":"x","email":"a@b"},"level":"warn","net":{"ip":"10.0.0.1"}}"# + "\n",
      as: source)
    #expect(table.rows.map { $0.written("type") } == ["auth.failed", "auth.login"])
    #expect(table.rows.map { $0.written("actor") } == ["eve", "a@b"])
    #expect(table.rows.map { $0.written("tenant") } == ["acme", "acme"])
    #expect(table.rows.map { $0.written("severity") } == ["info", "warn"])
    #expect(table.rows.map { $0.written("ip") } == ["", "10.0.0.1"])
  }

  /// An empty text is no value: systems write it where they know none.
  @Test func `the first path that has a value is not one with an empty text`() async throws {
    let source = Self.source([
      FieldMapping(field: "type", path: ["type"]),
      FieldMapping(field: "actor", origin: .paths([["arn"], ["user"], ["app"]])),
    ])
    let (_, table) = try await Self.read(
      #"{\#(Self.time),"type":"a","arn":"","user":"ana"}"# + "\n" + #"{\#(Self.time),"type":"a","arn":"","user":""}"#
        + "\n" + #"{\#(Self.time),"type":"a","arn":null,"user":"","app":"x"}"#, as: source)
    #expect(table.rows.map { $0.written("actor") } == ["ana", "", "x"])
  }

  @Test func `an integer that readers could take for another is a text, alone as within a list`() async throws {
    let (_, table) = try await Self.read(
      #"{\#(Self.time),"type":"a","details":12345678901234567}"# + "\n"
        + #"{\#(Self.time),"type":"a","details":[12345678901234567]}"#, as: Self.source())
    #expect(table.rows.map { $0.written("details") } == [#""12345678901234567""#, #"["12345678901234567"]"#])
  }

  @Test func `a record on which an expression errs is rejected with the reason`() async throws {
    let source = Self.source([FieldMapping(field: "type", origin: .expression("record.kind + 1"))])
    let (account, _) = try await Self.read(#"{\#(Self.time),"kind":"a"}"#, as: source)
    #expect(account.counts.rejected == 1)
    #expect(account.rejections.first?.reason.hasPrefix("'type' cannot be computed: ") == true)
  }

  /// The instants are those of `date -u -d @1706781600`.
  @Test(arguments: [
    (TimeFormat.epoch(.seconds), "1706781600", "2024-02-01T10:00:00Z"),
    (.epoch(.seconds), "1706781600.25", "2024-02-01T10:00:00.250Z"),
    (.epoch(.milliseconds), "1706781600123", "2024-02-01T10:00:00.123Z"),
    (.epoch(.milliseconds), #""1706781600123""#, "2024-02-01T10:00:00.123Z"),
    (.epoch(.milliseconds), #""2024-02-01T10:00:00Z""#, "2024-02-01T10:00:00Z"),
    (.epoch(.microseconds), "1706781600123456", "2024-02-01T10:00:00.123456Z"),
    (.pattern("yyyy-MM-dd HH:mm:ss.S z", zone: nil), #""2024-02-01 10:00:00.5 UTC""#, "2024-02-01T10:00:00.500Z"),
    (.pattern("dd/MMM/yyyy:HH:mm:ss XXX", zone: nil), #""01/Feb/2024:12:00:00 +0200""#, "2024-02-01T10:00:00Z"),
    (.pattern("yyyy-MM-dd HH:mm:ss XXX", zone: nil), #""2024-02-01 07:00:00 -03""#, "2024-02-01T10:00:00Z"),
    (.pattern("yyyy-MM-dd HH:mm:ss z", zone: nil), #""2024-02-01 07:00:00 -03""#, "2024-02-01T10:00:00Z"),
    (.pattern("yyyy-MM-dd HH:mm:ss z", zone: nil), #""2024-02-01 15:30:00 +0530""#, "2024-02-01T10:00:00Z"),
    (.pattern("M/d/yyyy h:mm:ss a", zone: "UTC"), #""2/1/2024 12:05:09 PM""#, "2024-02-01T12:05:09Z"),
    (.pattern("yyyy-MM-dd'T'HH:mm:ss", zone: "Europe/Berlin"), #""2024-02-01T11:00:00""#, "2024-02-01T10:00:00Z"),
  ])
  func `times are read as the source declares them`(format: TimeFormat, written: String, expected: String) async throws
  {
    let source = Self.source([], SourceMapping(time: format))
    let (account, table) = try await Self.read(#"{"timestamp":\#(written),"type":"a"}"#, as: source)
    #expect(account.rejections.map(\.reason) == [])
    #expect(table.rows.map { $0.written("timestamp") } == [expected])
  }

  @Test(arguments: [
    (TimeFormat.epoch(.seconds), "9223372036854775807"), (.epoch(.microseconds), "1e300"),
    (.pattern("yyyy-MM-dd z", zone: nil), #""2024-02-30 UTC""#),
    (.pattern("yyyy-MM-dd z", zone: nil), #""2024-02-01 CET""#),
    (.pattern("yyyy-MM-dd HH:mm", zone: "UTC"), #""2024-02-01 25:00""#),
    (.rfc3339, #""0000-01-01T00:00:00Z""#), (.rfc3339, #""2024-02-01T10:00:00""#),
    (.rfc3339, #""2024-02-01T10:00:60Z""#),
  ])
  func `a time that is none is a rejection`(format: TimeFormat, written: String) async throws {
    let source = Self.source([], SourceMapping(time: format))
    let (account, _) = try await Self.read(#"{"timestamp":\#(written),"type":"a"}"#, as: source)
    #expect(account.counts.rejected == 1)
  }

  @Test(arguments: ["yyyy-MM-dd HH:mm", "HH:mm z", "yyyy-QQ-dd z", "yyyy-MM-dd hh:mm z", "yyyy-MM-dd 'T"])
  func `a pattern that says no instant is refused`(pattern: String) {
    #expect(TimeFormat.pattern(pattern, zone: nil).problem != nil)
  }

  @Test func `each element of a nested list is a record, and the containers are counted apart`() async throws {
    let source = Self.source(
      format: .json, envelope: ["items"],
      [FieldMapping(field: "type", path: ["events", "name"]), FieldMapping(field: "timestamp", path: ["at"])],
      SourceMapping(nested: ["events"]))
    let (account, table) = try await Self.read(
      #"""
      {"items":[{"at":"2024-01-02T00:00:00Z","events":[{"name":"a"},{"name":"b"}]},
      {"at":"2024-01-03T00:00:00Z","events":[]},{"at":"2024-01-04T00:00:00Z"}]}
      """#, as: source)
    #expect(table.rows.map { $0.written("type") } == ["a", "b"])
    #expect(account.counts.read == 3)
    #expect(account.counts.rejected == 1)
    #expect(account.counts.containers == 3)
    #expect(account.counts.balances)
  }

  @Test func `types are normalised, and the export's own are kept`() async throws {
    let types = [NormalizedType(original: "security.auth.login_failure", canonical: "auth.failed")]
    let (_, table) = try await Self.read(
      #"{\#(Self.time),"type":"security.auth.login_failure"}"# + "\n" + #"{\#(Self.time),"type":"other"}"#,
      as: Self.source([], SourceMapping(normalized: types)))
    #expect(table.rows.map { $0.written("type") } == ["auth.failed", "other"])
    #expect(table.rows.map { $0.written("original_type") } == ["security.auth.login_failure", "other"])
  }

  @Test func `what a filter leaves out is counted behind duplicates and the period`() async throws {
    let source = Self.source([], unique: [["id"]], SourceMapping(filter: "record.keep"))
    let lines = [
      #"{\#(Self.time),"type":"a","id":1,"keep":true}"#, #"{\#(Self.time),"type":"a","id":1,"keep":false}"#,
      #"{"timestamp":"2023-01-01T00:00:00Z","type":"a","id":2,"keep":false}"#,
      #"{\#(Self.time),"type":"a","id":3,"keep":false}"#, #"{\#(Self.time),"type":"a","id":4}"#,
    ]
    let (account, _) = try await Self.read(lines.joined(separator: "\n"), as: source)
    let counts = account.counts
    #expect(
      [counts.used, counts.duplicate, counts.outsidePeriod, counts.filtered, counts.rejected] == [1, 1, 1, 1, 1])
    #expect(counts.balances)
  }

  @Test func `a unique key may be an expression`() async throws {
    let source = Self.source([], SourceMapping(uniqueExpressions: ["record.a.lowerAscii()"]))
    let (account, _) = try await Self.read(
      #"{\#(Self.time),"type":"x","a":"K"}"# + "\n" + #"{\#(Self.time),"type":"x","a":"k"}"#, as: source)
    #expect(account.counts.duplicate == 1)
  }

  @Test func `a CSV export without a header has the columns that are declared`() async throws {
    let shape = CSVShape(delimiter: 0x3B, columns: ["timestamp", "type", "severity", "extra"], optional: 1)
    let source = Self.source(
      format: .csv, [FieldMapping(field: "actor", origin: .expression(#"record.severity == "" ? "none" : "some""#))],
      SourceMapping(csv: shape))
    let (account, table) = try await Self.read(
      "2024-01-02T00:00:00Z;a;;x\n2024-01-02T00:00:00Z;b;high\n2024-01-02T00:00:00Z;c\n", as: source)
    #expect(table.rows.map { $0.written("actor") } == ["none", "some"])
    #expect(account.rejections.map(\.reason) == ["row has 2 fields, the header has 4"])
  }

  @Test func `more rejections than are tolerated stop the build`() async throws {
    let lines = [#"{\#(Self.time),"type":"a"}"#, #"{\#(Self.time),"type":"b"}"#, "{}", #"{\#(Self.time),"type":"c"}"#]
    let text = lines.joined(separator: "\n")
    let (account, _) = try await Self.read(text, as: Self.source([], SourceMapping(toleratedRejections: 0.25)))
    #expect(account.counts.rejected == 1)
    await #expect(throws: Diagnostics.self) {
      _ = try await Self.read(text, as: Self.source([], SourceMapping(toleratedRejections: 0.249)))
    }
  }

  @Test(arguments: [1, 3], [1 << 20, 90])
  func `breaks of a sequence are counted in file order`(jobs: Int, chunkSize: Int) async throws {
    let numbers = ["7", "8", "11", "11", "\"12\"", "5", "null"]
    let lines = numbers.map { #"{\#(Self.time),"type":"a","seq":\#($0)}"# }
    let (account, _) = try await Self.read(
      lines.joined(separator: "\n"), #"{\#(Self.time),"type":"a","seq":13}"#,
      as: Self.source([], SourceMapping(sequence: ["seq"])), jobs: jobs, chunkSize: chunkSize)
    let sequence = try #require(account.sequence)
    #expect(sequence.first == 7 && sequence.last == 13)
    #expect(sequence.missing == 2)
    #expect(sequence.repeated == 2)
    #expect(sequence.unnumbered == 1)
    #expect(sequence.breaks.map(\.line) == [3, 4, 6])
    #expect(account.showsCompleteness)
  }

  @Test func `a rejected record keeps its number, and one that cannot be read may be what is missing`() async throws {
    let lines = [
      #"{\#(Self.time),"type":"a","seq":1}"#, #"{"timestamp":"never","type":"a","seq":2}"#,
      #"{\#(Self.time),"type":"a","seq":3}"#, #"{\#(Self.time),"type":"a","seq":4"#,
      #"{\#(Self.time),"type":"a","seq":5}"#,
    ]
    let (account, _) = try await Self.read(
      lines.joined(separator: "\n"), as: Self.source([], SourceMapping(sequence: ["seq"])))
    let sequence = try #require(account.sequence)
    #expect(account.counts.rejected == 2)
    #expect(sequence.missing == 1 && sequence.unreadable == 1 && sequence.unnumbered == 0)
    #expect(sequence.breaks.map(\.line) == [5])
  }

  @Test func `a break of a chain names the line, not the ordinal`() async throws {
    let first = #"{"timestamp":"2024-01-02T00:00:00Z","type":"a","prev":""}"#
    let second = #"{"timestamp":"2024-01-02T00:00:01Z","type":"b","prev":"00"}"#
    let chain = HashChain(previous: ["prev"], own: nil, form: .line)
    let (account, _) = try await Self.read(
      "\n\n" + first + "\n\n" + second + "\n", as: Self.source([], SourceMapping(chain: chain)))
    #expect(account.chain?.breaks.map(\.line) == [5])
    #expect(account.chain?.breaks.map(\.ordinal) == [2])
  }

  /// The hash is that of `printf %s LINE | sha256sum`.
  @Test(arguments: [
    ("bf86d0266caccfe529fe1b9bb4ed8db97fa2f837f63e7219da77445697fdeb9c", 0),
    ("bf86d0266caccfe529fe1b9bb4ed8db97fa2f837f63e7219da77445697fdeb9d", 1),
  ])
  func `a chain of hashes over lines breaks where a record was changed`(hash: String, broken: Int64) async throws {
    let first = #"{"timestamp":"2024-01-02T00:00:00Z","type":"a","prev":""}"#
    let second = #"{"timestamp":"2024-01-02T00:00:01Z","type":"b","prev":"\#(hash)"}"#
    let chain = HashChain(previous: ["prev"], own: nil, form: .line)
    let (account, _) = try await Self.read(
      first + "\n" + second + "\n", as: Self.source([], SourceMapping(chain: chain)))
    #expect(account.chain?.confirmed == 1 - broken)
    #expect(account.chain?.broken == broken)
    #expect(account.chain?.breaks.map(\.line) == (broken == 0 ? [] : [2]))
  }

  /// The hashes are Python's `hashlib` over `json.dumps(…, sort_keys=True, separators=(",", ":"))`.
  @Test func `records that give their own hash are held against it`() async throws {
    let one = "7db0769dddd6aca8f18729c77a5f987db694df029badfdc1ab3266d1a0ed27e5"
    let two = "13559b971590d2287d23988257388e333e05ba5a2a3c9ed93b0d11b6b3ffab91"
    let lines = [
      #"{"type":"a", "timestamp":"2024-01-02T00:00:00Z", "prev":"", "hash":"\#(one)"}"#,
      #"{"type":"b", "timestamp":"2024-01-02T00:00:01Z", "prev":"\#(one)", "hash":"\#(two)"}"#,
      #"{"type":"forged", "timestamp":"2024-01-02T00:00:01Z", "prev":"\#(two)", "hash":"\#(two)"}"#,
    ]
    let chain = HashChain(previous: ["prev"], own: "hash", form: .canonical)
    let (account, _) = try await Self.read(
      lines.joined(separator: "\n"), as: Self.source([], SourceMapping(chain: chain)))
    #expect(account.chain?.confirmed == 1)
    #expect(account.chain?.breaks.map(\.ordinal) == [3])
  }
}
