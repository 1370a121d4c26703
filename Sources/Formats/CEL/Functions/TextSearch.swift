/// A search for one byte string in others, in time linear in both (Knuth, Morris and Pratt).
struct TextSearch {
  private let needle: [UInt8]
  /// For each length of a matched beginning, the length of its longest proper beginning that is also its end.
  private let borders: [Int]

  init(for text: String) { self.init(for: Array(text.utf8)) }

  init(for needle: [UInt8]) {
    self.needle = needle
    var borders = [Int](repeating: 0, count: needle.count + 1)
    var border = 0
    for index in needle.indices.dropFirst() {
      while border > 0, needle[index] != needle[border] { border = borders[border] }
      if needle[index] == needle[border] { border += 1 }
      borders[index + 1] = border
    }
    self.borders = borders
  }

  /// Where the needle first stands at or after a place.
  func first(in text: [UInt8], from start: Int) -> Int? { first(in: text[start...]) }

  /// Where the needle first stands in a part of a text.
  func first(in text: ArraySlice<UInt8>) -> Int? {
    var matched = 0
    if needle.isEmpty { return text.startIndex }
    for index in text.indices {
      while matched > 0, text[index] != needle[matched] { matched = borders[matched] }
      if text[index] == needle[matched] { matched += 1 }
      if matched == needle.count { return index + 1 - matched }
    }
    return nil
  }

  /// Where the needle stands without overlapping, at most `limit` times.
  func all(in text: [UInt8], limit: Int) -> [Int] {
    var places: [Int] = []
    var start = 0
    while places.count < limit, let place = first(in: text, from: start) {
      places.append(place)
      start = place + needle.count
    }
    return places
  }
}
