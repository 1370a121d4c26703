/// Short words that no line should divide, though a browser would: dates and ids, at the hyphen before a digit.
package enum WholeWords {
  /// The stretches of a text, those in turn that hold together.
  package static func stretches(of text: String) -> [(text: Substring, isWhole: Bool)] {
    let bytes = text.utf8
    guard bytes.contains(hyphen) else { return [(text[...], false)] }
    var stretches: [(text: Substring, isWhole: Bool)] = []
    var (start, place) = (text.startIndex, text.startIndex)
    while place < text.endIndex {
      var end = wordEnd(from: place, in: text)
      if holdsTogether(text[place..<end]) {
        if start < place { stretches.append((text[start..<place], false)) }
        end = withTime(text, place..<end)
        stretches.append((text[place..<end], true))
        start = end
      }
      place = end < text.endIndex ? text.utf8.index(after: end) : end
    }
    if start < text.endIndex || stretches.isEmpty { stretches.append((text[start...], false)) }
    return stretches
  }

  private static let hyphen = UInt8(ascii: "-")

  private static func wordEnd(from place: String.Index, in text: String) -> String.Index {
    text.utf8[place...].firstIndex(of: UInt8(ascii: " ")) ?? text.endIndex
  }

  private static func holdsTogether(_ word: Substring) -> Bool {
    let bytes = word.utf8
    guard bytes.count <= LongWords.limit else { return false }
    return zip(bytes, bytes.dropFirst()).contains { $0 == hyphen && isDigit($1) }
  }

  /// A day such as `2024-02-29` takes the time along that follows it.
  private static func withTime(_ text: String, _ day: Range<String.Index>) -> String.Index {
    let shape = text[day].utf8.map { isDigit($0) ? "0" : $0 == hyphen ? "-" : "?" }.joined()
    guard shape == "0000-00-00", day.upperBound < text.endIndex else { return day.upperBound }
    let next = text.utf8.index(after: day.upperBound)
    let end = wordEnd(from: next, in: text)
    let time = Array(text.utf8[next..<end])
    return time.count >= 5 && isDigit(time[0]) && isDigit(time[1]) && time[2] == UInt8(ascii: ":")
      ? end : day.upperBound
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
