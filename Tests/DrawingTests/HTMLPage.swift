/// A page taken apart by a reader of its own: tags, attributes and words.
struct HTMLPage {
  let text: String
  private(set) var tags: [Tag] = []
  /// What stands outside the head's elements, references resolved, white space runs as one space.
  private(set) var words = ""

  struct Tag {
    let name: String
    let attributes: [(name: String, value: String)]

    subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }
  }

  init(_ text: String) {
    self.text = text
    var shown = String.UnicodeScalarView()
    var rest = Array(text.unicodeScalars)[...]
    var skipping = false
    while let scalar = rest.first {
      guard scalar == "<", let end = rest.firstIndex(of: ">") else {
        let next = rest.dropFirst().firstIndex(of: "<") ?? rest.endIndex
        if !skipping { shown.append(contentsOf: rest[..<next]) }
        rest = rest[next...]
        continue
      }
      let tag = HTMLPage.tag(rest[(rest.startIndex + 1)..<end])
      rest = rest[(end + 1)...]
      tags.append(tag)
      // Raw text: no tag begins in it, and a page has one.
      if tag.name == "script", let close = text.firstRange(of: "</script>") {
        rest = rest.suffix(text[close.lowerBound...].unicodeScalars.count)
      }
      if ["head", "/head"].contains(tag.name) { skipping = tag.name == "head" }
      if tag.name != "wbr"
        && !["strong", "em", "code", "a", "span", "/strong", "/em", "/code", "/a", "/span"].contains(tag.name)
      {
        shown.append(" ")
      }
    }
    words = HTMLPage.resolved(String(shown)).split { $0.isWhitespace }.joined(separator: " ")
  }

  /// The content of the only element of this name.
  func content(of name: String) -> String? {
    guard let start = text.firstRange(of: "<\(name)>"), let end = text.firstRange(of: "</\(name)>") else { return nil }
    return String(text[start.upperBound..<end.lowerBound])
  }

  /// Scalar by scalar: a combining mark after a reference must not hide it.
  static func resolved(_ text: String) -> String {
    let references: [(String, Unicode.Scalar)] = [
      ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", "\u{A0}"), ("&amp;", "&"),
    ]
    var rest = Array(text.unicodeScalars)[...]
    var result = String.UnicodeScalarView()
    while let next = rest.firstIndex(of: "&") {
      result.append(contentsOf: rest[..<next])
      rest = rest[next...]
      let reference = references.first { rest.starts(with: $0.0.unicodeScalars) }
      result.append(reference?.1 ?? "&")
      rest = rest.dropFirst(reference?.0.unicodeScalars.count ?? 1)
    }
    result.append(contentsOf: rest)
    return String(result)
  }

  /// How often the page's words hold a text, scalar for scalar.
  func count(of text: String) -> Int {
    let sought = Array(text.utf8)
    let bytes = Array(words.utf8)
    var count = 0
    var start = 0
    while let found = bytes[start...].firstIndex(of: sought.first ?? 0) {
      let matches = bytes[found...].starts(with: sought)
      count += matches ? 1 : 0
      start = found + (matches ? sought.count : 1)
    }
    return count
  }

  private static func tag(_ content: ArraySlice<Unicode.Scalar>) -> Tag {
    var attributes: [(String, String)] = []
    var name = ""
    var value: String?
    var isName = true
    var tagName = ""
    for scalar in content {
      if value != nil, scalar == "\"" {
        attributes.append((name, resolved(value ?? "")))
        (name, value) = ("", nil)
      } else if value != nil {
        value?.unicodeScalars.append(scalar)
      } else if scalar == "\"" {
        value = ""
      } else if scalar == " " {
        if isName { (tagName, isName) = (name, false) } else if !name.isEmpty { attributes.append((name, "")) }
        name = ""
      } else if scalar != "=" {
        name.unicodeScalars.append(scalar)
      }
    }
    if isName { tagName = name } else if !name.isEmpty, name != "/" { attributes.append((name, "")) }
    return Tag(name: tagName.hasSuffix("/") ? String(tagName.dropLast()) : tagName, attributes: attributes)
  }
}
