import CEL
import Rows
import Testing

/// Expressions over the rows of batches.
@Suite("CEL over records") struct RecordTests {
  static let schema = Schema([
    Field("timestamp", .timestamp), Field("type", .text), Field("actor", .text), Field("count", .int),
    Field("score", .double), Field("mfa", .bool), Field("roles", .list), Field("details", .json),
    Field("closed_at", .timestamp),
  ])

  /// Rows of one batch with its symbols.
  struct Sample {
    var symbols: Symbols
    var batch = Batch(columns: RecordTests.schema.count)

    init(seeds: [String] = []) { symbols = Symbols(seededWith: seeds) }

    /// Adds a record from the words of its fields.
    mutating func add(_ fields: [String: String]) throws {
      batch.appendRow(line: UInt32(batch.count + 1), ordinal: UInt32(batch.count + 1))
      for (name, word) in fields {
        let column = try #require(RecordTests.schema.position(of: name))
        batch.set(column, try cell(RecordTests.schema.fields[column].type, word))
      }
    }

    private mutating func cell(_ type: FieldType, _ word: String) throws -> Cell {
      switch type {
      case .bool: .bool(word == "true")
      case .int: .int(try #require(Int64(word)))
      case .double: .double(try #require(Double(word)))
      case .text: .text(symbols.intern(word))
      case .timestamp: .timestamp(try #require(Instant(rfc3339: word)))
      case .list: .list(symbols.intern(word))
      case .json: .json(symbols.intern(word))
      }
    }
  }

  static let record = [
    "timestamp": "2024-01-15T10:30:00Z", "type": "auth.failed", "actor": "eve@example.com", "count": "5",
    "score": "0.75",
    "mfa": "false", "roles": "[\"admin\",\"auditor\"]", "details": "{\"ip\":\"10.1.2.3\",\"tries\":3,\"tags\":[\"a\"]}",
  ]

  static let environment = RecordEnvironment(
    schema: schema,
    constants: [
      .init(
        "period",
        .map(
          CELMap([
            ("start", CELText.timestamp("2024-01-01T00:00:00Z")), ("end", CELText.timestamp("2024-04-01T00:00:00Z")),
          ]))),
      .init("limits", .map(CELMap([("tries", .int(3))]))),
    ])

  @Test(arguments: [
    ("type == 'auth.failed'", "holds"), ("record.type == 'auth.login'", "fails"), ("type != 'auth.failed'", "fails"),
    ("type in ['auth.login', 'auth.failed']", "holds"), ("type in ['x', 'y']", "fails"),
    ("type.startsWith('auth.')", "holds"),
    ("type.endsWith('.failed') && actor.contains('@')", "holds"), ("actor.matches('^[a-z]+@')", "holds"),
    ("count > 4 && count <= 5", "holds"), ("count == 5.0", "holds"), ("count > 4.5", "holds"),
    ("score >= 0.75", "holds"), ("score < 1", "holds"),
    ("!mfa", "holds"), ("mfa || count == 5", "holds"), ("closed_at == null", "holds"),
    ("has(record.closed_at)", "fails"),
    ("has(record.count) ? count == 5 : false", "holds"), ("closed_at != null && closed_at < timestamp", "fails"),
    ("timestamp >= period.start && timestamp < period.end", "holds"),
    ("timestamp - period.start < duration('360h')", "holds"),
    ("timestamp - period.start < duration('346h')", "fails"), ("count * 2 + 1 == 11", "holds"),
    ("count > limits.tries", "holds"),
    ("double(count) / 2.0 == 2.5", "holds"),
    ("timestamp + duration('1h') > timestamp('2024-01-15T11:29:59Z')", "holds"),
    // Through values.
    ("'admin' in roles", "holds"), ("roles.exists(r, r == 'auditor') && size(roles) == 2", "holds"),
    ("details.tries == 3", "holds"),
    ("ip(details.ip) == ip('10.1.2.3') && cidr('10.0.0.0/8').containsIP(details.ip)", "holds"),
    ("details.tags[0] == 'a'", "holds"),
    ("has(details.absent)", "fails"), ("details.?absent.orValue(7) == 7", "holds"),
    ("timestamp.getDayOfWeek() == 1", "holds"),
    ("actor < 'f'", "holds"), ("type + actor == 'auth.failedeve@example.com'", "holds"), ("record == record", "holds"),
    ("['a', type].exists(timestamp, timestamp == 'a')", "holds"),
    // Errors.
    ("closed_at < timestamp", "error: no such overload: '<' of null_type, google.protobuf.Timestamp"),
    ("count / 0 == 1", "error: division by zero"), ("details.absent == 1", "error: no such field 'absent'"),
    ("closed_at < timestamp || count == 5", "holds"), ("closed_at < timestamp && count == 4", "fails"),
  ])
  func `a condition comes to its verdict, with literals as codes and without`(text: String, expected: String) throws {
    var literals = ["something", "else"]
    let coded = try RecordPredicate(text, Self.environment, literals: &literals)
    let plain = try RecordPredicate(text, Self.environment)
    var sample = Sample(seeds: literals)
    try sample.add(Self.record)
    #expect(verdict(coded, sample) == expected)
    #expect(verdict(plain, sample) == expected)
  }

  private func verdict(_ predicate: RecordPredicate, _ sample: Sample, _ row: Int = 0) -> String {
    switch predicate.evaluate(sample.batch, row, sample.symbols) {
    case .holds: "holds"
    case .fails: "fails"
    case .error(let error): "error: \(error.message)"
    }
  }

  @Test func `the columns that a condition reads are known`() throws {
    #expect(try RecordPredicate("type == 'a' && record.count > 1", Self.environment).columns == [1, 3])
    #expect(try RecordPredicate("has(record.closed_at)", Self.environment).columns == [8])
    #expect(try RecordPredicate("record != null", Self.environment).columns.count == Self.schema.count)
  }

  @Test func `the type that a record needs is known`() throws {
    var literals: [String] = []
    let one = try RecordPredicate("count > 1 && type == 'b'", Self.environment, literals: &literals)
    let two = try RecordPredicate("type == 'a' || type in ['c', 'b'] && mfa", Self.environment, literals: &literals)
    let none = try RecordPredicate("type == 'a' || count > 1", Self.environment, literals: &literals)
    #expect(one.anchor?.column == 1)
    #expect(one.anchor?.codes.map { literals[Int($0)] } == ["b"])
    #expect(Set(two.anchor?.codes.map { literals[Int($0)] } ?? []) == ["a", "b", "c"])
    #expect(none.anchor == nil)
    #expect(literals.count == 3)
  }

  @Test func `a condition that is no truth value is refused`() {
    #expect(throws: CELErrors.self) { try RecordPredicate("count + 1", Self.environment) }
  }

  @Test func `a field by its own name shadows a type, and a joined record a field`() throws {
    let users = Schema([Field("id", .text), Field("type", .text)])
    let environment = RecordEnvironment(schema: Self.schema, joins: [CELJoin("actor", users)])
    var table = Table(schema: users)
    var symbols = Symbols()
    var batch = Batch(columns: 2)
    batch.appendRow(line: 1, ordinal: 1)
    batch.set(0, .text(symbols.intern("eve@example.com")))
    batch.set(1, .text(symbols.intern("service")))
    batch.admitted = [0]
    table.append([batch], symbols)
    var sample = Sample()
    try sample.add(Self.record)
    let joined = try RecordPredicate("actor != null && actor.type == 'service' && type != actor.type", environment)
    #expect(isHolding(joined.evaluate(sample.batch, 0, sample.symbols, joined: { [.found(table.rows[0])] })))
    #expect(!isHolding(joined.evaluate(sample.batch, 0, sample.symbols, joined: { [.unmatched("none")] })))
    #expect(throws: CELErrors.self) { try RecordPredicate("actor.tipe == 'x'", environment) }

    let key = try JoinKey("user.id == record.actor", CELJoin("user", users), RecordEnvironment(schema: Self.schema))
    #expect(key.field == "id")
    #expect(CELText.json(try key.key.value(sample.batch, 0, sample.symbols)) == "\"eve@example.com\"")
    let folded = try JoinKey(
      "record.actor.lowerAscii() == user.id.lowerAscii()", CELJoin("user", users),
      RecordEnvironment(schema: Self.schema))
    #expect(folded.field == nil)
    #expect(folded.wanted == "user.id.lowerAscii()")
    #expect(CELText.json(try folded.value(of: table.rows[0])) == "\"eve@example.com\"")
    #expect(throws: CELErrors.self) {
      try JoinKey("user.id == user.type", CELJoin("user", users), RecordEnvironment(schema: Self.schema))
    }
    #expect(throws: CELErrors.self) {
      try JoinKey("user.id != record.actor", CELJoin("user", users), RecordEnvironment(schema: Self.schema))
    }
  }

