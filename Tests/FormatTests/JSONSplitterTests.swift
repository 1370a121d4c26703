import Bytes
import Chunking
import Diagnostics
import JSON
import Testing

@Suite("JSON exports") struct JSONSplitterTests {
  private func split(_ text: String, _ form: JSONForm, chunkSize: Int = 1 << 20, piece: Int = .max) -> Splitting {
    let bytes = Array(text.utf8)
    return Splitting(
      bytes, piece: min(piece, max(1, bytes.count)), JSONSplitter(form: form, name: "a.json", chunkSize: chunkSize))
  }

  /// The same records, lines and failure must come out however the bytes come in and the chunks go out.
  private func splitEveryWay(_ text: String, _ form: JSONForm) -> Splitting {
    let whole = split(text, form)
    for (chunkSize, piece) in [(1, 1), (7, 3), (16, .max), (64, 10), (1 << 20, 1)] {
      #expect(
        split(text, form, chunkSize: chunkSize, piece: piece) == whole, "chunks of \(chunkSize), pieces of \(piece)")
    }
    return whole
  }

  @Test func `each line that is not blank is a record`() {
    let found = splitEveryWay("\u{FEFF}{\"a\":1}\r\n\n  \t\r\n{\"b\":\n{\"c\":\"\u{E9}\"}\n{\"d\":4}", .lines)
    #expect(found.records == ["{\"a\":1}", "{\"b\":", "{\"c\":\"\u{E9}\"}", "{\"d\":4}"])
    #expect(found.lines == [1, 4, 5, 6])
    #expect(found.lineBreaks == 5 && found.failure == nil)
  }

  /// A line of white space beyond the length of a record is too long, wherever a read ends.
  @Test(.timeLimit(.minutes(1)), arguments: [(0, 1), (1, 2), (70_000, 2), (1 << 20, 2)])
  func `a blank line before an array may be too long`(excess: Int, records: Int) {
    let text = String(repeating: " ", count: (16 << 20) + excess) + "\n[{\"a\":1}]"
    for (chunkSize, piece) in [(1 << 20, Int.max), (2 << 20, 1 << 16), (17 << 20, .max), (40 << 20, .max)] {
      let found = split(text, .detect(envelope: []), chunkSize: chunkSize, piece: piece)
      #expect(found.records.count == records)
      #expect(found.records.last == (records == 1 ? "{\"a\":1}" : "[{\"a\":1}]"))
      #expect(found.lines.last == 2)
    }
  }

  /// What `jq '.Records[]'` prints, and what becomes of one that is broken.
  @Test(arguments: ["\n", "\r\n"], [JSONForm.detect(envelope: []), .detect(envelope: ["Records"])])
  func `objects that are spread over lines are records`(lineBreak: String, form: JSONForm) {
    let lines = [
      "{", "  \"a\": {", "    \"b\": \"}\"", "  },", "  \"c\": [", "    1", "  ]", "}", "{}", "", "{", "  \"d\": 1",
      "{",
      "  \"e\": 2", "}", "garbage", "{ \"f\": 3 }", "{", "  \"g\": 4", "}",
    ]
    let found = splitEveryWay(lines.joined(separator: lineBreak), form)
    func joined(_ range: ClosedRange<Int>) -> String { lines[range].joined(separator: lineBreak) }
    #expect(
      found.records == [
        joined(0...7), "{}", joined(10...11), joined(12...14), "garbage", "{ \"f\": 3 }", joined(17...19),
      ])
    #expect(found.lines == [1, 9, 11, 13, 16, 17, 18])
    #expect(found.failure == nil)
  }

  @Test func `a spread object that never ends is the last record`() {
    let found = splitEveryWay("\u{FEFF}\n{\n  \"a\": 1\n}\n{\n  \"b\": 2\n", .detect(envelope: []))
    #expect(found.records == ["{\n  \"a\": 1\n}", "{\n  \"b\": 2"])
    #expect(found.lines == [2, 5])
  }

  @Test(.timeLimit(.minutes(1)), arguments: [1 << 20, 2 << 20, 999_983]) func `a spread object may be too long`(
    chunkSize: Int
  ) {
    let list = String(repeating: "    1,\n", count: 2_800_000)
    let line = "    \"" + String(repeating: "x", count: 17 << 20) + "\"\n"
    let text = "{\n  \"a\": 1\n}\n{\n  \"b\": [\n\(list)    1\n  ]\n}\n{\n\(line)}\n{\n  \"c\": 2\n}\n"
    let found = split(text, .detect(envelope: []), chunkSize: chunkSize)
    #expect(found.oversized == [false, true, true, false])
    #expect(found.lines == [1, 4, 2_800_009, 2_800_012])
    #expect(found.records.last == "{\n  \"c\": 2\n}")
  }

  @Test(arguments: ["", "\n", "\r\n \n", "\u{FEFF}"]) func `nothing but blank lines holds no record`(text: String) {
    for form in [JSONForm.lines, .detect(envelope: []), .detect(envelope: ["Records"])] {
      let found = splitEveryWay(text, form)
      #expect(found.records.isEmpty && found.failure == nil)
    }
  }

  @Test func `the elements of an array are records`() {
    let text = "\n[ {\"a\":[1,{\"x\":\"],}\\\"\"}]} ,\r\n\n 2,\"x,y\" ,[],\n{\n\"b\":1\n}\n,null]\n\n"
    for form in [JSONForm.array(at: []), .detect(envelope: []), .detect(envelope: ["Records"])] {
      let found = splitEveryWay(text, form)
      #expect(found.records == ["{\"a\":[1,{\"x\":\"],}\\\"\"}]}", "2", "\"x,y\"", "[]", "{\n\"b\":1\n}", "null"])
      #expect(found.lines == [2, 4, 4, 4, 5, 8])
      #expect(found.failure == nil)
    }
  }

  @Test func `an envelope gives the array at its path`() {
    let text = """
      {"version":"1 [","Records":{"x":[1]},"data":{"skip":[{"Records":[9]},"]}\\""],
       "Re\\u0063ords" : [{"a":1},
      {"a":2}] , "after":{"Records":[7]}}, "tail":null}

      """
    for form in [JSONForm.array(at: ["data", "Records"]), .detect(envelope: ["data", "Records"])] {
      let found = splitEveryWay(text, form)
      #expect(found.records == ["{\"a\":1}", "{\"a\":2}"])
      #expect(found.lines == [2, 3])
      #expect(found.failure == nil)
    }
  }

  @Test(arguments: ["[]", "[ \n ]", "{\"Records\":[]}", "{\"Records\" : null}", "{\"x\":1,\"Records\":[ ] }"])
  func `an empty array holds no record`(text: String) {
    let found = splitEveryWay(text, .array(at: text.hasPrefix("[") ? [] : ["Records"]))
    #expect(found.records.isEmpty && found.failure == nil)
  }

  @Test func `lines of objects are told from an envelope`() {
    let text = "{\"a\":{\"Records\":[1]}}\n{\"a\":2}\n"
    let found = splitEveryWay(text, .detect(envelope: ["Records"]))
    #expect(found.records == ["{\"a\":{\"Records\":[1]}}", "{\"a\":2}"] && found.failure == nil)
    #expect(splitEveryWay("{\"a\":1}", .detect(envelope: ["Records"])).records == ["{\"a\":1}"])
    #expect(splitEveryWay("{\"a\":\n{\"a\":2}", .detect(envelope: ["Records"])).records == ["{\"a\":", "{\"a\":2}"])
  }

  /// What is broken inside an element stays there.
  @Test(
    arguments: [
      ("[{\"a\":1},{\"a\":tru},{\"a\":3}]", ["{\"a\":1}", "{\"a\":tru}", "{\"a\":3}"]),
      ("[{\"a\":1},{\"a\":[1},{\"a\":3}]", ["{\"a\":1}", "{\"a\":[1}", "{\"a\":3}"]),
      ("[{\"a\":1},{\"a\":1]},{\"a\":3}]", nil),
      ("[{\"a\":1}},{\"a\":2}]", ["{\"a\":1}}", "{\"a\":2}"]),
      ("[{\"a\":1} {\"a\":2},{\"a\":3}]", ["{\"a\":1} {\"a\":2}", "{\"a\":3}"]),
      ("[{\"a\":1},,{\"a\":2},]", ["{\"a\":1}", "", "{\"a\":2}", ""]),
      ("[{\"a\":\"he said \"no\" to it\"},{\"a\":2}]", ["{\"a\":\"he said \"no\" to it\"}", "{\"a\":2}"]),
      // A quote is missing: on the record's own line, and in a file of one line.
      ("[\n{\"a\":\"x},\n{\"a\":2},\n{\"a\":3}\n]", ["{\"a\":\"x}", "{\"a\":2}", "{\"a\":3}"]),
      ("[{\"a\":\"x},{\"a\":2},{\"a\":3}]", ["{\"a\":\"x}", "{\"a\":2}", "{\"a\":3}"]),
      (
        "[{\"a\":{\"b\":\"x},\"c\":\"d\"},{\"a\":2},{\"a\":3}]",
        ["{\"a\":{\"b\":\"x},\"c\":\"d\"}", "{\"a\":2}", "{\"a\":3}"]
      ),
      (
        "[\n  {\n    \"a\": \"x,\n    \"b\": 2\n  },\n  {\n    \"a\": 3\n  }\n]",
        ["{\n    \"a\": \"x,\n    \"b\": 2\n  }", "{\n    \"a\": 3\n  }"]
      ),
      ("[\n{\"a\":1},\n{\"a\":\"x}\n]", ["{\"a\":1}", "{\"a\":\"x}"]),
    ] as [(String, [String]?)]) func `a broken element does not take the next ones with it`(
      text: String, records: [String]?
    )
  {
    let found = splitEveryWay(text, .array(at: []))
    if let records {
      #expect(found.records == records && found.failure == nil)
    } else {
      #expect(found.records.first == "{\"a\":1}" && found.failure != nil)
    }
  }

  @Test(
    arguments: [
      ("[{\"a\":1},\n  {\"a\":", ["{\"a\":1}"], "file ends inside the record that begins here", 2, 3),
      ("[{\"a\":1},\n  {\"a\":2} ", ["{\"a\":1}"], "file ends inside the record that begins here", 2, 3),
      ("[{\"a\":1},\n", ["{\"a\":1}"], "file ends before the array does", 2, 1),
      ("[\"é\",1] x", ["\"é\"", "1"], "text goes on after the value", 1, 9),
      ("", [], "file is empty", nil, nil), ("{}", [], "text is not an array", 1, 1),
    ] as [(String, [String], String, Int?, Int?)])
  func `an array that breaks off still gives its complete records`(
    text: String, records: [String], message: String, line: Int?, column: Int?
  ) {
    let found = splitEveryWay(text, .array(at: []))
    #expect(found.records == records)
    #expect(found.failure?.message == message)
    #expect(found.failure?.location?.line == line && found.failure?.location?.column == column)
    #expect(found.failure?.location?.file == "a.json")
  }

  @Test(
    arguments: [
      ("{\"Records\":[1", [], "file ends inside the record that begins here"),
      ("{\"Records\":[1,", ["1"], "file ends before the array at 'Records' does"),
      ("{\"Records\":[1]", ["1"], "file ends inside an object"), ("{\"Rec", [], "file ends inside an object"),
      ("{\"records\":[1]}", [], "file has no 'Records'"), ("{}", [], "file has no 'Records'"),
      ("{\"Records\":{}}", [], "'Records' is not an array"), ("[1]", [], "text is not an object"),
      ("{\"Records\":[1],\"Records\":[2]}", ["1"], "member 'Records' occurs twice"),
      ("{\"Records\" [1]}", [], "':' is missing behind the name of a member"),
      ("{Records:[1]}", [], "name of a member is expected"),
      ("{\"Records\":[1]}{", ["1"], "text goes on after the value"),
    ] as [(String, [String], String)])
  func `an envelope that is broken is a diagnostic`(text: String, records: [String], message: String) {
    let found = splitEveryWay(text, .array(at: ["Records"]))
    #expect(found.records == records && found.failure?.message == message)
  }

  @Test func `a missing member suggests the one that is near`() {
    #expect(split("{\"kind\":1,\"Recods\":[1]}", .array(at: ["Records"])).failure?.hint == "did you mean 'Recods'?")
  }

  @Test func `UTF-16 and gzip are named as what they are`() {
    for (bytes, message) in [
      ([0xFF, 0xFE, 0x7B, 0], "file is UTF-16"), ([0x1F, 0x8B, 8, 0], "file is compressed by gzip twice"),
    ] as [([UInt8], String)] {
      #expect(Splitting(bytes, piece: 1, JSONSplitter(form: .lines, name: "a")).failure?.message == message)
    }
  }

  @Test func `a record of 16 MiB is one, a longer one is marked and shortened`() {
    let limit = SplittingLimits.record
    let fits = [UInt8](repeating: 0x20, count: limit - 2)
    let long = [UInt8](repeating: 0x20, count: limit - 1)
    let lines = Array("{\"a\":1}\n{".utf8) + fits + Array("}\n{".utf8) + long + Array("}\n{\"b\":2}\n".utf8)
    let array = Array("[{\"a\":1},\n{".utf8) + fits + Array("},{\n".utf8) + long + Array("},\n{\"b\":2}]".utf8)
    for (bytes, form, lineNumbers) in [(lines, JSONForm.lines, [1, 2, 3, 4]), (array, .array(at: []), [1, 2, 2, 4])] {
      for piece in [1 << 20, bytes.count] {
        let found = Splitting(bytes, piece: piece, JSONSplitter(form: form, name: "a"))
        #expect(found.records.map(\.utf8.count) == [7, limit, SplittingLimits.keptOfOversized, 7])
        #expect(found.oversized == [false, false, true, false])
        #expect(found.lines == lineNumbers && found.failure == nil)
      }
    }
  }

  @Test(.timeLimit(.minutes(1))) func `brackets that never match take no longer for being many`() {
    let text = "[" + String(repeating: "[", count: 200_000) + String(repeating: "}", count: 200_000)
    #expect(split(text + "}", .array(at: [])).failure?.message == "file ends inside the record that begins here")
  }

  @Test func `a gigantic string does not stop what follows it`() {
    let long = String(repeating: String(repeating: "x,]}", count: 1000) + "\\\"", count: 4300)
    let found = split("[{\"a\":1},{\"a\":\"\(long)\"},\n{\"a\":\"\(long)", .array(at: []), piece: 1 << 20)
    #expect(found.records.map(\.utf8.count) == [7, SplittingLimits.keptOfOversized])
    #expect(found.oversized == [false, true])
    #expect(
      found.failure?.message == "file ends inside the record that begins here" && found.failure?.location?.line == 2)
  }
}
