import Foundation
import TestSupport
import Testing

/// A committed transcript of runs, against which the program's words are held.
///
/// A transcript has for each run the command line, what it printed on standard output, what on standard error between
/// marks, and its exit status. `VOUCH_RECORD=1` writes it anew, and then fails the test, so that no run passes by
/// recording.
struct Transcript {
  /// The path in the checkout.
  let path: String
  private var text = ""

  init(_ path: String) { self.path = path }

  mutating func add(_ run: Program.Run) {
    text += "$ vouch " + run.arguments.joined(separator: " ") + "\n" + ended(run.out)
    if !run.err.isEmpty { text += "[standard error]\n" + ended(run.err) }
    text += "[exit \(run.status)]\n\n"
  }

  private func ended(_ words: String) -> String { words.isEmpty || words.hasSuffix("\n") ? words : words + "\n" }

  /// Puts a word in place of each match, for what is checked elsewhere and moves with every change of a template.
  mutating func mask(_ pattern: String, as word: String) {
    text = text.replacingOccurrences(of: pattern, with: word, options: .regularExpression)
  }

  func compare(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = Checkout.root.appending(path: path)
    if ProcessInfo.processInfo.environment["VOUCH_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record("recorded \(path); look at it and run again without VOUCH_RECORD", sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(
      expected == text, "\(path) differs; VOUCH_RECORD=1 records it anew\n\(firstDifference(expected, text))",
      sourceLocation: sourceLocation)
  }

  private func firstDifference(_ expected: String, _ actual: String) -> String {
    let (old, new) = (expected.components(separatedBy: "\n"), actual.components(separatedBy: "\n"))
    guard
      let line = (0..<max(old.count, new.count)).first(where: {
        $0 >= old.count || $0 >= new.count || old[$0] != new[$0]
      })
    else { return "" }
    return "line \(line + 1)\n- \(line < old.count ? old[line] : "end")\n+ \(line < new.count ? new[line] : "end")"
  }
}
