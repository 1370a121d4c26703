import AuditModel
import Diagnostics
import DocumentModel
import Markdown

/// A text that somebody wrote, in Markdown, with references that the facts fill in.
struct Narrative {
  let path: String
  let bytes: [UInt8]
  let facts: Facts
  /// What the document's other headings are linked by.
  var taken: Set<String> = []

  /// Throws everything that is wrong with its references at once, each with line and column; else with its links.
  func blocks() throws(Diagnostics) -> [Block] {
    let references = References(facts: facts)
    let problems = references.problems(in: String(decoding: bytes, as: UTF8.self), file: path)
    guard problems.isEmpty else { throw Diagnostics(problems) }
    let source = try markdown()
    var writer = NarrativeBlocks(references: references, taken: taken)
    writer.write(source)
    try NarrativeLinks(anchors: writer.anchors, facts: facts).check(source, file: path)
    return writer.blocks
  }

  private func markdown() throws(Diagnostics) -> [MarkdownBlock] {
    do throws(Diagnostic) { return try MarkdownReader.read(bytes, name: path) } catch { throw Diagnostics(error) }
  }
}
