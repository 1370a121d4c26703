import CEL
import Testing

/// Hostile expressions end in an error at a named limit, soon and without much memory.
@Suite("CEL limits") struct LimitTests {
  private func message(_ text: String) -> String {
    do {
      return "came to \(CELText.json(try CELProgram(text).evaluate()).prefix(40))"
    } catch let errors as CELErrors { return errors.all.first?.message ?? "" } catch let error as CELError {
      return error.message
    } catch { return "\(error)" }
  }

  @Test(arguments: [
    String(repeating: "(", count: 20_000) + "1",
    String(repeating: "[", count: 300) + String(repeating: "]", count: 300),
    "1" + String(repeating: "+1", count: 20_000), "a" + String(repeating: ".b", count: 20_000),
    String(repeating: "!", count: 20_000) + "true", String(repeating: "true?true:", count: 5_000) + "true",
    "size(" + String(repeating: "string(", count: 400) + "1" + String(repeating: ")", count: 401),
  ])
  func `deep nesting is refused`(text: String) {
    #expect(message(text) == "expression is nested deeper than 250 levels")
  }

  @Test func `two hundred levels and ten thousand terms are no more than the limits`() {
    #expect(message(String(repeating: "(", count: 200) + "1" + String(repeating: ")", count: 200)) == "came to 1")
    #expect(message("false" + String(repeating: "||false", count: 9_000)) == "came to false")
    #expect(message(String(repeating: "-", count: 200) + "1") == "came to 1")
    #expect(message(String(repeating: "[", count: 240) + String(repeating: "]", count: 240)).hasPrefix("came to [[["))
    #expect(
      message(String(repeating: "{1:", count: 240) + "2" + String(repeating: "}", count: 240)).hasPrefix("came to [[1"))
    #expect(message(String(repeating: "false ? 2 : ", count: 120) + "1") == "came to 1")
    #expect(message((0..<80).reversed().reduce("true") { "[1].all(x\($1), \($0))" }) == "came to true")
    #expect(message((0..<120).reduce("1") { text, _ in "dyn(\(text)) + 1" }) == "came to 121")
  }

  @Test func `an expression longer than the limit is refused`() {
    #expect(message("'" + String(repeating: "a", count: 70_000) + "'") == "expression is longer than 65536 characters")
  }

  @Test func `a list literal longer than the limit is refused`() {
    #expect(message("[" + String(repeating: "1,", count: 10_001) + "]") == "more than 10000 elements")
  }

  @Test func `nested macros run out of steps`() {
    let list = "[0,1,2,3,4,5,6,7,8,9]"
    let bomb = (0..<8).reversed().reduce("x0 + x7 == -1") { "\(list).exists(x\($1), \($0))" }
    #expect(message(bomb) == "evaluation costs more than 1000000 steps")
    #expect(message("!(\(bomb) || true)") == "evaluation costs more than 1000000 steps")
  }

  @Test(arguments: [
    (0..<40).reduce("['ab', 'cd']") { text, _ in "\(text).map(x, x + x)" },
    (0..<60).reduce("[1]") { text, _ in "\(text).map(x, [x, x])" },
    (0..<60).reversed().reduce("x59") { "cel.bind(x\($1), \($1 == 0 ? "'ab'" : "x\($1 - 1)+x\($1 - 1)"), \($0))" },
    "cel.bind(a, 'aaaaaaaaaaaaaaaa', cel.bind(b, a.replace('', a), cel.bind(c, b.replace('', b), c.replace('', c))))",
    (0..<30).reduce("[[1, 2]]") { text, _ in "\(text).map(x, {'a': x, 'b': x})" },
  ])
  func `values that double are stopped by their size or their cost`(text: String) {
    let limits = ["a value is larger than 4194304 bytes", "evaluation costs more than 1000000 steps"]
    #expect(limits.contains(message(text)))
  }

  @Test func `a text that doubles is stopped at the size limit`() {
    #expect(
      message("cel.bind(a, '\(String(repeating: "a", count: 60_000))', a.replace('a', a))")
        == "a value is larger than 4194304 bytes")
  }

  @Test func `a pattern that backtracks elsewhere matches in time linear in the text`() {
    let text = String(repeating: "a", count: 30_000)
    #expect(message("'\(text)b'.matches('^(a+)+$')") == "came to false")
  }

  @Test func `patterns too long or too large are refused`() {
    #expect(
      message("'a'.matches('\(String(repeating: "a", count: 5_000))')")
        == "pattern of 'matches' is longer than 4096 bytes")
    for pattern in ["((a{100}){100}){100}", "(abcdefghij){1000}", "\\pL{900}"] {
      #expect(message("'a'.matches(r'\(pattern)')").hasPrefix("pattern of 'matches' "))
    }
    #expect(
      message("'a'.matches('(abcdefghij){1000}')") == "pattern of 'matches' compiles to more than 10000 instructions")
  }

  @Test func `searching is linear where texts repeat themselves`() {
    let hay = String(repeating: "a", count: 30_000)
    let needle = String(repeating: "a", count: 15_000) + "b"
    #expect(message("'\(hay)'.contains('\(needle)')") == "came to false")
  }

  @Test func `deep JSON is refused`() {
    #expect(throws: CELError.self) { try CELText.value(json: String(repeating: "[", count: 100_000)) }
  }
}
