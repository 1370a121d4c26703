/// A declined case with its principal reasons, as a notice of adverse action speaks of it.
package struct DeclinedCase: Sendable {
  package let id: String
  /// The strongest first, four at most.
  package let reasons: [Reason]

  package init(id: String, reasons: [Reason]) {
    self.id = LetterMark.plain(id)
    self.reasons = reasons
  }

  /// A feature that spoke against the case.
  package struct Reason: Sendable {
    package let feature: String
    /// Whether it is a protected attribute, or carries one: such a reason is named, and marked.
    package let isProtected: Bool

    package init(feature: String, isProtected: Bool) {
      self.feature = LetterMark.plain(feature)
      self.isProtected = isProtected
    }
  }

  var values: [String: Any] {
    let named = reasons.map { ["name": $0.feature, "protected": $0.isProtected] as [String: Any] }
    return ["id": id, "reasons": named, "has_reasons": !reasons.isEmpty]
  }
}
