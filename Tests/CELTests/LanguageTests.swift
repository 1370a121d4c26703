import CEL
import Testing

/// What the language definition and the extensions' documents state, each as an expression that must be true.
@Suite("CEL language") struct LanguageTests {
  @Test(arguments: [
    // The examples of the strings extension.
    "'hello'.charAt(4) == 'o'", "'hello'.charAt(5) == ''", "'hello mellow'.indexOf('') == 0",
    "'hello mellow'.indexOf('ello', 2) == 7", "'hello mellow'.lastIndexOf('') == 12",
    "'hello mellow'.lastIndexOf('ello') == 7", "'hello mellow'.lastIndexOf('ello', 6) == 1",
    "'hello mellow'.indexOf('jello') == -1", "['hello', 'mellow'].join(' ') == 'hello mellow'",
    "'hello hello'.replace('he', 'we', 1) == 'wello hello'", "'hello hello'.replace('he', 'we', -1) == 'wello wello'",
    "'hello hello'.replace('he', 'we', 0) == 'hello hello'",
    "'hello hello hello'.split(' ', 2) == ['hello', 'hello hello']",
    "'hello hello hello'.split(' ', 0) == []", "'tacocat'.substring(4) == 'cat'", "'  \\ttrim\\n    '.trim() == 'trim'",
    "'TacoCÆt Xii'.lowerAscii() == 'tacocÆt xii'", "'gums'.reverse() == 'smug'",
    "'%.1e'.format([-3.14]) == '-3.1e+00'", "'%.3f'.format([123.4999]) == '123.500'", "'%s'.format([b'foo']) == 'foo'",
    "'%.2e'.format([9.999]) == '1.00e+01'", "'%.0f'.format([9.5]) == '10'", "'%.1f'.format([0.96]) == '1.0'",
    "'%x'.format([-30]) == '-1e'", "'%b'.format([-5]) == '-101'", "'%s'.format([{2: 'b', 1: 'a'}]) == '{1: a, 2: b}'",
    "'%s'.format([b'a\\xff\\xffb']) == 'a\\ufffdb'", "'%d'.format([3.14]) == '3.14'",
    // The language definition.
    "'\\303\\277' == 'Ã¿'", "b'\\303\\277' == b'ÿ'", "'\\377' == 'ÿ'", "r'\\\\' == '\\\\\\\\'",
    "'''x''x''' == \"x''x\"",
    "type(type(1)) == type(string)", "[1, 2, 3].filter(i, i % 2 > 0) == [1, 3]", "2 == 2.0", "!(0.0/0.0 == 0.0/0.0)",
    "size('\u{65}\u{301}') == 2", "'\u{E9}' != '\u{65}\u{301}'", "'\u{FF5E}' < '\u{1F600}'", "b'\\x80' > b'a'",
    "[0, 1].exists(x, 1/x == 1)", "![0, 1].all(x, 1/x == 2)", "true || 1/0 == 1", "1/0 == 1 || true",
    "{'a': 1, 'b': 2}.all(k, k in ['a', 'b'])", "1 // a comment\n == 1", "{'if': 1}.if == 1", ".1 == 1e-1",
    "[1, 2,] == [1, 2]", "br'\\x' == b'\\\\x'",
    // What a list of nulls and others may be added to or hold is not known before it is evaluated.
    "size([true, null] + [1]) == 3", "!(0 in [true, null])", "{'a': null, 'b': [1]}.?a.orValue(9) == null",
    "{1: 'a',} == {1: 'a'}", "7 % -3 == 1", "-7 / 2 == -3",
    // Two variables, optionals, bindings.
    "['a', 'b'].transformList(i, v, v + string(i)) == ['a0', 'b1']",
    "{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10) == {'b': 20}",
    "{'a': 'x'}.transformMapEntry(k, v, {v: k}) == {'x': 'a'}", "{'a': {'b': 1}}.?a.?b.value() == 1",
    "optional.none().optFlatMap(x, optional.of(x)).hasValue() == false", "optional.of(1).orValue(1/0) == 1",
    "optional.unwrap([optional.of(1), optional.none()]) == [1]", "cel.bind(a, 'x', a + a) == 'xx'",
    // Network.
    "ip('2001:DB8:0:0:0:0:0:1') == ip('2001:db8::1')", "ip('2001:db8::1').family() == 6",
    "string(ip('0:0:1:0:0:0:0:1')) == '0:0:1::1'", "!ip.isCanonical('2001:DB8::1')", "!isIP('010.0.0.1')",
    "ip('fe80::1').isLinkLocalUnicast()", "ip('169.254.9.9').isLinkLocalUnicast()", "!ip('10.0.0.1').isLoopback()",
    "ip('10.0.0.1').isGlobalUnicast()", "cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
    "!cidr('10.0.0.0/8').containsIP('2001:db8::1')", "cidr('0.0.0.0/0').containsIP('255.1.2.3')",
    "cidr('10.0.0.0/8').containsCIDR('10.9.0.0/16')", "!isCIDR('10.0.0.0/33')", "cidr('::/0').prefixLength() == 0",
    // Times.
    "timestamp('2024-02-29T12:00:00+02:00') == timestamp('2024-02-29T10:00:00Z')",
    "timestamp('2024-03-01T00:00:00Z') - timestamp('2024-02-28T00:00:00Z') == duration('48h')",
    "duration('1h30m') == duration('90m')", "duration('-1.5s') == duration('-1500ms')",
    "string(duration('1500ms')) == '1.5s'",
    "timestamp('2024-03-31T01:30:00Z').getHours('Europe/Paris') == 3", "timestamp(0).getDayOfWeek() == 4",
    "timestamp('2024-12-31T23:59:59.999Z').getDayOfYear() == 365", "timestamp(0).getMinutes('-00:30') == 30",
    "timestamp('1969-12-31T23:59:59.5Z').getMilliseconds() == 500", "duration('3730s').getMinutes() == 62",
    // Lists and sets.
    "[3, 1, 2].sort() == [1, 2, 3]", "[1, 1.0, 2].distinct() == [1, 2]", "[[1], [2, 3]].flatten() == [1, 2, 3]",
    "sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "sets.equivalent([1], [1, 1])", "!sets.intersects([1], [])",
    "[1, 2, 3, 4].slice(1, 3) == [2, 3]", "[1, 2].first().value() == 1", "![].last().hasValue()",
    // Numbers.
    "math.bitShiftRight(-1024, 2) == 4611686018427387648", "math.greatest([-42.0, -21.5]) == -21.5",
    "math.least(1, 2.5, 0u) == 0u", "math.round(2.5) == 3.0", "math.sqrt(81) == 9.0", "int('-0') == 0",
    "string(1e21) == '1e+21'", "string(0.00001) == '1e-05'", "string(-0.5) == '-0.5'", "uint(-0.0) == 0u",
    "'abc'.matches('^a.c$') && matches('abc', 'b')", "base64.decode('aGk') == b'hi'",
  ])
  func `a documented example is true`(expression: String) throws {
    let program = try CELProgram(expression, CELEnvironment(zones: ZoneFixture.rules))
    #expect(CELText.json(try program.evaluate()) == "true")
  }

