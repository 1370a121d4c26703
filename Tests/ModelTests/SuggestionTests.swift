import Diagnostics
import Testing

@Suite("Diagnostics")
struct SuggestionTests {
  @Test(arguments: [
    ("treshold", "threshold"), ("sevrity", "severity"), ("metrci", "metric"), ("Gates", "gates"),
  ])
  func `a slip of the pen finds its word`(word: String, meant: String) {
    #expect(suggestion(for: word, in: ["gates", "metric", "severity", "threshold", "comparison"]) == meant)
  }

  @Test func `a word that is far from all finds none`() {
    #expect(suggestion(for: "frobnicate", in: ["gates", "metric"]) == nil)
    #expect(suggestionHint(for: "frobnicate", in: ["gates", "metric"]) == "known here: gates, metric")
  }

  @Test func `the caret stands under the column`() {
    let place = Location(file: "p.yaml", line: 14, column: 5, excerpt: "    treshold: 0.05")
    let text = Diagnostic("unknown key 'treshold'", at: place, hint: "did you mean 'threshold'?").text
    #expect(
      text == """
        p.yaml:14:5: error: unknown key 'treshold'
              treshold: 0.05
              ^
          hint: did you mean 'threshold'?
        """)
  }

  @Test func `control characters of the input never reach the terminal`() {
    let text = Diagnostic("bad \u{1B}[31m\u{202E}name", at: Location(file: "a\u{07}b")).text
    #expect(text == "a?b: error: bad ?[31m?name")
  }
}
