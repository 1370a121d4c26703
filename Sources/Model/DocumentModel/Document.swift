/// A report in words: what every renderer draws, and none may recalculate.
public struct Document: Hashable, Sendable {
  /// The name of its files: a slug, without folder or suffix.
  public let id: String
  public let title: String
  /// A line under the title: what the document covers.
  public let subtitle: String
  /// Lines of the cover and of the running head, as label and value.
  public let facts: [Fact]
  public let properties: Properties
  public let blocks: [Block]
  public let form: Form

  /// How pages are begun: a report has a cover and contents, a letter its sender, date, addressee and subject. A page is a
  /// report that stands alone, in no pack.
  public enum Form: String, Hashable, Sendable { case report, letter, page }

  public init(
    id: String, title: String, subtitle: String, facts: [Fact], properties: Properties, blocks: [Block],
    form: Form = .report
  ) {
    self.id = id
    self.title = title
    self.subtitle = subtitle
    self.facts = facts
    self.properties = properties
    self.blocks = blocks
    self.form = form
  }

  /// What stands in the metadata of the rendered file.
  public struct Properties: Hashable, Sendable {
    public let author: String
    /// BCP 47.
    public let language: String
    /// RFC 3339 in UTC, from the as-of date; never from a clock.
    public let date: String
    /// Shown at the head of every page beside the title.
    public let runningHead: String
    /// 64 lowercase hexadecimal digits each.
    public let factsDigest: String
    public let decisionsDigest: String

    public init(
      author: String, language: String, date: String, runningHead: String, factsDigest: String, decisionsDigest: String
    ) {
      self.author = author
      self.language = language
      self.date = date
      self.runningHead = runningHead
      self.factsDigest = factsDigest
      self.decisionsDigest = decisionsDigest
    }
  }
}

/// A label with its value.
public struct Fact: Hashable, Sendable {
  public let label: String
  public let value: [Inline]

  public init(_ label: String, _ value: [Inline]) {
    self.label = label
    self.value = value
  }

  public init(_ label: String, _ value: String) {
    self.init(label, [.text(value)])
  }
}

/// One piece of a document. Renderers switch over it without a default, so that a new one cannot be forgotten.
public enum Block: Hashable, Sendable {
  /// Level 1 to 3; the anchor is unique in the document.
  case heading(level: Int, text: String, anchor: String)
  case paragraph([Inline])
  case keyValues([Fact])
  case list([[Inline]], ordered: Bool)
  case table(DocumentTable)
  case figure(Figure)
  case note(NoteKind, [Inline])
  case pageBreak
}

/// How loudly a note speaks; the word stands beside it, never colour alone.
public enum NoteKind: String, Hashable, Sendable, CaseIterable {
  case information, caution, failure
}

/// Text within a block.
public enum Inline: Hashable, Sendable {
  case text(String)
  case strong(String)
  case emphasis(String)
  /// Digests, ids and paths: set in the fixed-width face and broken anywhere.
  case code(String)
  /// A word with a tone: a decision, a severity.
  case status(String, Tone)
  case link(String, to: LinkTarget)
  /// A small line through values, the oldest first, with the words that say the same; a gap in the values is left out.
  case course(String, [Double])

  /// The words alone.
  public var words: String {
    switch self {
    case .text(let words), .strong(let words), .emphasis(let words), .code(let words), .status(let words, _),
      .link(let words, to: _), .course(let words, _):
      words
    }
  }
}

/// Where a link leads.
public enum LinkTarget: Hashable, Sendable {
  /// An anchor of the same document.
  case anchor(String)
  /// A file of the pack, relative to its root (`exhibits/EX-001.csv`).
  case file(String)
  /// A place of another report: its file and the anchor there.
  case place(file: String, anchor: String)
}

/// The tone of a status, which a renderer shows by colour and by a mark of its own.
public enum Tone: String, Hashable, Sendable, CaseIterable {
  case good, watch, warning, bad, neutral
}
