import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Rows
import Testing

/// Exports as systems really leave them: each oddity is a record, a counted rejection or a located error.
@Suite("Dirt in exports")
struct IngestionDirtTests {
  private static func times(_ written: [String]) async throws -> (SourceReconciliation, [String]) {
    let lines = written.map { #"{"timestamp":"\#($0)","type":"a"}"# }
    let (account, table) = try await IngestionMappingTests.read(
      lines.joined(separator: "\n"), as: IngestionMappingTests.source())
    return (account, table.rows.map { $0.written("timestamp") })
  }

  /// The same instants by `date -u -d`.
  @Test func `mixed time zones meet in UTC, and neighbours that step back are counted`() async throws {
    let (account, times) = try await Self.times([
      "2024-02-01T12:00:00Z", "2024-02-01T12:30:00+01:00", "2024-02-01T07:31:00-05:00", "2024-02-01T18:02:00.5+05:30",
    ])
    #expect(
      times == [
        "2024-02-01T12:00:00Z", "2024-02-01T11:30:00Z", "2024-02-01T12:31:00Z", "2024-02-01T12:32:00.500Z",
      ])
    #expect(account.counts.outOfOrder == 1 && account.counts.rejected == 0)
  }

  /// No second was inserted in 2024, and none is ever inserted at another time than 23:59:60 UTC.
  @Test func `a leap second is a time at the end of a day alone`() async throws {
    let (account, times) = try await Self.times([
      "2024-02-01T23:59:60Z", "2024-02-02T00:59:60+01:00", "2024-02-01T12:00:60Z", "2024-02-01T23:59:61Z",
    ])
    #expect(times == ["2024-02-01T23:59:59.999999Z", "2024-02-01T23:59:59.999999Z"])
    #expect(account.counts.rejected == 2)
    #expect(account.rejections.map(\.origin.line) == [3, 4])
  }

  @Test func `the years 1 and 9999 are outside the period, the years 0 and 10000 are no times`() async throws {
    let (account, _) = try await Self.times([
      "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z",
      "9999-12-31T23:59:59-01:00",
    ])
    #expect(account.counts.outsidePeriod == 2 && account.counts.rejected == 3 && account.counts.balances)
  }

  @Test func `a byte order mark, CRLF and a last line without its end lose nothing`() async throws {
    let line = #"{"timestamp":"2024-02-01T00:00:00Z","type":"a"}"#
    let (account, table) = try await IngestionMappingTests.read(
      "\u{FEFF}" + line + "\r\n\r\n" + line, as: IngestionMappingTests.source())
    #expect(account.counts.used == 2 && account.counts.read == 2)
    #expect(table.rows.map(\.line) == [1, 3])
  }

  /// Reads one file of given bytes.
  private static func read(
    _ bytes: [UInt8], _ format: ExportFormat, _ mapping: SourceMapping = SourceMapping()
  ) async throws(Diagnostics) -> (SourceReconciliation, Table) {
    let plan = SourcePlan(
      definition: IngestionMappingTests.source(format: format, [], mapping),
      files: [MemorySource(name: "f0", bytes: bytes)], position: 0)
    let (account, table, _, _) = try await Ingestion.table(
      plan, settings: IngestionSettings(bounds: IngestionMappingTests.bounds))
    return (account, table)
  }

  private static let written: [ExportFormat: String] = [
    .jsonl: #"{"timestamp":"2024-02-01T00:00:00Z","type":"Größe 漢"}"# + "\n",
    .json: #"[{"timestamp":"2024-02-01T00:00:00Z","type":"Größe 漢"}]"#,
    .csv: "timestamp,type\r\n2024-02-01T00:00:00Z,Größe 漢\r\n",
  ]