  private func isHolding(_ verdict: RecordPredicate.Verdict) -> Bool {
    if case .holds = verdict { true } else { false }
  }

  /// Random conditions over random records: the test on columns and the computed value agree.
  @Test func `testing columns and computing values agree`() throws {
    var random = SplitMix(state: 20_240_115)
    var literals: [String] = []
    let texts = (0..<400).map { _ in ConditionMaker.condition(depth: 3, &random) }
    let predicates = try texts.map { try RecordPredicate($0, Self.environment, literals: &literals) }
    let computed = try texts.map { try RecordExpression($0, Self.environment) }
    var sample = Sample(seeds: literals)
    for _ in 0..<40 { try sample.add(ConditionMaker.record(&random)) }
    var counts: [String: Int] = [:]
    for (index, text) in texts.enumerated() {
      for row in 0..<sample.batch.count {
        let found = verdict(predicates[index], sample, row)
        let wanted: String
        do throws(CELError) {
          switch try computed[index].value(sample.batch, row, sample.symbols) {
          case .bool(let truth): wanted = truth ? "holds" : "fails"
          case let value: wanted = "error: the condition came to \(CELText.json(value)), not to true or false"
          }
        } catch { wanted = "error: \(error.message)" }
        #expect(found == wanted, "\(text) at row \(row)")
        counts[String(wanted.prefix(5)), default: 0] += 1
      }
    }
    // The generator reaches every verdict.
    #expect(counts.keys.sorted() == ["error", "fails", "holds"])
    #expect(counts.values.allSatisfy { $0 > 500 })
  }
}

/// Makes conditions and records that meet often.
enum ConditionMaker {
  static func condition(depth: Int, _ random: inout SplitMix) -> String {
    if depth > 0, random.next(3) > 0 {
      let a = condition(depth: depth - 1, &random)
      let b = condition(depth: depth - 1, &random)
      return ["(\(a) && \(b))", "(\(a) || \(b))", "!(\(a))", "(\(a) ? \(b) : \(a))", "(\(a) && \(b) && \(a))"][
        random.next(5)]
    }
    let order = ["==", "!=", "<", "<=", ">", ">="][random.next(6)]
    let texts = ["'a'", "'b'", "'auth'", "''", "'\u{E9}'"]
    let numbers = ["0", "1", "-1", "2.5", "9223372036854775807", "0.0/0.0", "1.0"]
    let operand = ["count", "score", "count + 1", "count * count", "double(count) * 2.0", "count % 2", "count / 2"][
      random.next(7)]
    let times = [
      "timestamp", "closed_at", "period.start", "timestamp + duration('1h')", "closed_at - duration('1500ns')",
    ]
    switch random.next(8) {
    case 0: return "type \(order) \(texts[random.next(5)])"
    case 1: return "type in [\(texts[random.next(5)]), \(texts[random.next(5)])]"
    case 2: return "\(operand) \(order) \(numbers[random.next(7)])"
    case 3: return "\(times[random.next(5)]) \(order) \(times[random.next(5)])"
    case 4: return "timestamp - closed_at \(order) duration('\(random.next(3))h')"
    case 5:
      return ["mfa", "has(record.count)", "closed_at == null", "type == actor", "actor != null", "mfa == true"][
        random.next(6)]
    case 6: return "type.\(["startsWith", "endsWith", "contains", "matches"][random.next(4)])('a')"
    default: return ["'admin' in roles", #"'a"b' in roles"#, "'' in roles", "',' in roles"][random.next(4)]
    }
  }

  static func record(_ random: inout SplitMix) -> [String: String] {
    var fields: [String: String] = [:]
    func maybe(_ name: String, _ words: [String]) {
      if random.next(4) > 0 { fields[name] = words[random.next(words.count)] }
    }
    maybe("type", ["a", "b", "auth", "", "\u{E9}", "e\u{301}", "zzz"])
    maybe("actor", ["a", "b"])
    maybe("count", ["0", "1", "-1", "5", "9223372036854775807", "-9223372036854775808"])
    maybe("score", ["0", "1", "2.5", "-1", "1e300"])
    maybe("mfa", ["true", "false"])
    maybe(
      "roles",
      [
        "[]", "[\"admin\"]", "[\"x\",\"admin\"]", "[\"\"]", "[\"x\\\"admin\"]", "[\"admin\\\"\"]", "[\"a\\\"b\"]",
        "[\",\"]",
        "[\"x,\\\"admin\\\",\"]", "[\"x,\",\",y\"]",
      ])
    let times = ["2024-01-01T00:00:00Z", "2024-01-01T01:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"]
    maybe("timestamp", times)
    maybe("closed_at", times)
    return fields
  }
}

/// A generator that repeats (Steele, Lea and Flood).
struct SplitMix {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ z >> 31) % UInt64(bound))
  }
}

extension CELText {
  static func timestamp(_ text: String) -> CELValue { CELTimestamp(text).map { .timestamp($0) } ?? .null }
}
