package import Diagnostics
import Mustache

/// Letters about a pack: a template, filled with what the pack says; what no pack can know is marked in the template.
package enum Correspondence {
  /// The letter that a template makes of a pack; `gate` is the id of the one gate that it is about, nil for all. `declined` are the
  /// cases that notices are written for.
  ///
  /// `name` is the template's in diagnostics; `more` are values that only its template asks for.
  package static func letter(
    _ template: String, name: String, about pack: LetterSubject, gate: String? = nil,
    envelope: LetterEnvelope = LetterEnvelope(), declined: [DeclinedCase] = []
  ) throws(Diagnostic) -> LetterText {
    var values = try LetterValues(pack, gate: gate, envelope).values
    values["cases"] = declined.map(\.values)
    return LetterText(filled: try fill(template, values, name: name))
  }

  private static func fill(
    _ template: String, _ values: [String: Any], name: String
  ) throws(Diagnostic) -> String {
    do {
      return try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}\n" + LetterMark.marked(template)).render(values)
    } catch {
      throw Diagnostic(
        "the template '\(name)' cannot be read", at: Location(file: name), hint: "close every section that it opens")
    }
  }
}
