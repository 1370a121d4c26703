import DocumentModel
import PDFDrawing

/// A piece of text that no line breaks: a word or a part of one, the mark of a status, or a small line.
struct Atom {
  let content: Content
  let style: StyleNumber
  /// Which link it belongs to, -1 for none.
  let link: Int32
  /// Points.
  let width: Double
  /// The width of the space that follows, 0 where none does.
  let space: Double
  /// Whether a line may end after it.
  let breaksAfter: Bool
  /// Whether it is part of something so long that it fills lines instead of moving to the next.
  let fills: Bool
  /// The embedding level, 0 in a paragraph that runs one way.
  let level: UInt8

  enum Content {
    case word(Word)
    case mark(Tone)
    /// A small line through values.
    case course([Double])

    var isDrawn: Bool {
      switch self {
      case .word: false
      case .mark, .course: true
      }
    }
  }
}

/// An atom where it stands on its line, `x` from the line's left edge.
struct Fragment {
  let content: Atom.Content
  let style: StyleNumber
  let link: Int32
  let x: Double
  let width: Double
}

/// A line of text.
struct LaidLine {
  /// In the order of reading.
  let fragments: [Fragment]
  /// Points.
  let width: Double
  let hasLinks: Bool
  let hasMarks: Bool

  static let empty = LaidLine(fragments: [], width: 0, hasLinks: false, hasMarks: false)
}

/// The lines of a block of text.
struct LaidText {
  let lines: [LaidLine]
  /// Whether the paragraph runs from right to left.
  let isRightToLeft: Bool
}
