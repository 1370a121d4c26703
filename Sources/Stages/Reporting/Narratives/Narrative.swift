import AuditModel
import Diagnostics
import DocumentModel
import Markdown

/// A text that somebody wrote, in Markdown, with references that the facts fill in.
struct Narrative {
  let path: String
  let bytes: [UInt8]
  let facts: Facts

  /// Throws everything that is wrong with its references at once, each with line and column.
  func blocks() throws(Diagnostics) -> [Block] {
    let references = References(facts: facts)
    let problems = references.problems(in: String(decoding: bytes, as: UTF8.self), file: path)
    guard problems.isEmpty else { throw Diagnostics(problems) }
    do throws(Diagnostic) {
      var writer = NarrativeBlocks(references: references)
      writer.write(try MarkdownReader.read(bytes, name: path))
      return writer.blocks
    } catch {
      throw Diagnostics(error)
    }
  }
}
