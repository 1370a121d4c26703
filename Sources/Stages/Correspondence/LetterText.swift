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

  private static let labels = ["From", "Date", "To"]

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
      if line.hasPrefix("Subject: ") {
        subject = String(line.dropFirst(9))
        plain.append(line)
      } else if blocks.isEmpty, items.isEmpty, let label = LetterText.labels.first(where: { line.hasPrefix($0 + ": ") })
      {
        head.append(Fact(label, String(line.dropFirst(label.count + 2))))
        plain.append(line)
      } else if line.hasPrefix("## ") {
        close()
        let title = String(line.dropFirst(3))
        blocks.append(.heading(level: 1, text: title, anchor: "section-\(blocks.count + 1)"))
        plain.append(title)
      } else if line.hasPrefix("- ") {
        items.append([.text(String(line.dropFirst(2)))])
        plain.append(line)
      } else {
        close()
        if !line.isEmpty { blocks.append(.paragraph([.text(line)])) }
        if !(line.isEmpty && plain.last?.isEmpty ?? true) { plain.append(line) }
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
