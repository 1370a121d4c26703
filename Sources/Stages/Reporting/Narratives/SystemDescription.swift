import DocumentModel

/// Whether a system description speaks of everything that one must: by its headings, which say what they are about.
///
/// The topics are those of the AICPA's description criteria (DC section 200) that a reader looks for by name.
enum SystemDescription {
  private struct Topic {
    let name: String
    /// A heading speaks of the topic if it holds one of these, in lower case.
    let words: [String]
  }

  private static let topics = [
    Topic(name: "principal service commitments", words: ["commitment"]),
    Topic(name: "components of the system", words: ["component"]),
    Topic(name: "incidents", words: ["incident"]),
    Topic(name: "significant changes", words: ["significant change"]),
    Topic(name: "user-entity controls", words: ["user-entity control", "user entity control"]),
    Topic(name: "subservice organisations", words: ["subservice"]),
  ]

  /// The blocks with a note in front that names what is missing; without one if nothing is.
  static func checked(_ blocks: [Block]) -> [Block] {
    let missing = self.missing(in: blocks)
    guard !missing.isEmpty else { return blocks }
    return [
      .note(.caution, [.strong("The description lacks: "), .text(missing.joined(separator: ", ") + ".")])
    ] + blocks
  }

  static func missing(in blocks: [Block]) -> [String] {
    var headings: [String] = []
    for case .heading(_, let text, _) in blocks { headings.append(text.lowercased()) }
    var missing = topics.filter { topic in
      !headings.contains { heading in topic.words.contains { heading.contains($0) } }
    }.map(\.name)
    let text = words(of: blocks).lowercased()
    if headings.contains(where: { $0.contains("subservice") }),
      !["carved out", "carve-out", "included", "inclusive"].contains(where: { text.contains($0) })
    {
      missing.append("whether subservice organisations are carved out or included")
    }
    return missing
  }

  private static func words(of blocks: [Block]) -> String {
    blocks.map { block in
      switch block {
      case .heading(_, let text, _): text
      case .paragraph(let words), .note(_, let words): words.map(\.words).joined()
      case .list(let items, _): items.map { $0.map(\.words).joined() }.joined(separator: " ")
      case .table(let table):
        table.rows.map { $0.map { $0.map(\.words).joined() }.joined(separator: " ") }.joined(separator: " ")
      case .keyValues(let facts): facts.map { $0.value.map(\.words).joined() }.joined(separator: " ")
      case .figure, .pageBreak: ""
      }
    }.joined(separator: " ")
  }
}
