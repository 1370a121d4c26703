import CEL
import Testing

/// The forms in which values are printed and read.
@Suite("CEL values as text") struct ValueTextTests {
  @Test(arguments: [
    ("9223372036854775807", "9223372036854775807"), ("18446744073709551615u", "18446744073709551615"),
    ("1.0", "1"), ("-0.0", "0"), ("1e30", "1e+30"), ("1e-7", "1e-7"), ("0.000001", "0.000001"),
    ("123456789012345680000.0", "123456789012345680000"),
    ("1e21", "1e+21"), ("0.1 + 0.2", "0.30000000000000004"), ("5e-324", "5e-324"),
    ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ("0.0/0.0", "\"NaN\""), ("-1.0/0.0", "\"-Infinity\""), ("b'hello'", "\"aGVsbG8=\""),
    ("timestamp('2024-01-02T03:04:05.060Z')", "\"2024-01-02T03:04:05.06Z\""), ("duration('90m')", "\"5400s\""),
    ("duration('-0.5s')", "\"-0.5s\""),
    ("{'b': 1, 'a': [null, true]}", "{\"a\":[null,true],\"b\":1}"),
    ("{2: 'x', 1u: 'y', true: 'z'}", "[[true,\"z\"],[1,\"y\"],[2,\"x\"]]"),
    ("'a\"\\\\\\n\\u0001é'", "\"a\\\"\\\\\\n\\u0001é\""), ("type(1)", "\"int\""), ("optional.of(1)", "1"),
    ("optional.none()", "null"),
    ("ip('::1')", "\"::1\""), ("cidr('10.0.0.0/8')", "\"10.0.0.0/8\""),
  ])
  func `a value is printed as JSON`(expression: String, text: String) throws {
    #expect(CELText.json(try CELProgram(expression).evaluate()) == text)
  }

  @Test(arguments: [
    "{\"int\":\"-5\"}", "{\"uint\":\"5\"}", "{\"double\":\"1.0\"}", "{\"double\":\"nan\"}", "{\"double\":\"-inf\"}",
    "{\"bytes\":\"aGk=\"}", "\"text\"",
    "[null,true,{\"int\":\"1\"}]", "{\"map\":[[{\"int\":\"1\"},\"a\"],[\"b\",{\"map\":[]}]]}",
    "{\"type\":\"google.protobuf.Timestamp\"}",
    "{\"timestamp\":\"2024-01-02T03:04:05Z\"}", "{\"duration\":\"1.5s\"}", "{\"optional\":[]}",
    "{\"optional\":[{\"int\":\"1\"}]}", "{\"ip\":\"10.0.0.1\"}",
    "{\"cidr\":\"::/0\"}",
  ])
  func `a tagged value reads back as itself`(text: String) throws {
    #expect(CELText.tagged(try CELText.value(tagged: text)) == text)
  }

  @Test func `plain JSON numbers are int where they are whole`() throws {
    let value = try CELText.value(
      json: "[1, -9223372036854775808, 18446744073709551615, 1.0, 1e2, 123456789012345678901]")
    #expect(
      CELText.tagged(value)
        == "[{\"int\":\"1\"},{\"int\":\"-9223372036854775808\"},{\"uint\":\"18446744073709551615\"},{\"double\":\"1.0\"},{\"double\":\"100.0\"},{\"double\":\"123456789012345680000.0\"}]"
    )
    #expect(CELText.tagged(try CELText.value(json: "{\"int\": \"1\"}")) == "{\"map\":[[\"int\",\"1\"]]}")
    #expect(CELText.tagged(try CELText.value(json: "\"\\ud83d\\ude00\\/\"")) == "\"😀/\"")
  }

  @Test func `variables are the fields of one object, whatever their names`() throws {
    let variables = try CELText.variables("{\"int\": \"5\", \"n\": {\"uint\": \"5\"}}")
    #expect(variables.map(\.name) == ["int", "n"])
    #expect(variables.map { CELText.tagged($0.value) } == ["\"5\"", "{\"uint\":\"5\"}"])
    for text in ["[]", "1", "{} 2", "{"] { #expect(throws: CELError.self) { try CELText.variables(text) } }
  }

  @Test(arguments: [
    "", "[1,]", "{\"a\":1,\"a\":2}", "01", "1.", "+1", "\"\\ud800\"", "\"\\x\"", "\"a", "[1] 2", "{\"a\"}", "nul",
    "\"\u{1}\"", "1e999", "-",
  ])
  func `text that is not JSON is refused`(text: String) {
    #expect(throws: CELError.self) { try CELText.value(json: text) }
  }

  @Test(arguments: [
    "{\"int\":\"x\"}", "{\"timestamp\":\"yesterday\"}", "{\"map\":[[1]]}", "{\"map\":[[null,1]]}",
    "{\"type\":\"mystery\"}",
  ])
  func `a tag whose value does not fit is refused`(text: String) {
    #expect(throws: CELError.self) { try CELText.value(tagged: text) }
  }
}
