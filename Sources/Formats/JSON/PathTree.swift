/// The paths that a reader looks for, as a tree of names: one step a name on the way down a record.
struct PathTree: Sendable {
  /// The node of what lies on no path.
  static let none = -1
  /// The node of the record itself.
  static let root = 0

  /// For each path, in the order given, its number among the distinct ones.
  let numbers: [Int]
  /// How many distinct paths there are.
  let count: Int
  /// Nodes, and the hash tables that they look their children up in, lie flat: no step of a walk counts references.
  private let nodes: [Node]
  private let places: [Place]
  /// The names of all children, end to end.
  private let names: [UInt8]
  private let elements: [Element]

  /// How many nodes there are.
  var size: Int { nodes.count }

  private struct Node {
    /// The number of the path that ends here, or -1.
    let path: Int
    /// Where its table lies in `places`, and the table's length less one: a power of two less one, or -1 for none.
    let table: Int
    let mask: Int
  }

  private struct Place {
    let signature: KeySignature
    let nameStart: Int
    let node: Int

    static let empty = unsafe Place(
      signature: KeySignature(UnsafeBufferPointer(start: nil, count: 0)), nameStart: 0, node: PathTree.none)
  }

  /// A child that is also an index of an array.
  private struct Element {
    let parent: Int
    let index: Int
    let node: Int
  }

  init(paths: [[String]]) {
    var draft = Draft()
    numbers = paths.map { draft.insert($0) }
    count = draft.count
    var layout = Layout()
    for node in draft.nodes { layout.append(node) }
    (nodes, places, names, elements) = (layout.nodes, layout.places, layout.names, layout.elements)
  }

  /// The number of the path that ends at `node`.
  func path(at node: Int) -> Int? {
    guard node != PathTree.none else { return nil }
    let path = nodes[node].path
    return path < 0 ? nil : path
  }

  /// Where the member of `node` with a name leads.
  func way(from node: Int, _ name: UnsafeBufferPointer<UInt8>, _ signature: KeySignature) -> MemberMemory.Way {
    let child = unsafe child(of: node, name, signature)
    return MemberMemory.Way(
      node: Int32(truncatingIfNeeded: child), path: Int32(truncatingIfNeeded: path(at: child) ?? -1))
  }

  /// The child of `node` that a member's name leads to.
  func child(of node: Int, _ name: UnsafeBufferPointer<UInt8>, _ signature: KeySignature) -> Int {
    guard node != PathTree.none, nodes[node].mask >= 0 else { return PathTree.none }
    let (table, mask) = (nodes[node].table, nodes[node].mask)
    var index = signature.place & mask
    while true {
      let place = places[table + index]
      if place.node == PathTree.none { return PathTree.none }
      if place.signature.agrees(with: signature), unsafe isName(place, name) { return place.node }
      index = (index + 1) & mask
    }
  }

  /// Whether the name is the place's, whose signature agrees.
  private func isName(_ place: Place, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    if name.count <= KeySignature.exactLength { return true }
    for index in 0..<name.count where unsafe names[place.nameStart + index] != name[index] { return false }
    return true
  }

  /// The child of `node` that an element of an array is.
  func element(of node: Int, _ index: Int) -> Int {
    guard node != PathTree.none, !elements.isEmpty else { return PathTree.none }
    return elements.first { $0.parent == node && $0.index == index }?.node ?? PathTree.none
  }

  // MARK: Making

  /// The tree while paths are added.
  private struct Draft {
    private(set) var nodes: [Node] = [Node()]
    private(set) var count = 0

    struct Node {
      var path: Int?
      var children: [(name: [UInt8], node: Int)] = []
    }

    /// Adds a path, and returns its number.
    mutating func insert(_ path: [String]) -> Int {
      var node = PathTree.root
      for name in path { node = child(of: node, named: Array(name.utf8)) }
      if let known = nodes[node].path { return known }
      nodes[node].path = count
      count += 1
      return count - 1
    }

    private mutating func child(of node: Int, named name: [UInt8]) -> Int {
      if let known = nodes[node].children.first(where: { $0.name == name }) { return known.node }
      nodes.append(Node())
      nodes[node].children.append((name, nodes.count - 1))
      return nodes.count - 1
    }
  }

  /// The tree as it is walked.
  private struct Layout {
    var nodes: [PathTree.Node] = []
    var places: [Place] = []
    var names: [UInt8] = []
    var elements: [Element] = []

    /// Adds a node with its table, which is at most a quarter full.
    mutating func append(_ node: Draft.Node) {
      var size = node.children.isEmpty ? 0 : 4
      while size < node.children.count * 4 { size *= 2 }
      let table = places.count
      places.append(contentsOf: repeatElement(Place.empty, count: size))
      for (name, child) in node.children {
        enter(name, child, table: table, mask: size - 1)
        if let index = Layout.elementIndex(name) {
          elements.append(Element(parent: nodes.count, index: index, node: child))
        }
      }
      nodes.append(PathTree.Node(path: node.path ?? -1, table: table, mask: size - 1))
    }

    private mutating func enter(_ name: [UInt8], _ child: Int, table: Int, mask: Int) {
      let signature = unsafe name.withUnsafeBufferPointer { unsafe KeySignature($0) }
      var index = signature.place & mask
      while places[table + index].node != PathTree.none { index = (index + 1) & mask }
      places[table + index] = Place(
        signature: signature, nameStart: names.count, node: child)
      names += name
    }

    /// The index that a name is: decimal digits without a leading zero.
    private static func elementIndex(_ name: [UInt8]) -> Int? {
      guard let index = Int(String(decoding: name, as: UTF8.self)), index >= 0,
        String(index).utf8.elementsEqual(name)
      else { return nil }
      return index
    }
  }
}
