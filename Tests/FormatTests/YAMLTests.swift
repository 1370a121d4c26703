import Diagnostics
import Testing
import YAML

private func parse(_ text: String) throws -> YAMLFile {
  try YAMLFile.parse(Array(text.utf8), name: "gates.yaml")
}

private func refusal(_ bytes: [UInt8]) -> Diagnostic? {
  do {
    _ = try YAMLFile.parse(bytes, name: "gates.yaml")
    return nil
  } catch { return error }
}

@Suite("YAML files") struct YAMLFileTests {
  @Test func `every node knows its line and column`() throws {
    let file = try parse("gates:\n  - name: ünder limit\n    threshold: 0.05\n")
    guard case .mapping(let root) = file.root.content, case .sequence(let gates) = root[0].value.content,
      case .mapping(let gate) = gates[0].content
    else {
      Issue.record("another shape")
      return
    }
    #expect(root[0].key.line == 1 && root[0].key.column == 1)
    #expect(gate[1].key.line == 3 && gate[1].key.column == 5)
    #expect(gate[1].value.line == 3 && gate[1].value.column == 16)
    #expect(gate[1].value.scalar == .double(0.05))
    let location = file.location(of: gate[0].value)
    #expect(location == Location(file: "gates.yaml", line: 2, column: 11, excerpt: "  - name: ünder limit"))
  }