  @Test(arguments: [
    "9223372036854775807 + 1", "-9223372036854775808 - 1", "0u - 1u", "-9223372036854775808 / -1", "1 % 0", "1u / 0u",
    "int(1e19)", "uint(-1)", "int('1_000')", "int('0x10')", "double('1e999')", "bool('yes')", "string(b'\\xff')",
    "timestamp('2024-02-30T00:00:00Z')", "timestamp('2024-01-01')", "timestamp('2024-01-01T00:00:00')",
    "timestamp('9999-12-31T23:59:59Z') + duration('1s')", "duration('1')", "duration('1d')", "duration('9300000000s')",
    "[1][1]", "[1][-1]", "{'a': 1}['b']", "{'a': 1}.b", "{1: 1, 1u: 2}", "optional.none().value()", "'abc'.charAt(4)",
    "'abc'.substring(2, 1)", "'a'.matches('(')", "ip('1.2.3')", "ip('1::2::3')", "cidr('1.2.3.4')",
    "cidr('1.2.3.4/033')",
    "timestamp(0).getHours('Nowhere/City')", "'%s %s'.format(['one'])", "'%d'.format(['x'])", "'%'.format([])",
    "'%.1001f'.format([1.0])", "base64.decode('a')", "base64.decode('a=b=')", "[1, 2].exists_one(x, 1/0 == 1)",
    "math.greatest([])", "math.bitShiftLeft(1, -1)", "[1, 'a'].sort()", "[1].map(x, x / 0)", "dyn(1) + 'a'",
  ])
  func `what has no value is an error of the evaluation`(expression: String) throws {
    let program = try CELProgram(expression)
    #expect(throws: CELError.self) { try program.evaluate() }
  }

  @Test(arguments: ["rb'x'", "Rb'x'", "bb'x'", "b r'x'", "0x", "1.", "'a\nb'", "b'\\u0041'", "'\\ud800'", "a.'b'"])
  func `what the grammar does not have is refused`(expression: String) {
    #expect(throws: CELErrors.self) { try CELProgram(expression) }
  }

  @Test func `a map finds its keys by number across types, however many there are`() throws {
    func adds(_ key: CELValue, _ value: CELValue, to map: inout CELMap) -> Bool { map.insert(key, value) }
    for count in [0, 1, 7, 8, 9, 10, 300] {
      var map = CELMap()
      for n in 0..<count {
        let isNew = adds(n % 2 == 0 ? .int(Int64(n)) : .uint(UInt64(n)), .int(Int64(n * n)), to: &map)
        let isNewAgain = adds(.int(Int64(n)), .null, to: &map)
        #expect(isNew && !isNewAgain)
      }
      for n in 0..<count {
        for key in [CELValue.int(Int64(n)), .uint(UInt64(n)), .double(Double(n))] {
          #expect(map[key].map { CELText.json($0) } == String(n * n))
        }
      }
      #expect(map.count == count)
      #expect(map[.int(Int64(count))] == nil)
      #expect(map[.double(0.5)] == nil)
      let texts = ["e\u{301}", "\u{E9}", "\u{E9}"].map { adds(.string($0), .null, to: &map) }
      #expect(texts == [true, true, false])
      let refused = [CELValue.double(-1), .null, .bytes([])].map { adds($0, .null, to: &map) }
      #expect(refused == [false, false, false])
    }
  }

  @Test func `a host's function is checked and called like a standard one`() throws {
    let double = CELFunction(
      "twice",
      [
        .function([.int], .int) { a, _ in .int(a.int(0) * 2) },
        .method([.string], .string) { a, _ in .string(a.string(0) + a.string(0)) },
      ])
    let environment = CELEnvironment(
      variables: [.init("n", .int)], constants: [.init("limits", .map(CELMap([("high", .int(40))])))],
      functions: [double])
    let program = try CELProgram("twice(n) > limits.high && 'ab'.twice() == 'abab'", environment)
    #expect(program.type == .bool)
    #expect(CELText.json(try program.evaluate(["n": .int(21)])) == "true")
    #expect(CELText.json(try program.evaluate(["n": .int(20)])) == "false")
    #expect(throws: CELErrors.self) { try CELProgram("twice(true)", environment) }
    #expect(throws: CELErrors.self) { try CELProgram("limits.hihg", environment) }
  }
}
