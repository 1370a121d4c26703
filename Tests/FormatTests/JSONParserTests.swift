import Diagnostics
import JSON
import Testing

@Suite("JSON texts") struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue { try parse(Array(text.utf8)) }
  private func parse(_ bytes: [UInt8]) throws -> JSONValue { try JSONParser.parse(bytes, name: "a.json") }

  private func refusal(_ bytes: [UInt8]) -> Diagnostic? {
    #expect(throws: Diagnostic.self) { try parse(bytes) }
  }
  private func refusal(_ text: String) -> Diagnostic? { refusal(Array(text.utf8)) }

  /// RFC 8259, sections 2 to 7.
  @Test(
    arguments: [
      ("null", JSONValue.null), ("true", true), (" \t\r\n false ", false), ("0", 0), ("-0", 0), ("-1", -1),
      ("9223372036854775807", .int(.max)), ("-9223372036854775808", .int(.min)),
      ("9223372036854775808", .double(9_223_372_036_854_775_808)), ("1.0", 1.0), ("1e2", 100.0), ("1E+2", 100.0),
      ("-1.5e-3", -0.0015), ("1e-400", 0.0), ("[]", []), ("[ ]", []), ("{}", [:]), ("[1, [2], {}]", [1, [2], [:]]),
      (#"{"a":1,"":[]}"#, ["a": 1, "": []]), (#""""#, ""), (#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{C}\n\r\t"),
      (#""\u0041\u00e9\uD834\udd1E""#, "Aé𝄞"), ("\"\u{7F}é\u{10FFFF}\"", "\u{7F}é\u{10FFFF}"), (#""\u0000""#, "\0"),
    ] as [(String, JSONValue)]) func `what the grammar allows is read`(text: String, value: JSONValue) throws
  {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "True", "nulll", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "]", "{", "{\"a\"", "{\"a\":",
    "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{'a':1}", "{1:1}", "{\"a\" 1}", "{,}", "[1}", "{\"a\":1]", "1 1",
    "01", "-01", "00", "+1", "-", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "1_0", "NaN", "Infinity", "-Infinity",
    "1e999", "-1e999", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\uD800\"", "\"\\uDC00\"",
    "\"\\uD800\\u0041\"", "\"\\uD800\\uD800\"", "\"\\uD800x\"", "\"a\nb\"", "\"a\tb\"", "\"\0\"", "\0", "1\0",
    "[1]//", "/**/1", "\u{FEFF}1", "\u{A0}1", "\u{C}1", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
    "[{\"a\":{\"b\":1,\"b\":2}}]",
  ]) func `what the grammar forbids is refused`(text: String) throws {
    let diagnostic = try #require(refusal(text))
    #expect(diagnostic.location?.file == "a.json" && diagnostic.location?.line == 1)
  }

  /// Overlong forms, surrogates and stray bytes (RFC 3629, section 3).
  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
      [0x22, 0xE2, 0x82, 0x22], [0x22, 0x80, 0x22], [0xFE, 0xFF, 0x00, 0x31],
    ] as [[UInt8]]) func `invalid UTF-8 is refused`(bytes: [UInt8]) throws
  {
    #expect(try #require(refusal(bytes)).message == "text is not valid UTF-8")
  }

  @Test func `a refusal names line, column and the text of the line`() throws {
    let diagnostic = try #require(refusal("{\n  \"é\": 1,\n  \"é\": tru\n}"))
    #expect(
      diagnostic
        == Diagnostic(
          "key 'é' occurs twice in an object",
          at: Location(file: "a.json", line: 3, column: 3, excerpt: "  \"é\": tru")))
  }

  @Test func `keys that only look alike are different`() throws {
    let value = try parse("{\"\u{E9}\":1,\"e\u{301}\":2}")
    #expect(value["\u{E9}"] == 1)
    #expect(value["e\u{301}"] == 2)
  }

  @Test func `a repeated key is found among many`() throws {
    let members = (0..<1000).map { "\"k\($0)\":0" }
    #expect(try parse("{\(members.joined(separator: ","))}").object?.members.count == 1000)
    #expect(refusal("{\(members.joined(separator: ",")),\"k3\":1}")?.message == "key 'k3' occurs twice in an object")
  }

  @Test func `nesting ends at its limit`() throws {
    let deepest = String(repeating: "[", count: 128) + String(repeating: "]", count: 128)
    _ = try parse(deepest)
    #expect(refusal("[" + deepest + "]")?.message == "value is nested deeper than 128")
    #expect(refusal(String(repeating: "[", count: 100_000))?.message == "value is nested deeper than 128")
    #expect(refusal(String(repeating: "{\"a\":", count: 100_000))?.message == "value is nested deeper than 128")
    #expect(throws: Diagnostic.self) {
      try JSONParser.parse(Array("[[1]]".utf8), name: "a.json", limits: JSONLimits(depth: 1))
    }
  }

  @Test func `values are reached by names and positions`() throws {
    let value = try parse(#"{"a":[1,{"b":"x"}],"c":2.5,"d":null,"e":true}"#)
    #expect(value["a"]?[1]?["b"]?.string == "x")
    #expect(value["a"]?[0]?.int == 1 && value["a"]?[0]?.double == 1)
    #expect(value["c"]?.double == 2.5 && value["c"]?.int == nil)
    #expect(value["d"]?.isNull == true && value["e"]?.bool == true)
    #expect(value["z"] == nil && value["a"]?[2] == nil && value["a"]?["b"] == nil && value[0] == nil)
    #expect(value.object?.keys == ["a", "c", "d", "e"])
  }
}
