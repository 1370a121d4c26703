import Bytes
import Diagnostics

/// Gives the structure tree what Cairo cannot say, and takes decoration out of it.
///
/// Where an element stands is known from drawing, so that the tree is never searched.
struct StructureFinishing {
  /// The rows of the parent tree by key: the objects that hold which element each marked content belongs to.
  let parents: [Int: Int]
  private let tree: Int
  /// What each element holds, read once.
  private var kids: [Int: [ArraySlice<UInt8>]] = [:]

  init(of file: DrawnFile) throws(Diagnostic) {
    guard let tree = try file.dictionary(file.root)["/StructTreeRoot"].reference,
      let parents = try file.dictionary(tree)["/ParentTree"].reference
    else { throw Self.otherTree }
    self.tree = tree
    let numbers = try file.dictionary(parents)["/Nums"].items
    var rows: [Int: Int] = [:]
    for place in stride(from: 0, to: numbers.count - 1, by: 2) {
      if let key = numbers[place].number, let row = numbers[place + 1].reference { rows[key] = row }
    }
    self.parents = rows
  }

  mutating func apply(_ marks: [StructureMark], to file: inout DrawnFile) throws(Diagnostic) {
    for mark in marks { try apply(mark, &file) }
    try removeArtifacts(marks, &file)
  }

  private mutating func apply(_ mark: StructureMark, _ file: inout DrawnFile) throws(Diagnostic) {
    switch mark.change {
    case .artifact: break
    case .alternative(let words):
      try file.change(try find(mark.path, "/Figure", file)) { $0.set("/Alt", Self.written(words)) }
    case .link(let words):
      let element = try find(mark.path, "/Link", file)
      try file.change(element) { $0.set("/Alt", Self.written(words)) }
      try describeAnnotations(of: element, words, &file)
    case .columnHeader:
      try file.change(try find(mark.path, "/TH", file)) { $0.set("/A", "<</O /Table/Scope /Column>>") }
    case .listNumbering(let name):
      try file.change(try find(mark.path, "/L", file)) { $0.set("/A", "<</O /List/ListNumbering /\(name)>>") }
    }
  }

  private static func written(_ words: String) -> [UInt8] { PDFString.written(words.visible) }

  /// A link's annotation prints, and says where it leads.
  private mutating func describeAnnotations(
    of element: Int, _ words: String, _ file: inout DrawnFile
  ) throws(Diagnostic) {
    for kid in try kids(of: element, file) {
      guard let annotation = PDFDictionary(kid)?["/Obj"].reference else { continue }
      try file.change(annotation) {
        $0.set("/F", "4")
        $0.set("/Contents", Self.written(words))
      }
    }
  }

  /// Takes decoration out of the tree, parent by parent; the places of what else stands there are needed no more.
  private mutating func removeArtifacts(_ marks: [StructureMark], _ file: inout DrawnFile) throws(Diagnostic) {
    var removed: [Int: Set<Int>] = [:]
    for mark in marks {
      guard case .artifact = mark.change, let place = mark.path.last else { continue }
      let element = try find(mark.path, "/NonStruct", file)
      removed[try find(mark.path.dropLast(), nil, file), default: []].insert(Int(place))
      file.drop(element)
    }
    for (parent, places) in removed {
      let kept = try kids(of: parent, file).enumerated().filter { !places.contains($0.offset) }.map(\.element)
      let list = kept.isEmpty ? [] : Array("[".utf8) + kept.joined(separator: " ".utf8) + Array("]".utf8)
      try file.change(parent) { $0.set("/K", list) }
    }
  }

  // MARK: The tree

  /// The element at a place, where it is of the type that was drawn; the place of the document itself is empty.
  private mutating func find(
    _ path: some Sequence<Int32>, _ type: String?, _ file: DrawnFile
  ) throws(Diagnostic) -> Int {
    var element = try kid(of: tree, 0, file)
    for place in path { element = try kid(of: element, Int(place), file) }
    if let type, !(try file.dictionary(element)["/S"].isText(type)) { throw Self.otherTree }
    return element
  }

  private mutating func kid(of element: Int, _ place: Int, _ file: DrawnFile) throws(Diagnostic) -> Int {
    let kids = try kids(of: element, file)
    guard place < kids.count, let kid = kids[place].reference else { throw Self.otherTree }
    return kid
  }

  /// One kid may stand without a list.
  private mutating func kids(of element: Int, _ file: DrawnFile) throws(Diagnostic) -> [ArraySlice<UInt8>] {
    if let known = kids[element] { return known }
    let value = try file.dictionary(element)["/K"]
    let read = value.first == UInt8(ascii: "[") ? value.items : value.isEmpty ? [] : [value]
    kids[element] = read
    return read
  }

  static let otherTree = Diagnostic(
    "Cairo \(cairoVersion()) wrote another structure tree than the one that was drawn",
    hint: "use the Cairo version that this release names")
}
