/// The words that a text field knows, and that exports spell in their own ways.
public struct Vocabulary: Hashable, Sendable {
  public let words: [String]
  /// Whether a field that holds anything else is worth a finding.
  public let isClosed: Bool
  /// The words' bytes, folded: of each text that has as many, only those are compared.
  private let forms: [[UInt8]]

  public init(_ words: [String], isClosed: Bool) {
    self.words = words
    self.isClosed = isClosed
    forms = words.map { $0.utf8.map(Vocabulary.folded) }
  }

  /// The word that a text spells: letters in any case, blanks, hyphens and underscores alike, blanks around it left out.
  public func word(for text: UnsafeBufferPointer<UInt8>) -> String? {
    var (first, last) = (0, text.count)
    while first < last, unsafe text[first] == 0x20 { first += 1 }
    while last > first, unsafe text[last - 1] == 0x20 { last -= 1 }
    guard first < last else { return nil }
    for (place, form) in forms.enumerated() where form.count == last - first {
      if unsafe Vocabulary.spells(form, text, from: first) { return words[place] }
    }
    return nil
  }

  public func word(for text: String) -> String? {
    var text = text
    return text.withUTF8 { unsafe word(for: $0) }
  }

  private static func spells(_ form: [UInt8], _ text: UnsafeBufferPointer<UInt8>, from first: Int) -> Bool {
    for index in form.indices where unsafe folded(text[first + index]) != form[index] { return false }
    return true
  }

  private static func folded(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x41...0x5A: byte | 0x20
    case 0x20, 0x2D: 0x5F
    default: byte
    }
  }
}
