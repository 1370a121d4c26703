import Diagnostics

/// The one script of a page, of the template folder: it may sort and filter what is there, and load nothing.
package struct PageScript: Sendable {
  package let text: String

  /// What would end the element or could reach out of the page is a diagnostic; the page's policy forbids it, too.
  init(_ text: String, file: String) throws(Diagnostic) {
    let text = TemplateSet.unixLines(text)
    let refused = ["</", "<!--", "fetch", "XMLHttpRequest", "WebSocket", "import(", "eval(", "\r", "\0"]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      guard let word = refused.first(where: { line.contains($0) }), let start = line.firstRange(of: word) else {
        continue
      }
      throw Diagnostic(
        "a script inside a page cannot hold '\(word)'",
        at: Location(
          file: file, line: index + 1,
          column: line.unicodeScalars.distance(from: line.startIndex, to: start.lowerBound) + 1, excerpt: String(line)))
    }
    self.text = text
  }
}
