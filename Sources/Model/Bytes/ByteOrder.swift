extension String {
  /// Whether the UTF-8 bytes of this string come before those of `other`: the order of every list in a pack.
  ///
  /// Swift's own `<` compares canonical equivalents as equal, so that two distinct file names would be one.
  public func precedesInBytes(_ other: String) -> Bool {
    let (own, others) = (utf8Span.span, other.utf8Span.span)
    for place in 0..<min(own.count, others.count) where own[place] != others[place] {
      return own[place] < others[place]
    }
    return own.count < others.count
  }
}

extension Sequence<String> {
  /// The strings in the order of their UTF-8 bytes.
  public func sortedByBytes() -> [String] {
    sorted { $0.precedesInBytes($1) }
  }
}

extension Sequence {
  /// The elements in the order of the UTF-8 bytes of a key, which is asked for once an element.
  public func sortedByBytes(of key: (Element) -> String) -> [Element] {
    let elements = Array(self)
    let keys = elements.map(key)
    return keys.indices.sorted { keys[$0].precedesInBytes(keys[$1]) }.map { elements[$0] }
  }
}
