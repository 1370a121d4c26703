/// A text whose places are counted in code points.
struct CodePoints {
  private let bytes: [UInt8]
  /// Where each code point begins in the bytes, and the end.
  let offsets: [Int]

  init(_ text: String) {
    let bytes = Array(text.utf8)
    offsets = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
    self.bytes = bytes
  }

  var count: Int { offsets.count - 1 }

  subscript(range: Range<Int>) -> String {
    String(decoding: bytes[offsets[range.lowerBound]..<offsets[range.upperBound]], as: UTF8.self)
  }

  /// A place in the text, the end included; anything else is an error.
  func position(_ index: Int64, _ function: String) throws(CELError) -> Int {
    guard let position = Int(exactly: index), position >= 0, position <= count else {
      throw CELError("'\(function)' is given position \(index) of a text of \(count) characters")
    }
    return position
  }

  /// The first place of a text at or after a position, or -1.
  func first(_ text: String, from position: Int) -> Int64 {
    guard let offset = TextSearch(for: text).first(in: bytes, from: offsets[position]) else { return -1 }
    return Int64(codePoint(at: offset))
  }

  /// The last place of a text at or before a position, or -1.
  func last(_ text: String, upTo position: Int) -> Int64 {
    let reversed = TextSearch(for: Array(text.utf8.reversed()))
    let end = min(bytes.count, offsets[position] + text.utf8.count)
    guard let offset = reversed.first(in: bytes[..<end].reversed(), from: 0) else { return -1 }
    return Int64(codePoint(at: end - offset - text.utf8.count))
  }

  /// The ordinal of the code point that begins at a byte.
  private func codePoint(at offset: Int) -> Int {
    var (low, high) = (0, offsets.count)
    while low < high {
      let middle = (low + high) / 2
      if offsets[middle] < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
