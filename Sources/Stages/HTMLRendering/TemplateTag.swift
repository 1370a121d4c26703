import Diagnostics

/// A tag of a template, where it stands.
struct TemplateTag {
  let kind: Kind
  let name: String
  let location: Location

  enum Kind: Equatable {
    case variable, section, inverted, close, partial, comment
    /// What the library knows and templates here may not use: other delimiters, pragmas, inheritance.
    case refused
  }

  /// The tags of a template in their order; a tag without an end is a diagnostic.
  static func all(in text: String, file: String) throws(Diagnostic) -> [TemplateTag] {
    var tags: [TemplateTag] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      try scan(Array(line.unicodeScalars), line: index + 1, file: file, into: &tags)
    }
    return tags
  }

  /// A tag begins and ends on one line.
  private static func scan(
    _ line: [Unicode.Scalar], line number: Int, file: String, into tags: inout [TemplateTag]
  ) throws(Diagnostic) {
    var excerpt = String.UnicodeScalarView()
    excerpt.append(contentsOf: line)
    var position = 0
    while let start = index(of: "{", in: line, from: position) {
      let location = Location(file: file, line: number, column: start + 1, excerpt: String(excerpt))
      guard let end = index(of: "}", in: line, from: start + 2) else {
        throw Diagnostic("tag has no end", at: location, hint: "close it with '}}' on the same line")
      }
      tags.append(TemplateTag(line[(start + 2)..<end], at: location))
      position = end + 2
    }
  }

  /// Where two of `brace` stand side by side.
  private static func index(of brace: Unicode.Scalar, in line: [Unicode.Scalar], from start: Int) -> Int? {
    guard start + 1 < line.count else { return nil }
    return (start..<(line.count - 1)).first { line[$0] == brace && line[$0 + 1] == brace }
  }

  private init(_ content: ArraySlice<Unicode.Scalar>, at location: Location) {
    self.location = location
    var rest = content
    switch content.first {
    case "#": kind = .section
    case "^": kind = .inverted
    case "/": kind = .close
    case ">": kind = .partial
    case "!": kind = .comment
    case "{", "&", "=", "%", "<", "$": kind = .refused
    default: kind = .variable
    }
    if kind != .variable { rest = rest.dropFirst() }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: rest.filter { $0 != " " })
    self.name = String(name)
  }
}
