import CSV
import Chunking
import Diagnostics
import Rows
import Testing

@Suite("CSV exports") struct CSVSplitterTests {
  private func split(
    _ text: String, hasHeader: Bool = false, delimiter: UInt8 = CSVDelimiter.comma, chunkSize: Int = 1 << 20,
    piece: Int = .max
  ) -> Splitting {
    let bytes = Array(text.utf8)
    return Splitting(
      bytes, piece: min(piece, max(1, bytes.count)),
      CSVSplitter(name: "a.csv", hasHeader: hasHeader, delimiter: delimiter, chunkSize: chunkSize))
  }

  private func splitEveryWay(
    _ text: String, hasHeader: Bool = false, delimiter: UInt8 = CSVDelimiter.comma
  ) -> Splitting {
    let whole = split(text, hasHeader: hasHeader, delimiter: delimiter)
    for (chunkSize, piece) in [(1, 1), (5, 2), (16, .max), (64, 10), (1 << 20, 1)] {
      let found = split(text, hasHeader: hasHeader, delimiter: delimiter, chunkSize: chunkSize, piece: piece)
      #expect(found == whole, "chunks of \(chunkSize), pieces of \(piece)")
    }
    return whole
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func `records end at line breaks outside quotes`(lineBreak: String) {
    let lines = ["\u{FEFF}a,b", "1,\"x", "\"\"y,", "\",z", "", "\"\"", "last,\"é\""]
    let found = splitEveryWay(lines.joined(separator: lineBreak))
    #expect(
      found.records == ["a,b", "1,\"x\(lineBreak)\"\"y,\(lineBreak)\",z", "\"\"", "last,\"é\""])
    #expect(found.lines == [1, 2, 6, 7])
    #expect(found.lineBreaks == 6 && found.failure == nil)
  }

  @Test func `a quote within a field opens nothing`() {
    let found = splitEveryWay("5\" disk,x\n\"a\"b\",c\nd\n")
    #expect(found.records == ["5\" disk,x", "\"a\"b\",c", "d"])
  }

  @Test func `the header is no record`() throws {
    for text in ["id,\"na,me\",é\n1,2,3\n", "\u{FEFF}\r\nid,\"na,me\",é\r\n1,2,3"] {
      var splitter = CSVSplitter(name: "a.csv")
      splitter.append(Array(text.utf8))
      #expect(splitter.header == nil)
      let chunk = try splitter.finish()
      #expect(splitter.header == ["id", "na,me", "é"])
      #expect(chunk?.records.count == 1)
    }
    #expect(splitEveryWay("id\n\n1\n2", hasHeader: true).lines == [3, 4])
  }

  @Test(arguments: [
    ("", "file has no header"), ("\n\n", "file has no header"),
    ("a,b,a\n1,2,3\n", "column 'a' occurs twice in the header"),
    ("a,\"b\n1,2\n", "header cannot be read: quote is not closed that opens field 2 at column 3"),
    ("a,b\"\n1,2\n", "header cannot be read: quote in a field without quotes at column 4"),
  ]) func `a header that cannot be used is a diagnostic`(text: String, message: String) {
    let found = splitEveryWay(text, hasHeader: true)
    #expect(found.failure?.message == message && found.failure?.location?.file == "a.csv")
    #expect(found.records.isEmpty)
  }

  @Test func `columns without a name may repeat`() {
    #expect(splitEveryWay(",a,\n1,2,3\n", hasHeader: true).failure == nil)
  }

  @Test func `other delimiters open fields too`() {
    #expect(splitEveryWay("a;\"b\nc\"\nd", delimiter: CSVDelimiter.semicolon).records == ["a;\"b\nc\"", "d"])
    #expect(splitEveryWay("a\t\"b\nc\"\nd", delimiter: CSVDelimiter.tab).records == ["a\t\"b\nc\"", "d"])
    #expect(splitEveryWay("a,\"b\nc\"\nd", delimiter: CSVDelimiter.tab).records == ["a,\"b", "c\"", "d"])
  }

  @Test func `an unclosed quote takes what follows for its text, up to the end`() {
    #expect(splitEveryWay("a,b\n1,\"x\n2,y\n3,z\n").records == ["a,b", "1,\"x\n2,y\n3,z\n"])
  }

  @Test func `a record longer than 16 MiB is marked and shortened, and its reason says which quote is open`() {
    let row = Array("2,yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy\n".utf8)
    var bytes = Array("1,x\n1,\"x\n".utf8)
    while bytes.count <= SplittingLimits.record + 100 { bytes += row }
    let lines = bytes.count(where: { $0 == 0x0A })
    bytes += Array("\"\n3,z\n".utf8)
    let found = Splitting(bytes, piece: 1 << 20, CSVSplitter(name: "a", hasHeader: false))
    #expect(found.records.map(\.utf8.count) == [3, SplittingLimits.keptOfOversized, 3])
    #expect(found.oversized == [false, true, false])
    #expect(found.lines == [1, 2, lines + 2])
    var reader = CSVRecordReader()
    let beginning = Array(found.records[1].utf8)
    let reason = unsafe beginning.withUnsafeBufferPointer { unsafe reader.reasonForOversized($0) }
    #expect(reason == "record is longer than 16 MiB: quote is not closed that opens field 2 at column 3")
    let plain = [UInt8](repeating: 0x61, count: 100)
    let other = unsafe plain.withUnsafeBufferPointer { unsafe reader.reasonForOversized($0) }
    #expect(other == "record is longer than 16 MiB")
  }
}

