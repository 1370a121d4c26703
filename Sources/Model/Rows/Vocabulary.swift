/// The words that a text field knows, and that exports spell in their own ways.
public struct Vocabulary: Hashable, Sendable {
  public let words: [String]
  /// Whether a field that holds anything else is worth a finding.
  public let isClosed: Bool

  public init(_ words: [String], isClosed: Bool) {
    self.words = words
    self.isClosed = isClosed
  }

  /// The word that a text spells: letters in any case, blanks, hyphens and underscores alike, blanks around it left out.
  public func word(for text: some BidirectionalCollection<UInt8>) -> String? {
    guard let first = text.firstIndex(where: { $0 != 0x20 }), let last = text.lastIndex(where: { $0 != 0x20 }) else {
      return nil
    }
    let trimmed = text[first...last]
    return words.first { word in
      word.utf8.elementsEqual(trimmed) { Vocabulary.folded($0) == Vocabulary.folded($1) }
    }
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x20, 0x2D: 0x5F
    default: byte
    }
  }
}
