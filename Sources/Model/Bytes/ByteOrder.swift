extension String {
  /// Whether the UTF-8 bytes of this string come before those of `other`: the order of every list in a pack.
  ///
  /// Swift's own `<` compares canonical equivalents as equal, so that two distinct file names would be one.
  public func precedesInBytes(_ other: String) -> Bool {
    utf8.lexicographicallyPrecedes(other.utf8)
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
    map { (key: key($0), element: $0) }.sorted { $0.key.precedesInBytes($1.key) }.map(\.element)
  }
}
