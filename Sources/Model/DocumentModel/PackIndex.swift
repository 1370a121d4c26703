/// The way into a pack, in words: its documents, what was decided, what is missing and what else lies in it.
public struct PackIndex: Hashable, Sendable {
  public let title: String
  /// Lines of the head, as label and value: pack, organization, period, as-of date.
  public let facts: [Fact]
  public let properties: Document.Properties
  /// How many gates came to each decision, in the order of the decisions.
  public let summary: [Count]
  public let documents: [Entry]
  public let gates: [Gate]
  /// What a reader would look for in vain: gaps, findings, sources whose completeness nothing shows.
  public let missing: [[Inline]]
  /// The files of the pack that are no document.
  public let files: [File]

  public init(
    title: String, facts: [Fact], properties: Document.Properties, summary: [Count], documents: [Entry], gates: [Gate],
    missing: [[Inline]], files: [File]
  ) {
    self.title = title
    self.facts = facts
    self.properties = properties
    self.summary = summary
    self.documents = documents
    self.gates = gates
    self.missing = missing
    self.files = files
  }

  /// How many gates came to one decision.
  public struct Count: Hashable, Sendable {
    public let word: String
    public let tone: Tone
    /// The number in words.
    public let count: String

    public init(word: String, tone: Tone, count: String) {
      self.word = word
      self.tone = tone
      self.count = count
    }
  }

  /// A document and the files that it was rendered to, named from the root of the pack.
  public struct Entry: Hashable, Sendable {
    public let title: String
    /// What the document covers.
    public let subtitle: String
    /// Each with the name of its format (`PDF`), as links.
    public let files: [Inline]

    public init(title: String, subtitle: String, files: [Inline]) {
      self.title = title
      self.subtitle = subtitle
      self.files = files
    }
  }

  /// A gate with what evaluating it came to.
  public struct Gate: Hashable, Sendable {
    public let name: String
    public let severity: String
    /// A status.
    public let decision: Inline
    public let reason: [Inline]
    /// Links to exhibits.
    public let evidence: [Inline]

    public init(name: String, severity: String, decision: Inline, reason: [Inline], evidence: [Inline]) {
      self.name = name
      self.severity = severity
      self.decision = decision
      self.reason = reason
      self.evidence = evidence
    }
  }

  /// A file with its size in words.
  public struct File: Hashable, Sendable {
    public let name: String
    /// What the file is, in a few words.
    public let purpose: String
    public let size: String

    public init(name: String, purpose: String, size: String) {
      self.name = name
      self.purpose = purpose
      self.size = size
    }
  }
}