  /// The columns are counted by hand.
  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", 3, 1, "duplicate key 'a'"),
    ("a: &x 1\n", 1, 4, "anchor"),
    ("a: *x\n", 1, 4, "alias"),
    ("a: !!str 1\n", 1, 4, "tag"),
    ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
    ("a: {<<: 1}\n", 1, 5, "merge key '<<'"),
    ("? [a, b]\n: 1\n", 1, 3, "list as a key"),
    ("? {a: b}\n: 1\n", 1, 3, "mapping as a key"),
    ("'': 1\n", 1, 1, "key without a name"),
    ("%YAML 1.1\n---\na: 1\n", 1, 1, "YAML 1.1 is declared"),
    ("a: 1\nb: x\u{85}y\n", 2, 5, "invisible line break U+0085"),
    ("a: 1\nb: x\u{2028}y\n", 2, 5, "invisible line break U+2028"),
    ("a: 1\nb: \u{7}\n", 2, 4, "control character U+0007"),
    ("a: \"x\\0y\"\n", 1, 4, "text holds the control character \\x0"),
    ("a: b\u{FEFF}\n", 1, 5, "byte order mark U+FEFF inside the file"),
  ]) func `what reads otherwise than it looks is refused at its place`(
    text: String, line: Int, column: Int, message: String
  ) {
    let diagnostic = refusal(Array(text.utf8))
    #expect(diagnostic?.message == message)
    #expect(diagnostic?.location?.line == line)
    #expect(diagnostic?.location?.column == column)
    #expect(diagnostic?.hint != nil)
    #expect(diagnostic?.location?.excerpt != nil)
  }

  @Test(
    arguments: [
      ([], "file is empty"), (Array("# only a comment\n".utf8), "file is empty"),
      ([0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x20, 0x31], "file begins with a byte order mark"),
      ([0xFF, 0xFE, 0x61, 0x00], "file is UTF-16"), ([0x61, 0x3A, 0x20, 0xC3, 0x28], "file is not valid UTF-8"),
      ([0x61, 0x00], "control character U+0000"),
    ] as [([UInt8], String)]) func `bytes that are no UTF-8 text are refused`(bytes: [UInt8], message: String)
  {
    #expect(refusal(bytes)?.message == message)
    #expect(refusal(bytes)?.location?.file == "gates.yaml")
  }

  @Test func `invalid UTF-8 is shown where it stands`() {
    let location = refusal(Array("a: 1\nb: ".utf8) + [0xFF, 0x0A])?.location
    #expect(location?.line == 2)
    #expect(location?.column == 4)
  }

  @Test(arguments: [
    ("a: b: c\n", 1, 5, "mapping values are not allowed"), ("a: [1, 2\n", 2, 1, "did not find expected ',' or ']'"),
    ("a: 'x\n", 2, 1, "found unexpected end of stream"), ("a:\n\t- b\n", 2, 1, "cannot start any token"),
  ]) func `a syntax error names its place and what libyaml expected`(
    text: String, line: Int, column: Int, message: String
  ) {
    let diagnostic = refusal(Array(text.utf8))
    #expect(diagnostic?.message.contains(message) == true)
    #expect(diagnostic?.location?.line == line)
    #expect(diagnostic?.location?.column == column)
    #expect(diagnostic?.hint != nil)
  }

  @Test func `nesting ends at 64 levels and is refused in no time`() throws {
    #expect(throws: Never.self) { try parse(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)) }
    for opening in ["[", "{a: ", "- ", "? ", "[{a: "] {
      let diagnostic = refusal(Array(String(repeating: opening, count: 100_000).utf8))
      #expect(diagnostic != nil)
    }
    let deep = String(repeating: "[", count: 65) + String(repeating: "]", count: 65)
    #expect(refusal(Array(deep.utf8))?.message == "nested deeper than 64 levels")
  }

  @Test func `size and number of values have limits with errors of their own`() {
    #expect(refusal([UInt8](repeating: 0x20, count: (8 << 20) + 1))?.message == "file is larger than 8388608 bytes")
    let many = "[" + String(repeating: "1,", count: 250_000) + "]"
    #expect(refusal(Array(many.utf8))?.message == "more than 250000 values")
  }

  @Test func `carriage returns count lines as libyaml counts them`() throws {
    #expect(refusal(Array("a: 1\r\nb: 2\r\nb: 3\r\n".utf8))?.location?.line == 3)
    #expect(refusal(Array("a: 1\r\nb: 2\r\nb: 3\r\n".utf8))?.location?.excerpt == "b: 3")
  }

  @Test(arguments: [
    ("e: record.a == b\n", 1, 11, 1, 14), ("e: 'record.a == b'\n", 1, 11, 1, 15),
    ("e: |\n  record.a ==\n    b\n", 2, 3, 3, 5), ("e: >\n  record.a\n  == b\n", 1, 10, 3, 3),
    ("e: >-\n    record.a\n    == b\n", 1, 1, 2, 5), ("e: >-\n    record.a\n    == b\n", 1, 13, 3, 8),
    ("e: record.a\n    == b\n", 1, 8, 1, 11), ("e: record.a\n    == b\n", 1, 13, 2, 8),
    // A blank or further indented line is kept by the fold: the place is then the beginning.
    ("e: >-\n  record.a\n\n  == b\n", 2, 1, 1, 4), ("e: >-\n  record.a\n    == b\n", 2, 3, 1, 4),
    ("e: \"record.a\n  == b\"\n", 1, 11, 1, 15),
  ]) func `a place within an expression is found in the file`(
    text: String, line: Int, column: Int, fileLine: Int, fileColumn: Int
  ) throws {
    let file = try parse(text)
    guard case .mapping(let entries) = file.root.content else { return }
    let location = file.location(of: entries[0].value, line: line, column: column)
    #expect(location.line == fileLine)
    #expect(location.column == fileColumn)
  }
}

@Suite("YAML scalars") struct YAMLScalarTests {
  /// YAML 1.2.2, section 10.3.2.
  @Test(
    arguments: [
      ("null", .null), ("~", .null), ("", .null), ("Null", .null), ("nULL", .text("nULL")), ("true", .bool(true)),
      ("FALSE", .bool(false)), ("NO", .text("NO")), ("yes", .text("yes")), ("on", .text("on")), ("0", .int(0)),
      ("-19", .int(-19)), ("+12", .int(12)), ("0o14", .int(12)), ("0xC", .int(12)), ("0o8", .text("0o8")),
      ("012", .int(12)), ("1_000", .text("1_000")), ("0.", .double(0)), ("-0.0", .double(0)), (".5", .double(0.5)),
      ("+12e03", .double(12000)), ("-2E+05", .double(-200_000)), (".", .text(".")), ("e3", .text("e3")),
      ("1e", .text("1e")), (".inf", .double(.infinity)), ("-.INF", .double(-.infinity)), ("inf", .text("inf")),
      ("nan", .text("nan")), ("0x", .text("0x")), ("-0x1", .text("-0x1")), ("2024-01-01", .text("2024-01-01")),
      ("12:30:45", .text("12:30:45")), ("9223372036854775808", .double(9_223_372_036_854_775_808)),
    ] as [(String, YAMLScalar)]) func `a plain scalar is typed by the core schema`(text: String, value: YAMLScalar)
  {
    #expect(YAMLScalar(text, quoted: false) == value)
    #expect(YAMLScalar(text, quoted: true) == .text(text))
  }
}

