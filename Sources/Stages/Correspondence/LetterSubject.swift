package import JSON

/// What a pack says of itself, as far as letters speak of it; texts are kept in one line, without marks of letters.
package struct LetterSubject: Sendable {
  package let title: String
  package let pack: String
  package let organization: String
  /// `2024-01-01 to 2024-03-31`.
  package let period: String
  package let asOf: String
  /// The definition's file name.
  package let definition: String
  /// The version that made it, and from how many exports.
  package let vouch: String
  package let exports: Int
  /// The model that the gates guard, if the pack audits one.
  package let model: String?
  /// Who prepared the pack, and whom to ask, as the definition says.
  package let preparedBy: String?
  package let contact: String?
  /// The names of its documents.
  package let documents: [String]
  package let digests: Digests
  /// The files of the pack.
  package let files: [String]
  /// The decisions of decisions.json and the metrics of metrics.json, in their order.
  package let decisions: [JSONValue]
  package let metrics: [JSONValue]

  /// 64 hexadecimal digits each.
  package struct Digests: Sendable {
    package let pack: String
    package let content: String
    package let facts: String

    package init(pack: String, content: String, facts: String) {
      self.pack = LetterMark.plain(pack)
      self.content = content
      self.facts = facts
    }
  }

  package init(
    title: String, pack: String, organization: String, period: String, asOf: String, definition: String, vouch: String,
    exports: Int, model: String?, preparedBy: String?, contact: String?, documents: [String], digests: Digests,
    files: [String], decisions: [JSONValue], metrics: [JSONValue]
  ) {
    self.title = LetterMark.plain(title)
    self.pack = LetterMark.plain(pack)
    self.organization = LetterMark.plain(organization)
    self.period = LetterMark.plain(period)
    self.asOf = LetterMark.plain(asOf)
    self.definition = LetterMark.plain(definition)
    self.vouch = LetterMark.plain(vouch)
    self.exports = exports
    self.model = model.map(LetterMark.plain)
    self.preparedBy = preparedBy.map(LetterMark.plain)
    self.contact = contact.map(LetterMark.plain)
    self.documents = documents.map(LetterMark.plain)
    self.digests = digests
    self.files = files
    self.decisions = decisions.map(LetterMark.plain)
    self.metrics = metrics.map(LetterMark.plain)
  }
}