@Suite("CSV records") struct CSVRecordReaderTests {
  private func read(
    _ record: [UInt8], delimiter: UInt8 = CSVDelimiter.comma, columns: Int? = nil
  ) -> (fields: [String], quoted: [Bool], reason: String?) {
    var reader = CSVRecordReader(delimiter: delimiter, columns: columns)
    return unsafe record.withUnsafeBufferPointer { bytes in
      let reason = unsafe reader.read(bytes)
      let fields = (0..<reader.fieldCount).map { unsafe String(decoding: reader.field($0), as: UTF8.self) }
      return (fields, (0..<reader.fieldCount).map { reader.isQuoted($0) }, reason)
    }
  }

  /// RFC 4180, section 2.
  @Test(arguments: [
    ("a,b,c", ["a", "b", "c"]), ("", [""]), (",", ["", ""]), (" a , b ", [" a ", " b "]), ("\"a\",\"\"", ["a", ""]),
    ("\"a\"\"b\",\"\"\"\"", ["a\"b", "\""]), ("\"a\r\nb,c\",d", ["a\r\nb,c", "d"]), ("é,\"ü\"\"\"", ["é", "ü\""]),
    ("a,", ["a", ""]), ("\"a\",", ["a", ""]), ("'a,b'", ["'a", "b'"]),
  ]) func `fields are read as the standard says`(record: String, fields: [String]) {
    let found = read(Array(record.utf8))
    #expect(found.fields == fields && found.reason == nil)
  }

  @Test func `an empty text is told from none by its quotes`() {
    #expect(read(Array("\"\",,\"a\"".utf8)).quoted == [true, false, true])
  }

  @Test(arguments: [
    ("a,b\"c", "quote in a field without quotes at column 4"), ("a,\"b\"c", "text behind a closing quote at column 6"),
    ("é,\"b", "quote is not closed that opens field 2 at column 3"),
    ("a,\"x\ny\",\"b", "quote is not closed that opens field 3 at line 2, column 4 of the record"),
    ("a\rb,c", "line break outside quotes at column 2"), ("a,\0", "NUL byte at column 3"),
    ("\"\"\"", "quote is not closed that opens field 1 at column 1"),
  ]) func `what the standard forbids is rejected with reason and place`(record: String, reason: String) {
    let found = read(Array(record.utf8))
    #expect(found.reason == reason && found.fields.isEmpty)
  }

  @Test func `invalid UTF-8 is rejected with its place`() {
    #expect(read(Array("é,".utf8) + [0xC3]).reason == "text is not valid UTF-8 at column 3")
    #expect(read(Array("é,".utf8) + [0xED, 0xA0, 0x80]).reason == "text is not valid UTF-8 at column 3")
  }

  @Test func `a row has at most 16384 fields`() {
    let commas = [UInt8](repeating: 0x2C, count: 16384)
    #expect(read(Array(commas.dropLast())).fields.count == 16384)
    #expect(read(commas).reason == "row has more than 16384 fields")
  }

  @Test func `a ragged row says how many fields it has`() {
    #expect(read(Array("a".utf8), columns: 2).reason == "row has 1 field, the header has 2")
    #expect(read(Array("a,b,c".utf8), columns: 2).reason == "row has 3 fields, the header has 2")
    #expect(read(Array("a,b".utf8), columns: 2).reason == nil)
    #expect(read(Array("a;b,c".utf8), delimiter: CSVDelimiter.semicolon, columns: 2).fields == ["a", "b,c"])
  }
}

@Suite("CSV tables") struct CSVWriterTests {
  private func written(_ row: [String], guardsFormulas: Bool = false, delimiter: UInt8 = CSVDelimiter.comma) -> String {
    var writer = CSVWriter(delimiter: delimiter, guardsFormulas: guardsFormulas)
    writer.append(row)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test(arguments: [
    (["a", "b c", "é"], "a,b c,é\n"), (["a,b", "\"", "x\ny", "x\ry"], "\"a,b\",\"\"\"\",\"x\ny\",\"x\ry\"\n"),
    (["", ""], ",\n"), ([""], "\"\"\n"), ([" a"], " a\n"), (["a;b"], "a;b\n"),
  ]) func `quotes stand only where they are needed`(row: [String], line: String) {
    #expect(written(row) == line)
  }

  @Test func `the delimiter that is used is quoted`() {
    #expect(written(["a;b", "a,b"], delimiter: CSVDelimiter.semicolon) == "\"a;b\";a,b\n")
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("-x", "'-x"), ("-", "'-"),
    ("-1+2", "'-1+2"), ("-1.", "'-1."), ("-1e", "'-1e"), ("-=1", "'-=1"), ("-1", "-1"), ("-0.5", "-0.5"),
    ("-1e-7", "-1e-7"), ("-1.5E+30", "-1.5E+30"), ("1", "1"), ("a=1", "a=1"), ("", "\"\""),
    ("=\"x\"", "\"'=\"\"x\"\"\""),
  ]) func `formulas are made texts where it is asked for, numbers stay numbers`(cell: String, guarded: String) {
    #expect(written([cell], guardsFormulas: true) == guarded + "\n")
    #expect(written([cell, "x"]).hasPrefix("'") == false)
  }

  @Test func `what is written is read back`() {
    let rows = [["a", ""], ["x\r\ny", "\"q\""], [",", "é"], ["", "\n"], ["=", "\""]]
    var writer = CSVWriter()
    for row in rows { writer.append(row) }
    let found = Splitting(writer.bytes, piece: 3, CSVSplitter(name: "a", hasHeader: false, chunkSize: 4))
    var reader = CSVRecordReader(columns: 2)
    let read = found.records.map { record in
      unsafe Array(record.utf8).withUnsafeBufferPointer { bytes in
        _ = unsafe reader.read(bytes)
        return (0..<reader.fieldCount).map { unsafe String(decoding: reader.field($0), as: UTF8.self) }
      }
    }
    #expect(read == rows)
  }
}
