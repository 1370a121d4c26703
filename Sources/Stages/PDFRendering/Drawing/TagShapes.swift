/// Which tags of a document hold others, link or go over a page's end.
///
/// Only a tag without any of these can mark its content itself; in the rest, text needs a span of its own.
struct TagShapes {
  /// In the order in which the tags are opened.
  private let isComposite: [Bool]

  init(_ pages: [LaidPage]) {
    var composite: [Bool] = []
    var open: [Int] = []
    for page in pages {
      for tag in open { composite[tag] = true }
      for placed in page.strips where !placed.isRepeated {
        for item in placed.strip.items {
          switch item {
          case .begin:
            if let parent = open.last { composite[parent] = true }
            open.append(composite.count)
            composite.append(false)
          case .end:
            precondition(!open.isEmpty, "a strip closes a tag that no strip opened")
            open.removeLast()
          case .line(let line, x: _, baseline: _):
            if line.hasLinks, let tag = open.last { composite[tag] = true }
          case .shape, .ornament, .destination, .pageNumber: break
          }
        }
      }
    }
    precondition(open.isEmpty, "a strip opens a tag that no strip closes")
    isComposite = composite
  }

  subscript(_ number: Int) -> Bool { isComposite[number] }
}
