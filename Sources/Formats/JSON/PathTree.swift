/// The paths that a reader looks for, as a tree of names: one step a name on the way down a record.
struct PathTree: Sendable {
  /// The node of what lies on no path.
  static let none = -1
  /// The node of the record itself.
  static let root = 0

  private var nodes: [Node] = [Node()]
  /// The places that the hash tables of all nodes share.
  private var places: [Place] = []
  /// For each path, in the order given, its number among the distinct ones.
  private(set) var numbers: [Int] = []
  private(set) var count = 0

  private struct Node {
    /// The number of the path that ends here.
    var path: Int?
    var children: [(key: [UInt8], node: Int)] = []
    /// Where its table lies in `places`, and its length less one: a power of two less one, or -1 without children.
    var table = 0
    var mask = -1
    /// The children that are also indices of an array.
    var elements: [(index: Int, node: Int)] = []
  }

  private struct Place {
    var signature: UInt64 = 0
    var key: [UInt8] = []
    var node = PathTree.none
  }

  init(paths: [[String]]) {
    for path in paths { insert(path) }
    for node in nodes.indices { index(node) }
  }

  private mutating func insert(_ path: [String]) {
    var node = PathTree.root
    for name in path { node = child(of: node, named: Array(name.utf8)) }
    if let known = nodes[node].path {
      numbers.append(known)
    } else {
      nodes[node].path = count
      numbers.append(count)
      count += 1
    }
  }

  private mutating func child(of node: Int, named key: [UInt8]) -> Int {
    if let known = nodes[node].children.first(where: { $0.key == key }) { return known.node }
    nodes.append(Node())
    nodes[node].children.append((key, nodes.count - 1))
    if let index = PathTree.elementIndex(key) { nodes[node].elements.append((index, nodes.count - 1)) }
    return nodes.count - 1
  }

  /// The index that a name is: decimal digits without a leading zero.
  private static func elementIndex(_ key: [UInt8]) -> Int? {
    guard let index = Int(String(decoding: key, as: UTF8.self)), String(index).utf8.elementsEqual(key) else {
      return nil
    }
    return index >= 0 ? index : nil
  }

  /// Lays out the node's hash table, at most a quarter full.
  private mutating func index(_ node: Int) {
    let children = nodes[node].children
    guard !children.isEmpty else { return }
    var size = 4
    while size < children.count * 4 { size *= 2 }
    nodes[node].table = places.count
    nodes[node].mask = size - 1
    places.append(contentsOf: repeatElement(Place(), count: size))
    for (key, child) in children {
      let signature = unsafe key.withUnsafeBufferPointer { unsafe KeySignature.of($0) }
      var place = KeySignature.place(signature) & (size - 1)
      while places[nodes[node].table + place].node != PathTree.none { place = (place + 1) & (size - 1) }
      places[nodes[node].table + place] = Place(signature: signature, key: key, node: child)
    }
  }

  /// The number of the path that ends at `node`.
  func path(at node: Int) -> Int? { node == PathTree.none ? nil : nodes[node].path }

  /// Whether a path goes on below `node`.
  func goesOn(below node: Int) -> Bool { node != PathTree.none && nodes[node].mask >= 0 }

  /// The child of `node` that a member's name leads to.
  func child(of node: Int, _ key: UnsafeBufferPointer<UInt8>, _ signature: UInt64) -> Int {
    guard goesOn(below: node) else { return PathTree.none }
    let mask = nodes[node].mask
    var place = KeySignature.place(signature) & mask
    while places[nodes[node].table + place].node != PathTree.none {
      let candidate = nodes[node].table + place
      if places[candidate].signature == signature, unsafe places[candidate].key.elementsEqual(key) {
        return places[candidate].node
      }
      place = (place + 1) & mask
    }
    return PathTree.none
  }

  /// The child of `node` that an element of an array is.
  func element(of node: Int, _ index: Int) -> Int {
    guard goesOn(below: node) else { return PathTree.none }
    return nodes[node].elements.first { $0.index == index }?.node ?? PathTree.none
  }
}
