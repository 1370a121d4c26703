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
  /// For an expression in a scalar: exact for plain scalars on one line, quoted ones without escapes before the place,
  /// and literal blocks (`|`); otherwise the beginning of the scalar.
  package func location(of node: YAMLNode, line: Int, column: Int) -> Location {
    guard case .scalar(_, let quoted) = node.content else { return location(of: node) }
    guard quoted else {
      return line == 1 ? location(line: node.line, column: node.column + column - 1) : location(of: node)
    }
    switch mark(of: node) {
    case "|": return blockLocation(of: node, line: line, column: column)
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
