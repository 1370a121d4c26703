package import Diagnostics

/// A YAML document with its source lines, so that whatever is wrong with a value can be shown where it stands.
///
/// One document in UTF-8. What makes configuration read otherwise than it looks is refused: duplicate keys, anchors and
/// aliases, merge keys, tags, keys that are no scalars, a byte order mark, invisible line breaks.
package struct YAMLFile: Sendable {
  /// The label of the file in diagnostics.
  package let name: String
  /// The source, line by line, without line breaks.
  package let lines: [String]
  package let root: YAMLNode

  /// The document that `bytes` hold; `name` is the label of the file in diagnostics.
  package static func parse(_ bytes: [UInt8], name: String) throws(Diagnostic) -> YAMLFile {
    let source = try YAMLSource(bytes, name: name)
    var composer = YAMLComposer(source: source)
    let root = try composer.compose(bytes)
    return YAMLFile(name: name, lines: source.lines, root: root)
  }

  /// Where a node begins, with the line's text.
  package func location(of node: YAMLNode) -> Location {
    location(line: node.line, column: node.column)
  }

  /// Where a place within a scalar's text stands in the file; line and column of the text count from 1.
  ///
  /// For an expression in a scalar: exact for plain scalars, quoted ones on one line without escapes before the place,
  /// and literal (`|`) and folded blocks (`>`) without blank or further indented lines; otherwise the beginning of the
  /// scalar.
  package func location(of node: YAMLNode, line: Int, column: Int) -> Location {
    guard case .scalar(let text, let quoted) = node.content else { return location(of: node) }
    guard quoted else {
      return line == 1 ? foldedLocation(of: node, text, column, isBlock: false) : location(of: node)
    }
    switch mark(of: node) {
    case "|": return blockLocation(of: node, line: line, column: column)
    case ">": return line == 1 ? foldedLocation(of: node, text, column, isBlock: true) : location(of: node)
    case "'", "\"": return line == 1 ? location(line: node.line, column: node.column + column) : location(of: node)
    default: return location(of: node)
    }
  }

  private func mark(of node: YAMLNode) -> Unicode.Scalar? {
    guard lines.indices.contains(node.line - 1) else { return nil }
    return lines[node.line - 1].unicodeScalars.dropFirst(node.column - 1).first
  }

  private func blockLocation(of node: YAMLNode, line: Int, column: Int) -> Location {
    let body = lines.dropFirst(node.line)
    guard let first = body.first(where: { !$0.allSatisfy { $0 == " " } }) else { return location(of: node) }
    return location(line: node.line + line, column: first.prefix { $0 == " " }.count + column)
  }

  /// A place in a text whose source lines were joined by spaces. The joined lines are held against the text; where they
  /// are not the same, the place is the beginning.
  private func foldedLocation(of node: YAMLNode, _ text: String, _ column: Int, isBlock: Bool) -> Location {
    var rest = Array(text.unicodeScalars)
    while isBlock, rest.last == "\n" { rest.removeLast() }
    var (remaining, target, number) = (rest[...], column - 1, node.line + (isBlock ? 1 : 0))
    var start = isBlock ? nil : node.column - 1
    while lines.indices.contains(number - 1), target >= 0 {
      let scalars = Array(lines[number - 1].unicodeScalars)
      let indentation = start ?? scalars.prefix { $0 == " " || !isBlock && $0 == "\t" }.count
      let line = scalars.dropFirst(indentation).prefix(remaining.count)
      let length = zip(line, remaining).prefix { $0 == $1 }.count
      if target < length || target == length && length == remaining.count {
        return location(line: number, column: indentation + target + 1)
      }
      let joint = remaining.dropFirst(length)
      guard length > 0, joint.first == " " else { break }
      (remaining, target, number, start) = (joint.dropFirst(), target - length - 1, number + 1, nil)
    }
    return location(of: node)
  }

  /// A place by line and column, with the line's text.
  package func location(line: Int, column: Int) -> Location {
    let excerpt = lines.indices.contains(line - 1) ? lines[line - 1] : nil
    return Location(file: name, line: line, column: column, excerpt: excerpt)
  }

  /// An error at the beginning of a node.
  package func error(at node: YAMLNode, _ message: String, hint: String? = nil) -> Diagnostic {
    Diagnostic(message, at: location(of: node), hint: hint)
  }
}
