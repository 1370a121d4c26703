import JSON
import Rows
import Testing

@Suite("JSON records") struct JSONRecordReaderTests {
  /// What the reader finds at each path, as text with its kind; or the reason why it rejects the record.
  private func read(_ record: [UInt8], _ paths: [[String]], with reader: inout JSONRecordReader) -> [String] {
    let padded = record + [UInt8](repeating: 0x7D, count: RecordChunk.padding)
    return unsafe padded.withUnsafeBufferPointer { bytes in
      unsafe found(UnsafeBufferPointer(rebasing: bytes[..<record.count]), paths, with: &reader)
    }
  }

  private func found(
    _ record: UnsafeBufferPointer<UInt8>, _ paths: [[String]], with reader: inout JSONRecordReader
  ) -> [String] {
    if let reason = unsafe reader.read(record) { return [reason] }
    return paths.indices.map { path in
      switch reader.value(at: path) {
      case .absent: "absent"
      case .null: "null"
      case .bool(let value): "bool \(value)"
      case .int(let value): "int \(value)"
      case .double(let value): "double \(value)"
      case .string(let bytes): unsafe "string " + String(decoding: bytes, as: UTF8.self)
      case .composite(let bytes): unsafe "composite " + String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  private func read(_ record: String, _ paths: [[String]]) -> [String] {
    var reader = JSONRecordReader(paths: paths)
    return read(Array(record.utf8), paths, with: &reader)
  }

  private func reason(_ record: String) -> String? { read(record, [[]]).first }

  @Test func `each path gets what stands there`() {
    let record = #"""
      {"s":"a\"b\u00e9","i":-7,"d":1.5,"t":true,"n":null,"big":9007199254740993,"huge":18446744073709551615,
       "o":{"z":1,"a":[true,{"y":2,"x":"\n"}]},"l":["p","q",{"k":1.0}],"a.b":"dot","é":0,"extra":[[{}]]}
      """#
    let paths = [
      ["s"], ["i"], ["d"], ["t"], ["n"], ["big"], ["huge"], ["o"], ["o", "z"], ["o", "a"], ["o", "a", "1", "x"],
      ["l", "0"],
      ["l", "2"], ["l", "3"], ["l", "00"], ["a.b"], ["a", "b"], ["é"], ["missing"], ["s", "x"], ["i"],
    ]
    #expect(
      read(record, paths) == [
        "string a\"bé", "int -7", "double 1.5", "bool true", "null", "int 9007199254740993",
        "double 1.8446744073709552e+19", #"composite {"a":[true,{"x":"\n","y":2}],"z":1}"#, "int 1",
        #"composite [true,{"x":"\n","y":2}]"#, "string \n", "string p", #"composite {"k":1}"#, "absent", "absent",
        "string dot", "absent", "int 0", "absent", "absent", "int -7",
      ])
  }

  @Test func `the empty path is the record, in canonical form`() {
    #expect(
      read(#"{"b":[1.0,1e21,"x"],"a":9007199254740993,"é":{},"c":-9007199254740992}"#, [[]])
        == [#"composite {"a":"9007199254740993","b":[1,1e+21,"x"],"c":-9007199254740992,"é":{}}"#])
  }

  @Test func `texts hold while many composites are written`() {
    let long = String(repeating: "x", count: 5000)
    let members = (0..<8).map { "\"k\($0)\":[\"\(long)\($0)\"]" }.joined(separator: ",")
    let values = read("{\(members)}", (0..<8).map { ["k\($0)"] })
    #expect(values == (0..<8).map { "composite [\"\(long)\($0)\"]" })
  }

  @Test func `a record leaves nothing for the next`() {
    let paths = [["a"], ["b"]]
    var reader = JSONRecordReader(paths: paths)
    #expect(read(Array(#"{"a":1,"b":"x"}"#.utf8), paths, with: &reader) == ["int 1", "string x"])
    #expect(read(Array(#"{"a":1,"b":"x""#.utf8), paths, with: &reader).count == 1)
    #expect(read(Array(#"{"b":2}"#.utf8), paths, with: &reader) == ["absent", "int 2"])
  }

  @Test(arguments: [
    ("", "text is empty at column 1"), ("[1]", "record is an array, not an object"),
    ("3", "record is a number, not an object"), ("\"a\"", "record is a string, not an object"),
    ("null", "record is null, not an object"), (#"{"a":1"#, "text ends where ',' or '}' is expected at column 7"),
    (#"{"é":1,"é":2}"#, "key 'é' occurs twice in an object at column 8"),
    (#"{"a":{"b":1,"c":[{"d":1,"d":1}]}}"#, "key 'd' occurs twice in an object at column 25"),
    (#"{"a":1,"\u0061":2}"#, "key 'a' occurs twice in an object at column 8"),
    (#"{"a":1e999}"#, "number '1e999' is beyond the range of a double at column 6"),
    (#"{"a":"\ud800"}"#, "lone surrogate at column 7"), (#"{"a":"\udc00"}"#, "lone surrogate at column 7"),
    (#"{"a":"\ud800\u0041"}"#, "lone surrogate at column 7"),
    ("{\"a\":\"\0\"}", "control character U+0000 in a string at column 7"),
    ("{\"a\":1}\0", "text goes on after the value at column 8"),
    (#"{"a":1} {"a":2}"#, "text goes on after the value at column 9"),
    ("{\n\"a\":\n 01}", "number begins with a zero at line 3, column 2 of the record"),
  ]) func `what is no strict object is rejected with reason and place`(record: String, reason: String) {
    #expect(self.reason(record) == reason)
  }

  @Test func `invalid UTF-8 is rejected with its place`() {
    var reader = JSONRecordReader(paths: [])
    let record: [UInt8] = Array("{\"é\":\"".utf8) + [0xFF] + Array("\"}".utf8)
    #expect(read(record, [], with: &reader) == ["text is not valid UTF-8 at column 7"])
  }

  @Test func `nesting ends at its limit`() {
    let deepest = "{\"a\":" + String(repeating: "[", count: 127) + String(repeating: "]", count: 127) + "}"
    #expect(reason(deepest)?.hasPrefix("composite {") == true)
    let deeper = "{\"a\":" + String(repeating: "[", count: 128) + String(repeating: "]", count: 128) + "}"
    #expect(reason(deeper) == "value is nested deeper than 128 at column 133")
    #expect(reason(String(repeating: "{\"a\":", count: 100_000)) == "value is nested deeper than 128 at column 641")
  }

  @Test(arguments: [1, 31, 32, 33, 34, 500]) func `a repeated key is found in objects of any size`(size: Int) {
    let members = (0..<size).map { "\"some-longer-key-\($0)-of-this-object\":\($0)" }
    #expect(reason("{\(members.joined(separator: ","))}")?.hasPrefix("composite {") == true)
    let repeated = (members + [members[size / 2]]).joined(separator: ",")
    #expect(
      reason("{\(repeated)}")?.hasPrefix("key 'some-longer-key-\(size / 2)-of-this-object' occurs twice") == true)
  }

  /// A reader remembers the keys of the objects before; a fresh one has none to remember.
  @Test func `what was read before changes nothing`() {
    let paths = [["a"], ["b", "c"], ["b"], ["d", "0", "e"], ["a-name-longer-than-sixteen-bytes"]]
    let objects = [
      #"{"a":1,"b":{"c":2,"x":{"y":{"z":1}}},"d":[{"e":3},{"e":4}]}"#, #"{"a":1,"b":{"c":2},"a":3}"#,
      #"{"a":1,"b":{"c":2,"c":4},"d":[]}"#, #"{"b":{"x":{"y":1,"y":2}},"a":1}"#,
      #"{"x":{"k":{"l":1},"l":{"k":2},"k":3}}"#, #"{"x":{"k":{"k":1},"l":{"l":2,"k":3}}}"#, #"{"a":1}"#, "{}",
      #"{"a-name-longer-than-sixteen-bytes":1,"a-name-longer-than-siXteen-bytes":2,"a":3}"#,
      #"{"a-name-longer-than-sixteen-bytes":1,"a":3,"a-name-longer-than-sixteen-bytes":2}"#,
      #"{"d":[{"e":1,"f":2},{"f":1,"e":2,"f":3}],"a":2}"#, #"{"d":[{"e":1,"f":2},{"f":1,"e":2}],"a":2,"q":1,"b":5}"#,
    ]
    var random = SystemRandomNumberGenerator()
    var reader = JSONRecordReader(paths: paths)
    for _ in 0..<2000 {
      let object = objects[Int.random(in: 0..<objects.count, using: &random)]
      var fresh = JSONRecordReader(paths: paths)
      let (one, other) = (
        read(Array(object.utf8), paths, with: &reader), read(Array(object.utf8), paths, with: &fresh)
      )
      #expect(one == other, "\(object)")
    }
  }

  /// Keys whose length, first and last eight bytes agree, so that only their middle tells them apart.
  @Test func `keys with one signature are different keys`() {
    let members = (0..<20).map { "\"aaaaaaaa\(Character(Unicode.Scalar(UInt8(0x41 + $0))))bbbbbbbb\":\($0)" }
    let paths = [["aaaaaaaaAbbbbbbbb"], ["aaaaaaaaTbbbbbbbb"], ["aaaaaaaaZbbbbbbbb"]]
    #expect(read("{\(members.joined(separator: ","))}", paths) == ["int 0", "int 19", "absent"])
  }

  /// Records of a chunk are scanned together, with what stands between them and whatever is wrong with one.
  @Test(arguments: ["\n", ",", " ,\r\n", ""]) func `neighbours change nothing`(separator: String) {
    let paths = [["a"], ["b", "c"], []]
    let sound = [
      #"{"a":"x","b":{"c":"y"}}"#, #"{"a":"x\\","b":{"c":[1,"\""]}}"#, #"{"a":"é","b":{"c":null},"d":-1.5}"#, "{}",
      #"{"a":"\#(String(repeating: "long ", count: 900))","b":{"c":"z"}}"#, #"{"\u0061":"root","b":{"\u0063":1}}"#,
    ]
    let broken = [
      #"{"a":"x","b":{"c":"y}}"#, #"{"a":"x"#, #"{"a":"x"}\"#, #"{"a":1,"b":"#, #""a""#, #"{"a":1}}"#, "7", "\"",
      "{\"a\":\"\u{1}\"}", #"{"a":"x","#, #""\u0061":"x"}"#, #"{"b":"#, #""b":{"\u0063":1}}"#, #""a\q":"x"}"#,
      #"{"a":1} {"#, #"\"{"a":1}"#,
    ]
    var random = SystemRandomNumberGenerator()
    for _ in 0..<40 {
      var bytes: [UInt8] = []
      var records: [RecordChunk.Record] = []
      for index in 0..<200 {
        let isSound = Int.random(in: 0..<10, using: &random) > 0
        let text = (isSound ? sound : broken).randomElement(using: &random) ?? ""
        var record = Array(text.utf8)
        if !isSound, Bool.random(using: &random) { record.insert(0xFF, at: record.count / 2) }
        let start = bytes.count
        bytes += record
        records.append(.init(start: start, end: bytes.count, line: UInt32(index + 1)))
        bytes += separator.utf8
      }
      bytes += [UInt8](repeating: 0x22, count: RecordChunk.padding)
      var reader = JSONRecordReader(paths: paths)
      unsafe bytes.withUnsafeBufferPointer { chunk in
        unsafe reader.begin(chunk, records)
        for record in records {
          var fresh = JSONRecordReader(paths: paths)
          let together = unsafe found(
            UnsafeBufferPointer(rebasing: chunk[record.start..<record.end]), paths, with: &reader)
          let alone = read(Array(bytes[record.start..<record.end]), paths, with: &fresh)
          #expect(together == alone)
        }
      }
    }
  }

  /// simdjson and the strict parser are two programs: on damaged records they must come to the same end.
  @Test func `both parsers say the same of damaged records`() throws {
    let sound = Array(
      #"{"user":{"id":12,"é":"a\u00e9\ud834\udd1e\n"},"list":[1.5e3,-0,true,null,"",{}],"user2":""}"#.utf8)
    let pieces: [UInt8] = Array("{}[]\",:\\u0dD8e+-.1 \n\0é".utf8) + [0x80, 0xED, 0xFF, 0xF4]
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var reader = JSONRecordReader(paths: [[]])
    var rejected = 0
    for _ in 0..<4000 {
      var record = sound
      for _ in 0...random(2) {
        switch random(3) {
        case 0: record[random(record.count)] = pieces[random(pieces.count)]
        case 1: record.insert(pieces[random(pieces.count)], at: random(record.count))
        default: record.remove(at: random(record.count))
        }
      }
      let found = read(record, [[]], with: &reader)
      if let value = try? JSONParser.parse(record, name: ""), value.object != nil {
        #expect(found == ["composite " + String(decoding: try CanonicalJSON.write(value), as: UTF8.self)])
      } else {
        #expect(found.first?.hasPrefix("composite") == false)
        rejected += 1
      }
    }
    #expect(rejected > 1000 && rejected < 4000)
  }
}
