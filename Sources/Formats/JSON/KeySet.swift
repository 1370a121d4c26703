/// The keys of one object so far, told apart by their bytes.
struct KeySet {
  /// Up to so many keys are compared one by one.
  private static let listLimit = 12

  private var list: [String] = []
  private var set: Set<Key> = []

  private struct Key: Hashable {
    let bytes: [UInt8]
    init(_ key: String) { bytes = Array(key.utf8) }
  }

  /// Adds a key; false if it is there already.
  mutating func insert(_ key: String) -> Bool {
    if list.count < KeySet.listLimit {
      guard !list.contains(where: { $0.utf8.elementsEqual(key.utf8) }) else { return false }
      list.append(key)
      return true
    }
    if set.isEmpty { set = Set(list.map(Key.init)) }
    return set.insert(Key(key)).inserted
  }
}
