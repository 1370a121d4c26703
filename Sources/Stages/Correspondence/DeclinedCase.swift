/// A declined case with its principal reasons, as a notice of adverse action speaks of it.
package struct DeclinedCase: Sendable {
  package let id: String
  /// The strongest first, four at most.
  package let reasons: [String]

  package init(id: String, reasons: [String]) {
    self.id = LetterMark.plain(id)
    self.reasons = reasons
  }

  var values: [String: Any] {
    ["id": id, "reasons": reasons.map { ["name": LetterMark.plain($0)] }, "has_reasons": !reasons.isEmpty]
  }
}