  @Test(arguments: [ExportFormat.jsonl, .json, .csv])
  func `a UTF-16 file is read by its mark, and hashed as it is`(format: ExportFormat) async throws {
    let text = "\u{FEFF}" + (try #require(Self.written[format]))
    for bytes in [
      text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] },
    ] {
      let (account, table) = try await Self.read(bytes, format)
      #expect(table.rows.map { $0.written("type") } == ["Größe 漢"])
      #expect(account.files[0].bytes == Int64(bytes.count))
    }
  }

  /// F6, DF and 80 are ö, ß and the euro sign there; 81 is nothing, and costs its record alone.
  @Test func `a CSV in Windows-1252 is read where the source says so`() async throws {
    let bytes =
      Array("timestamp,type\n2024-02-01T00:00:00Z,Gr".utf8) + [0xF6, 0xDF] + Array("e ".utf8) + [0x80, 0x0A]
      + Array("2024-02-01T00:00:01Z,".utf8) + [0x81, 0x0A] + Array("2024-02-01T00:00:02Z,b\n".utf8)
    let (account, table) = try await Self.read(bytes, .csv, SourceMapping(encoding: .windows1252))
    #expect(table.rows.map { $0.written("type") } == ["Größe €", "b"])
    #expect(account.rejections.map(\.origin.line) == [3] && account.counts.balances)
    let (undeclared, _) = try await Self.read(bytes, .csv)
    #expect(undeclared.rejections.map(\.origin.line) == [2, 3])
  }

  @Test(.timeLimit(.minutes(1))) func `a list that multiplies a long record is refused, and the next record is read`()
    async throws
  {
    let time = #""timestamp":"2024-02-01T00:00:00Z","type":"a""#
    let bomb =
      "{\(time),\"text\":\"\(String(repeating: "x", count: 1 << 20))\",\"items\":["
      + String(repeating: "1,", count: 1_000_000) + "1]}"
    let (account, table) = try await Self.read(
      Array((bomb + "\n{\(time),\"items\":[1,2]}\n").utf8), .jsonl, SourceMapping(nested: ["items"]))
    #expect(table.count == 2)
    #expect(account.rejections.map(\.reason) == ["the list inside the record makes records of more than 64 MiB"])
    #expect(account.counts.containers == 1 && account.counts.balances)
  }

  /// However the bytes come, the same records are too long.
  @Test(.timeLimit(.minutes(1)), arguments: [65_533, 65_534, 65_535]) func `a record of the longest length is one`(
    offset: Int
  ) async throws {
    let head = #"{"timestamp":"2024-01-02T00:00:00Z","type":""#
    func text(_ length: Int) -> String {
      let record = head + String(repeating: "z", count: length - head.utf8.count - 2) + #""}"#
      return "[" + String(repeating: " ", count: offset) + record + #","# + head + #"x"}]"#
    }
    let source = IngestionTests.source(format: .json)
    for (length, rejected) in [(16 << 20, 0), (16 << 20 + 1, 1)] {
      for chunkSize in [1 << 20, 2 << 20] {
        let (account, _) = try await IngestionTests.read([text(length)], source, chunkSize: chunkSize)
        #expect(account.counts.read == 2)
        #expect(account.counts.rejected == rejected)
      }
    }
  }

  /// Its bytes are dropped as they come, the lines among them count on.
  @Test(.timeLimit(.minutes(1))) func `a record that is too long stands where it begins`() async throws {
    let (head, rows) = ("2024-01-02T00:00:00Z", String(repeating: "2024-01-02T00:00:00Z,b\n", count: 800_000))
    let list = String(repeating: "1,\n", count: 6_000_000)
    let texts: [(ExportFormat, String)] = [
      (.csv, "timestamp,type\n\(head),a\n\(head),\"\n\(rows)\"\n\(head),b\n"),
      (.json, "[\n{\"a\":1},\n{\"a\":[\(list)1]},\n{\"a\":1},\n{\"timestamp\":\"\(head)\",\"type\":\"b\"}]"),
    ]
    for (format, text) in texts {
      let (account, table) = try await IngestionTests.read([text], IngestionTests.source(format: format))
      let place = account.rejections.first { $0.reason == "record is longer than 16 MiB" }
      #expect(place?.origin.line == 3)
      #expect(table.rows.last?.line == (format == .csv ? 800_005 : 6_000_005))
    }
  }

  @Test(arguments: ["\n", " \n\t\r\n", "\u{FEFF}", "\u{FEFF}\n"]) func `a file of nothing but white space is empty`(
    text: String
  ) async throws {
    await #expect {
      _ = try await IngestionTests.read([text], IngestionTests.source())
    } throws: { error in
      (error as? Diagnostics)?.all.first?.message.hasPrefix("export is empty") == true
    }
  }

  @Test func `more rejections than are shown are counted`() async throws {
    let text = String(repeating: "{\n", count: 12_345) + IngestionTests.event("2024-01-02T00:00:00Z", "a")
    let (account, table) = try await IngestionTests.read([text], IngestionTests.source())
    #expect(account.counts.rejected == 12_345)
    #expect(account.rejections.count == 10_000)
    #expect(account.rejections.last?.origin.line == 10_000)
    #expect(table.rows.first?.line == 12_346)
  }

  /// Each element takes the whole record with it: the chunk is read in pieces, and its records are numbered through.
  @Test func `lists that make more than a piece of records keep every record and its place`() async throws {
    let long = String(repeating: "p", count: 6000)
    let record =
      #"{"timestamp":"2024-01-02T00:00:00Z","type":"a","pad":"\#(long)","n":["#
      + (0..<300).map { "\"\($0)\"" }.joined(separator: ",") + "]}"
    let source = IngestionMappingTests.source(
      [FieldMapping(field: "actor", path: ["n"])], SourceMapping(nested: ["n"]))
    let text = Array(repeating: record, count: 9).joined(separator: "\n") + "\n{\n"
    let (account, table) = try await IngestionMappingTests.read(text, as: source, chunkSize: 1 << 22)
    #expect(account.counts.read == 2701)
    #expect(account.counts.containers == 9)
    #expect(table.rows.map { $0.written("actor") } == (0..<9).flatMap { _ in (0..<300).map(String.init) })
    #expect(table.rows.map(\.line) == (1...9).flatMap { Array(repeating: $0, count: 300) })
    #expect(table.rows.map(\.ordinal) == Array(1...2700))
    #expect(account.rejections.map(\.origin.line) == [10])
  }

  @Test func `a null member is no member to an expression, at any depth`() async throws {
    let (account, table) = try await IngestionMappingTests.read(
      #"{"timestamp":"2024-02-01T00:00:00Z","type":"a","p":{"q":null,"r":[null,1]}}"#,
      as: IngestionMappingTests.source(
        [
          FieldMapping(field: "action", origin: .expression(#"record.p.?q.orValue("none")"#)),
          FieldMapping(field: "outcome", origin: .expression("string(size(record.p.r))")),
        ]))
    #expect(account.counts.rejected == 0)
    #expect(table.rows.map { $0.written("action") + $0.written("outcome") } == ["none2"])
  }

  /// The digest is `printf` of the line through sha256sum; what the file holds afterwards is never read.
  @Test func `a file that is replaced while it is read has the digest of what was parsed`() async throws {
    let line = #"{"timestamp":"2024-01-02T00:00:00Z","type":"a"}"# + "\n"
    let source = ChangingSource(name: "f0", texts: [line, line + line])
    let plan = SourcePlan(definition: IngestionMappingTests.source(), files: [source], position: 0)
    let (account, table, _, _) = try await Ingestion.table(
      plan, settings: IngestionSettings(bounds: IngestionMappingTests.bounds))
    #expect(account.files[0].sha256 == "c07581c4b2bfbbdfa76bb52609faf8fd35031317a9efadc7d4c0406a078e647a")
    #expect(account.files[0].bytes == 48 && table.count == 1)
  }

  @Test(.timeLimit(.minutes(1))) func `a long record that is broken at its end says where, and the next is read`()
    async throws
  {
    let long =
      #"{"timestamp":"2024-02-01T00:00:00Z","type":"a","d":["# + String(repeating: "1,", count: 1_000_000) + "}"
    let good = #"{"timestamp":"2024-02-01T00:00:00Z","type":"a"}"#
    let (account, table) = try await IngestionMappingTests.read(long + "\n" + good, as: IngestionMappingTests.source())
    #expect(table.count == 1)
    #expect(account.rejections.map(\.reason) == ["'}' where a value is expected at column \(long.count)"])
  }

  @Test func `an object has at most 65536 members, in a short record and in a long one`() async throws {
    func record(_ count: Int, _ value: String) -> String {
      #"{"timestamp":"2024-02-01T00:00:00Z","type":"a","d":{"#
        + (0..<count).map { "\"\($0)\":\(value)" }.joined(separator: ",") + "}}"
    }
    let records = [
      record(65536, "1"), record(65537, "1"), record(65536, #""0123456789""#), record(65537, #""0123456789""#),
    ]
    let (account, _) = try await IngestionMappingTests.read(
      records.joined(separator: "\n"), as: IngestionMappingTests.source())
    #expect(account.counts.used == 2)
    #expect(account.rejections.map(\.origin.line) == [2, 4])
    #expect(account.rejections.allSatisfy { $0.reason.hasPrefix("object has more than 65536 members") })
  }
}

/// A file that has other bytes each time it is opened.
private final class ChangingSource: ByteSource, @unchecked Sendable {
  let name: String
  private var texts: [String]

  init(name: String, texts: [String]) {
    self.name = name
    self.texts = texts
  }

  func open() throws(Diagnostic) -> any ByteReader {
    MemorySource(name: name, bytes: Array(texts.removeFirst().utf8)).open()
  }
}