@Suite("YAML mappings") struct YAMLMappingTests {
  private enum Severity: String, CaseIterable { case error, warning, info }

  private func reading(_ text: String) throws -> (YAMLMapping, DiagnosticCollector) {
    let file = try parse(text)
    let collector = DiagnosticCollector()
    return (YAMLMapping(file.root, of: file, what: "gate", collector), collector)
  }

  @Test func `values come out typed`() throws {
    let (gate, collector) = try reading(
      "name: ECE\nversion: 2.0\nn: 30\nthreshold: 5\nlive: true\nseverity: warning\nrefs: a\nmore: [b, c]\nnote: null\n"
    )
    #expect(gate.string("name") == "ECE")
    #expect(gate.string("version") == "2.0")
    #expect(gate.int("n") == 30)
    #expect(gate.double("threshold") == 5)
    #expect(gate.bool("live") == true)
    #expect(gate.choice("severity", among: Severity.self) == .warning)
    #expect(gate.strings("refs") == ["a"])
    #expect(gate.strings("more") == ["b", "c"])
    #expect(gate.optionalString("note") == nil)
    #expect(gate.optionalDouble("absent") == nil)
    gate.finish()
    #expect(collector.all.isEmpty)
  }

  @Test func `an unknown key suggests the nearest that was asked for`() throws {
    let (gate, collector) = try reading("name: ECE\n  \ntreshold: 0.05\n")
    _ = gate.string("name")
    _ = gate.optionalDouble("threshold")
    gate.finish()
    #expect(
      collector.all.map(\.text) == [
        "gates.yaml:3:1: error: unknown key 'treshold'\n  treshold: 0.05\n  ^\n  hint: did you mean 'threshold'?"
      ])
  }

  @Test func `all problems of a mapping are gathered, each at its place`() throws {
    let (gate, collector) = try reading(
      "threshold: [1]\nn: 1.5\nlive: \"true\"\nseverity: warnign\nlimit: .inf\nclause:\ntrigger: x\nlist: x\n")
    _ = gate.string("name")
    _ = gate.double("threshold")
    _ = gate.int("n")
    _ = gate.bool("live")
    _ = gate.choice("severity", among: Severity.self)
    _ = gate.double("limit")
    _ = gate.optionalString("clause")
    _ = gate.mapping("trigger")
    _ = gate.mappings("list", what: "gate")
    gate.finish()
    #expect(
      collector.all.map { "\($0.location?.line ?? 0):\($0.location?.column ?? 0) \($0.message)" } == [
        "1:1 gate has no 'name'",
        "1:12 'threshold' must be a number, not a list",
        "2:4 'n' must be a whole number of at most 64 bits, not 1.5",
        "3:7 'live' must be true or false, not text",
        "4:11 unknown 'severity': 'warnign'",
        "5:8 'limit' must be a finite number, not .inf",
        "6:8 'clause' is empty",
        "7:10 'trigger' must be a mapping, not text",
        "8:7 'list' must be a list, not text",
      ])
    #expect(collector.all[3].hint == "remove the quotes")
    #expect(collector.all[4].hint == "did you mean 'warning'?")
  }

  @Test func `an item that is no mapping is reported once, not once for each missing key`() throws {
    let (policy, collector) = try reading("gates:\n  - just text\n  - name: ECE\n")
    let names = policy.mappings("gates", what: "gate").map { $0.string("name") }
    #expect(names == [nil, "ECE"])
    #expect(collector.all.map(\.message) == ["gate must be a mapping, not text"])
  }

  @Test func `keys of a mapping of names are never unknown`() throws {
    let (limits, collector) = try reading("a: 1\nb: 2\n")
    #expect(limits.all().map(\.name) == ["a", "b"])
    limits.finish()
    #expect(collector.all.isEmpty)
  }
}
