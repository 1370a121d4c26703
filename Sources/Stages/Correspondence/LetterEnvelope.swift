/// What a pack cannot know of a letter: when it is sent, and to whom.
package struct LetterEnvelope: Sendable {
  /// As it is to stand in the letter; nil for a mark that says so.
  package let date: String?
  package let recipient: String?

  package init(date: String? = nil, recipient: String? = nil) {
    self.date = date
    self.recipient = recipient.map(LetterMark.plain)
  }
}
