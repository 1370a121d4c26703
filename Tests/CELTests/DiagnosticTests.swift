import CEL
import Diagnostics
import Rows
import Testing

/// What an author reads when an expression is wrong: the place, what is wrong, and what was meant.
@Suite("CEL diagnostics") struct DiagnosticTests {
  static let schema = Schema([
    Field("severity", .text), Field("opened_at", .timestamp), Field("resolved_at", .timestamp), Field("count", .int),
    Field("roles", .list), Field("details", .json),
  ])

  private func errors(_ text: String) -> [CELError] {
    do {
      _ = try RecordExpression(text, RecordEnvironment(schema: Self.schema))
      return []
    } catch { return error.all }
  }

  @Test(arguments: [
    ("severty == 'high'", 0, "unknown name 'severty'", "did you mean 'severity'?"),
    ("count > 1 && record.severitty == 'a'", 20, "unknown field 'severitty' of 'record'", "did you mean 'severity'?"),
    ("sise(roles) > 1", 0, "unknown function 'sise'", "did you mean 'size'?"),
    ("roles.exist(r, r == 'a')", 6, "unknown method 'exist'", "did you mean 'exists'?"),
    ("severity < 3", 9, "'<' has no order for string and int", nil),
    ("count == 'high'", 6, "'==' compares int with string, which are never equal", nil),
    ("count + 1.5 > 2.0", 6, "'+' does not take int and double", "convert one side: int(…), uint(…) or double(…)"),
    ("severity", 0, "", nil),
    ("opened_at + resolved_at", 10, "'+' does not take timestamp and timestamp", nil),
    ("'a' in severity", 4, "'in' needs a list or a map on its right, not string", nil),
    ("roles.all(r, size(r))", 13, "a predicate needs bool, not int", nil),
    ("count && true", 0, "a condition needs bool, not int", nil),
    ("severity.startsWith(3)", 9, "'startsWith' does not take (string, int)", "it is string.startsWith(string)"),
  ])
  func `a wrong name or operand is named at its place`(
    text: String, offset: Int, message: String, hint: String?
  ) throws {
    let found = errors(text)
    if message.isEmpty {
      #expect(found.isEmpty)
    } else {
      let error = try #require(found.first)
      #expect(error.message == message)
      #expect(error.offset == offset)
      if let hint { #expect(error.hint == hint) }
    }
  }

  @Test(arguments: [
    ("opened_at > resolved_at - duration('7d')", 26, "\"7d\" is no duration", "write duration(\"168h\")"),
    ("duration('P1DT30M') < resolved_at - opened_at", 0, "\"P1DT30M\" is no duration", "write duration(\"88200s\")"),
    (
      "opened_at < timestamp('2026-01-01')", 12, "\"2026-01-01\" is no timestamp",
      "write timestamp(\"2026-01-01T00:00:00Z\")"
    ),
    (
      "opened_at < timestamp('2026-01-01 09:30:00')", 12, "\"2026-01-01 09:30:00\" is no timestamp",
      "write timestamp(\"2026-01-01T09:30:00Z\")"
    ),
    ("roles.exists(r, r == 'a' && opened_at > timestamp('x'))", 40, "\"x\" is no timestamp", nil),
    ("severity.matches('[')", 17, "pattern of 'matches' is not right: missing ]: [", nil),
    ("matches(severity, '[')", 18, "pattern of 'matches' is not right: missing ]: [", nil),
    ("count > 1 / 0", 10, "division by zero", nil),
  ])
  func `a constant part without a value is told before any record is seen`(
    text: String, offset: Int, message: String, hint: String?
  ) throws {
    let found = errors(text)
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.offset) == [offset])
    if let hint { #expect(found.map(\.hint) == [hint]) }
  }

  @Test(arguments: [
    ("count > 1 and count < 5", "write && for 'and'"), ("(count > 1 or count < 5)", "write || for 'or'"),
    ("'a' not in roles", "write !(…) for 'not', and !(a in b) for 'not in'"),
    ("not count > 1", "write !(…) for 'not', and !(a in b) for 'not in'"), ("count <> 1", "write != for '<>'"),
    ("severity.lower() == 'high'", "write .lowerAscii()"), ("len(roles) > 1", "write size(…)"),
    ("opened_at < '2026-01-01'", "write timestamp(\"2026-01-01T00:00:00Z\")"),
    ("opened_at == '2026-01-01T00:00:00Z'", "write timestamp(\"2026-01-01T00:00:00Z\")"),
    ("resolved_at - opened_at > '7d'", "write duration(\"168h\")"),
  ])
  func `the spelling of another language gets that of this one as a hint`(text: String, hint: String) {
    #expect(errors(text).first?.hint == hint)
  }

  @Test func `every wrong place of an expression is reported`() {
    #expect(errors("sevrity == 'a' || cout > 1 || record.x == 1").map(\.offset) == [0, 18, 37])
  }

  @Test(arguments: [
    ("1 +", 3, "expected a value, found the end of the expression"),
    ("(1", 2, "expected ')', found the end of the expression"),
    ("a = b", 2, "unexpected character '='"), ("'abc", 0, "text without its closing quote"),
    ("'a\nb'", 2, "a line ends inside a text"), ("for", 0, "'for' is a reserved word"),
    ("1 2", 2, "expected the end of the expression, found a number"),
    ("é", 0, "unexpected character 'é'"), ("'é' + *", 6, "expected a value, found '*'"),
    ("'\\q'", 1, "unknown escape sequence '\\q'"),
    ("'\\ud800'", 1, "escape sequence is no Unicode code point"),
    ("9223372036854775808", 0, "integer is beyond 64 bits"),
    ("99999999999999999999u", 0, "integer is beyond 64 bits"),
    ("[1, 2", 5, "expected ',' or ']', found the end of the expression"),
    ("has(a)", 0, "'has' takes one field selection"),
    ("[1].all(x.y, true)", 10, "'all' needs a plain name for its variable here"),
    ("a.b{c: 1}", 3, "this language has no message values"), ("f(1,)", 4, "expected a value, found ')'"),
    ("", 0, "expected a value, found the end of the expression"),
    ("[1].exists(i, i, true)", 14, "'exists' names 'i' twice"),
  ])
  func `a malformed expression is refused at its place`(text: String, offset: Int, message: String) throws {
    let thrown = #expect(throws: CELErrors.self) { try CELProgram(text) }
    let error = try #require(thrown?.all.first)
    #expect(error.message == message)
    #expect(error.offset == offset)
  }

  @Test func `an error of the evaluation has the place of its operator`() throws {
    let program = try CELProgram("size('abc') +\n  10 / (1 - 1)")
    let error = try #require(#expect(throws: CELError.self) { try program.evaluate() })
    #expect(error.offset == 19)
    let diagnostic = error.diagnostic(in: "size('abc') +\n  10 / (1 - 1)", named: "expression")
    #expect(diagnostic.location == Location(file: "expression", line: 2, column: 6, excerpt: "  10 / (1 - 1)"))
    #expect(diagnostic.message == "division by zero")
  }
}
