package import DocumentModel

/// A filled template by its marks: `From:`, `Date:`, `To:` and `Subject:`, `## ` for headings, `- ` for lists, blank lines
/// between paragraphs.
package struct LetterText: Sendable {
  /// What stands after `Subject:`.
  package let subject: String
  /// What stands after `From:`, `Date:` and `To:`, with these words.
  package let head: [Fact]
  package let blocks: [Block]
  /// The letter without its marks, to be read as text.
  package let plain: String

  /// `text` has its marks as control characters (`LetterMark`).
  init(filled text: String) {
    var subject = ""
    var head: [Fact] = []
    var blocks: [Block] = []
    var items: [[Inline]] = []
    var plain: [String] = []
    func close() {
      if !items.isEmpty { blocks.append(.list(items, ordered: false)) }
      items = []
    }
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let (mark, rest) = LetterMark.split(line)
      switch mark {
      case .subject:
        subject = rest
        plain.append("\(LetterMark.subject.text)\(rest)")
      case .sender, .date, .recipient:
        guard let label = mark?.text else { continue }
        head.append(Fact(String(label.dropLast(2)), rest))
        plain.append(label + rest)
      case .heading:
        close()
        blocks.append(.heading(level: 1, text: rest, anchor: "section-\(blocks.count + 1)"))
        plain.append(rest)
      case .item:
        items.append([.text(rest)])
        plain.append(LetterMark.item.text + rest)
      case nil:
        close()
        if !rest.isEmpty { blocks.append(.paragraph([.text(rest)])) }
        if !(rest.isEmpty && plain.last?.isEmpty ?? true) { plain.append(rest) }
      }
    }
    close()
    while plain.last?.isEmpty == true { plain.removeLast() }
    self.subject = subject
    self.head = head
    self.blocks = blocks
    self.plain = plain.joined(separator: "\n")
  }
}
