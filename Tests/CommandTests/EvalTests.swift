import Foundation
import TestSupport
import Testing

/// `vouch eval`: values as JSON, and errors with their places.
@Suite("Evaluating an expression") struct EvalTests {
  @Test(arguments: [
    ("9223372036854775807", "9223372036854775807"), ("18446744073709551615u", "18446744073709551615"),
    ("1.0 + 1.0", "2"), ("1e21", "1e+21"), ("0.0 / 0.0", "\"NaN\""), ("-1.0 / 0.0", "\"-Infinity\""), ("-7 % 3", "-1"),
    ("b'hi'", "\"aGk=\""), ("timestamp('2024-02-29T12:00:00.5+02:00')", "\"2024-02-29T10:00:00.5Z\""),
    ("duration('1500ms')", "\"1.5s\""), ("{'b': 1, 'a': [true, null]}", #"{"a":[true,null],"b":1}"#),
    ("{2: 'b', 1: 'a'}", #"[[1,"a"],[2,"b"]]"#), ("optional.none()", "null"), ("type(1)", "\"int\""),
  ]) func `a value is printed as JSON`(expression: String, json: String) throws {
    let run = try Program.run(["eval", expression])
    #expect(run.status == 0)
    #expect(run.out == json + "\n")
    #expect(run.err.isEmpty)
  }

  @Test(arguments: [
    ("1", #"{"int":"1"}"#), ("1u", #"{"uint":"1"}"#), ("1.0", #"{"double":"1.0"}"#), ("b'hi'", #"{"bytes":"aGk="}"#),
    ("{1: 'a'}", #"{"map":[[{"int":"1"},"a"]]}"#), ("duration('90s')", #"{"duration":"90s"}"#), ("'x'", "\"x\""),
  ]) func `tags keep the types`(expression: String, tagged: String) throws {
    #expect(try Program.run(["eval", "--tagged", expression]).out == tagged + "\n")
  }

  @Test func `variables come from a file, plain or tagged`() throws {
    let workspace = try Workspace()
    try workspace.write("vars.json", Array(#"{"n": 3, "u": {"uint": "4"}, "who": {"name": "Ada"}, "a.b": true}"#.utf8))
    func value(_ expression: String) throws -> String {
      try Program.run(["eval", expression, "--vars", "vars.json"], folder: workspace.folder).out
    }
    #expect(try value("n + 1") == "4\n")
    #expect(try value("type(u) == uint && u == 4") == "true\n")
    #expect(try value("who.name.size() == 3 && a.b") == "true\n")
  }

  @Test(arguments: [
    ("1 +", 4), ("[1, 2][5]", 7), ("nosuch(1)", 1), ("1 / 0", 3), ("'a' < 1", 5), ("duration('x')", 1),
  ]) func `an error is shown under its place, and exits 1`(expression: String, column: Int) throws {
    let run = try Program.run(["eval", expression])
    #expect(run.status == 1, "\(expression)")
    #expect(run.out.isEmpty)
    let lines = run.err.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let shown = try #require(lines.firstIndex { $0.contains(expression) && !$0.contains("error") })
    let caret = try #require(lines[shown + 1].firstIndex(of: "^"))
    let begin = try #require(lines[shown].range(of: expression)?.lowerBound)
    let offset = lines[shown + 1].distance(from: lines[shown + 1].startIndex, to: caret)
    #expect(offset - lines[shown].distance(from: lines[shown].startIndex, to: begin) + 1 == column, "\(run.err)")
  }

  @Test(arguments: [
    (["-1"], "-1"), (["--", "-1"], "-1"), (["--", "--1"], "1"), (["--tagged", "--", "-1"], #"{"int":"-1"}"#),
    (["--", "1"], "1"),
  ]) func `an expression may begin with a minus, and '--' stand before it`(arguments: [String], value: String) throws {
    let run = try Program.run(["eval"] + arguments)
    #expect(run.out == value + "\n", "\(run.err)")
    #expect(run.status == 0)
  }

  @Test func `the hint says how an expression is written that begins with a minus`() throws {
    let run = try Program.run(["eval", "--", "-1", "--tagged"])
    #expect(run.status == 64)
    #expect(run.err.contains("vouch eval -- '-1'"))
  }

  @Test func `a file that cannot be read exits 2, and no expression 64`() throws {
    #expect(try Program.run(["eval", "1", "--vars", "/nonexistent.json"]).status == 2)
    #expect(try Program.run(["eval"]).status == 64)
    #expect(try Program.run(["eval", "1", "+", "1"]).status == 64)
    #expect(try Program.run(["eval", "1", "--vasr", "x.json"]).status == 64)
  }

  @Test(arguments: [
    String(repeating: "(", count: 100_000), String(repeating: "1+", count: 50_000) + "1",
    "[0,1,2,3,4,5,6,7,8,9].map(a, [0,1,2,3,4,5,6,7,8,9].map(b, [0,1,2,3,4,5,6,7,8,9].map(c, [0,1,2,3,4,5,6,7,8,9].map(d, [0,1,2,3,4,5,6,7,8,9].map(e, [0,1,2,3,4,5,6,7,8,9].map(f, f))))))",
    "'" + String(repeating: "a", count: 5000) + "'.matches('(a+)+(a+)+(a+)+$b{1000}{1000}')",
  ]) func `what would take for ever ends at a named limit`(expression: String) throws {
    let run = try Program.run(["eval", expression], seconds: 20)
    #expect(run.status == 1)
    #expect(run.err.contains("error"))
  }
}
