/// Places where a long word may break, so that an id or a path widens no table column beyond reason.
package enum LongWords {
  /// A run without spaces of more characters than this gets break opportunities.
  package static let limit = 24
  /// No opportunity comes closer than this to the one before.
  package static let shortest = 8

  /// The text cut where its long words may break; one piece for most texts.
  package static func pieces(of text: String) -> [Substring] {
    guard hasLongRun(text.utf8) else { return [text[...]] }
    var pieces: [Substring] = []
    var (start, wordEnd) = (text.startIndex, text.startIndex)
    var (length, isLong) = (0, false)
    for index in text.indices {
      if index >= wordEnd {
        wordEnd = text[index...].firstIndex(of: " ") ?? text.endIndex
        (length, isLong) = (0, text.distance(from: index, to: wordEnd) > limit)
      }
      length += 1
      let next = text.index(after: index)
      guard isLong, length >= limit || (length >= shortest && isSeparator(text[index])) else { continue }
      pieces.append(text[start..<next])
      start = next
      length = 0
    }
    if start < text.endIndex || pieces.isEmpty { pieces.append(text[start...]) }
    return pieces
  }

  private static func hasLongRun(_ bytes: String.UTF8View) -> Bool {
    guard bytes.count > limit else { return false }
    var length = 0
    for byte in bytes {
      length = byte == 0x20 ? 0 : length + 1
      if length > limit { return true }
    }
    return false
  }

  private static func isSeparator(_ character: Character) -> Bool {
    switch character {
    case "/", "-", "_", ".", "@", ":", ",", ";", "=", "&", "?": true
    default: false
    }
  }
}
