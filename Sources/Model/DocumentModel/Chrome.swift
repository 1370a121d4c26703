/// The words around a document that no report writes: every renderer takes them from here, so that all say the same.
public enum Chrome {
  /// Over the list of headings.
  public static let contents = "Contents"
  /// The first link of a web page, for readers who use no mouse.
  public static let skip = "Skip to the text"
  /// From a document back to the pack's first page.
  public static let index = "All documents of this pack"
  /// Before what a figure's numbers come from.
  public static let source = "Source"
  /// Before the digest that names the conclusions and their evidence.
  public static let factsDigest = "Facts digest"
  /// Before the digest of the decisions.
  public static let decisionsDigest = "Decisions digest"

  /// The foot of a printed page; both count from 1.
  public static func page(_ number: Int, of count: Int) -> String { "Page \(number) of \(count)" }

  /// The word over a note, so that its weight is not told by colour alone.
  public static func word(of kind: NoteKind) -> String {
    switch kind {
    case .information: "Note"
    case .caution: "Caution"
    case .failure: "Failure"
    }
  }

  /// The mark before a status word: five different shapes, all in the text face, told apart without colour.
  public static func mark(of tone: Tone) -> String {
    switch tone {
    case .good: "\u{2713}"
    case .watch: "\u{25C6}"
    case .warning: "\u{25B2}"
    case .bad: "\u{2717}"
    case .neutral: "\u{25CB}"
    }
  }

  /// The ink of a status and its mark.
  public static func ink(of tone: Tone) -> Drawing.Ink {
    switch tone {
    case .good: .good
    case .watch: .watch
    case .warning: .warning
    case .bad: .bad
    case .neutral: .muted
    }
  }

  /// The headings and column heads of a pack's first page.
  public enum Index {
    public static let summary = "Decisions"
    public static let documents = "Documents"
    public static let gates = "Gates"
    public static let noGates = "No policy names a gate: nothing was decided."
    public static let missing = "What is missing"
    public static let nothingMissing = "No gap and no finding was recorded."
    public static let files = "Other files"
    public static let gateColumns = ["Gate", "Decision", "Severity", "Reason", "Evidence"]
    public static let fileColumns = ["File", "What it is", "Size"]
  }
}
