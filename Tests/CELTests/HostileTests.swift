import CEL
import Testing

/// Expressions that nobody wrote: none may trap, and each ends in a value or an error.
@Suite("Hostile CEL") struct HostileTests {
  @Test func `cut, spliced and changed expressions end in a value or an error`() throws {
    var random = SplitMix(state: 991)
    let sources = try ConformanceCase.all().map { Array($0.expression.unicodeScalars) }
    let pieces = Array("()[]{}.,?:!&|=<>+-*/%'\"`\\rbuxU01 9e\n\u{301}\u{1F600}".unicodeScalars)
    var values = 0
    var errors = 0
    for _ in 0..<6_000 {
      var text = sources[random.next(sources.count)]
      for _ in 0...random.next(3) where !text.isEmpty {
        let place = random.next(text.count)
        switch random.next(4) {
        case 0: text.removeSubrange(place...)
        case 1: text.insert(pieces[random.next(pieces.count)], at: place)
        case 2: text[place] = pieces[random.next(pieces.count)]
        default:
          let other = sources[random.next(sources.count)]
          text.insert(contentsOf: other[random.next(other.count)...], at: place)
        }
      }
      let expression = String(String.UnicodeScalarView(text))
      do {
        let program = try CELProgram(expression, checked: random.next(2) == 0)
        _ = CELText.tagged(try program.evaluate())
        values += 1
      } catch { errors += 1 }
    }
    // The changes leave some expressions right and break others.
    #expect(values > 300)
    #expect(errors > 1_000)
  }

  @Test func `methods and functions take any receiver and arguments without a check`() throws {
    let operands = [
      "null", "true", "-9223372036854775808", "18446744073709551615u", "0.0/0.0", "-1e308", "''", "'a\u{301}b'",
      "b'\\xff'", "[]", "[1, 'a', null]",
      "{}", "{'a': 1}", "int", "timestamp('0001-01-01T00:00:00Z')", "timestamp('9999-12-31T23:59:59.999999999Z')",
      "duration('-9223372036854775808ns')", "duration('9223372036854775807ns')", "optional.none()", "optional.of(1)",
      "ip('::')", "cidr('0.0.0.0/0')",
    ]
    let functions = [
      "size", "int", "uint", "double", "string", "bytes", "bool", "timestamp", "duration", "type", "dyn", "ip", "cidr",
      "math.abs", "math.sign",
      "math.ceil", "math.greatest", "math.bitNot", "math.sqrt", "strings.quote", "base64.encode", "base64.decode",
      "isIP", "optional.of", "sets.contains",
      "math.bitShiftLeft", "math.bitShiftRight", "math.least", "ip.isCanonical", "optional.unwrap",
      "optional.ofNonZeroValue", "math.bitXor",
    ]
    let methods = [
      "charAt", "indexOf", "lastIndexOf", "substring", "replace", "split", "join", "trim", "format", "reverse", "sort",
      "slice", "distinct", "flatten",
      "getHours", "getDayOfYear", "getFullYear", "getMilliseconds", "matches", "contains", "value", "or", "orValue",
      "containsIP", "masked", "first",
    ]
    let operators = ["+", "-", "*", "/", "%", "==", "<", ">=", "in", "&&", "||"]
    var count = 0
    func run(_ text: String) {
      do {
        _ = CELText.json(try CELProgram(text, checked: false).evaluate())
        count += 1
      } catch {}
    }
    for a in operands {
      run("-(\(a))")
      for function in functions { run("\(function)(\(a))") }
      for method in methods { run("(\(a)).\(method)()") }
      for b in operands {
        for sign in operators { run("(\(a)) \(sign) (\(b))") }
        for function in functions.suffix(9) { run("\(function)(\(a), \(b))") }
        for method in methods { run("(\(a)).\(method)(\(b))") }
        run("(\(a))[\(b)]")
      }
      for (b, c) in zip(operands, operands.reversed()) {
        for method in ["substring", "slice", "replace", "indexOf", "lastIndexOf", "split"] {
          run("(\(a)).\(method)(\(b), \(c))")
        }
      }
    }
    #expect(count > 1_000)
  }
}
