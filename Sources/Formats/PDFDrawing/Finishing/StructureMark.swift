/// A change to one element of the structure tree, made after Cairo has written it.
struct StructureMark {
  /// The place of the element: which child of the document, which child of that, and so on.
  let path: [Int32]
  let change: Change

  enum Change {
    /// Decoration: out of the tree.
    case artifact
    /// The words that stand for a figure.
    case alternative(String)
    /// The words that say where a link leads.
    case link(String)
    case columnHeader
    case listNumbering(String)
  }
}

/// The elements that are open, so that each one's place in the tree is known while it is drawn.
struct TagStack {
  private var open: [(tag: PDFTag?, children: Int32)] = []
  private var path: [Int32] = []

  var depth: Int { open.count }

  /// Opens an element and says where it stands; `nil` is decoration. The root's place is empty.
  mutating func begin(_ tag: PDFTag?) -> [Int32] {
    if let parent = open.indices.last {
      path.append(open[parent].children)
      open[parent].children += 1
    }
    open.append((tag, 0))
    return path
  }

  /// Closes the innermost element and returns it.
  mutating func end() -> PDFTag? {
    precondition(!open.isEmpty, "a tag is closed that was not opened")
    if !path.isEmpty { path.removeLast() }
    return open.removeLast().tag
  }
}
