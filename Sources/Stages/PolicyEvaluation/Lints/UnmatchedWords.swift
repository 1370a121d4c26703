import AuditModel
import CEL
import Diagnostics
import Rows

/// Texts that conditions compare `type` or `outcome` with and that no record has: a slip of the pen, or something that did
/// not happen. Only the check of a definition says so.
struct UnmatchedWords {
  /// What was seen, by dataset.
  let seen: [String: SeenWords]

  func notes(_ gates: [PlannedGate]) -> [Finding] {
    gates.flatMap { planned -> [Finding] in
      guard let kind = planned.test.subject, let words = seen[kind.name] else { return [] }
      var found: [Finding] = []
      for compared in planned.test.conditions.flatMap(\.comparedTexts) {
        guard let known = words.words(of: compared.column), !known.isEmpty, !known.contains(compared.text) else {
          continue
        }
        let field = kind.schema.fields[compared.column].name
        let near = suggestion(for: compared.text, in: known).map { "; the nearest is '\($0)'" } ?? ""
        let note = Finding(
          code: "word_not_in_data", subject: "gate \(planned.gate.id)",
          message: "no record of \(kind.name) has the \(field) '\(compared.text)'\(near)")
        if !found.contains(note) { found.append(note) }
      }
      return found
    }
  }
}
