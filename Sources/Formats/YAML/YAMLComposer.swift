import Diagnostics

/// Builds the nodes of a document from libyaml's events, refusing what Vouch does not take.
struct YAMLComposer {
  private let source: YAMLSource
  private var open: [OpenNode] = []
  private var root: YAMLNode?
  private var nodes = 0

  /// A list or mapping whose end has not been reached.
  private struct OpenNode {
    let line: Int
    let column: Int
    let isMapping: Bool
    /// A list's items, or a mapping's keys and values in turn.
    var children: [YAMLNode] = []
    var keys: Set<String> = []

    var expectsKey: Bool { isMapping && children.count.isMultiple(of: 2) }

    var node: YAMLNode {
      guard isMapping else { return YAMLNode(line: line, column: column, content: .sequence(children)) }
      let entries = stride(from: 0, to: children.count - 1, by: 2).map {
        YAMLNode.Entry(key: children[$0], value: children[$0 + 1])
      }
      return YAMLNode(line: line, column: column, content: .mapping(entries))
    }
  }

  init(source: YAMLSource) { self.source = source }

  mutating func compose(_ bytes: [UInt8]) throws(Diagnostic) -> YAMLNode {
    var stream = YAMLEventStream(bytes)
    while true {
      let event: YAMLEvent
      do { event = try stream.next() } catch { throw syntaxError(error) }
      if case .streamEnd = event.content { break }
      try take(event)
    }
    guard let root, !root.isEmpty else {
      throw Diagnostic("file is empty", at: Location(file: source.name), hint: "a YAML file needs at least one key")
    }
    return root
  }

  private mutating func take(_ event: YAMLEvent) throws(Diagnostic) {
    try refuseReferences(event)
    switch event.content {
    case .streamStart, .streamEnd, .documentEnd: break
    case .documentStart(let version, let hasTagDirectives):
      try checkDocument(event, version: version, hasTagDirectives: hasTagDirectives)
    case .alias: throw error("alias", at: event, hint: "write the value out; aliases are not taken")
    case .scalar(let text, let quoted): try takeScalar(text, quoted: quoted, event)
    case .sequenceStart: try begin(event, isMapping: false)
    case .mappingStart: try begin(event, isMapping: true)
    case .sequenceEnd, .mappingEnd: if let node = open.popLast()?.node { put(node) }
    }
  }

  private func refuseReferences(_ event: YAMLEvent) throws(Diagnostic) {
    if event.hasAnchor {
      throw error("anchor", at: event, hint: "write the value out where it is needed; anchors are not taken")
    }
    if event.hasTag {
      throw error(
        "tag", at: event, hint: "remove the tag; plain values are typed by how they look, quoted ones are text")
    }
  }

  private func checkDocument(
    _ event: YAMLEvent, version: (major: Int, minor: Int)?, hasTagDirectives: Bool
  ) throws(Diagnostic) {
    if root != nil { throw error("second document", at: event, hint: "one document a file: split it at '---'") }
    if hasTagDirectives { throw error("tag directive", at: event, hint: "remove the %TAG line") }
    if let version, version != (1, 2) {
      throw error("YAML \(version.major).\(version.minor) is declared", at: event, hint: "files are read as YAML 1.2")
    }
  }

  private mutating func takeScalar(_ text: String, quoted: Bool, _ event: YAMLEvent) throws(Diagnostic) {
    try count(event)
    if let control = text.unicodeScalars.first(where: { $0.value < 0x20 && $0 != "\n" && $0 != "\t" && $0 != "\r" }) {
      throw error(
        "text holds the control character \\x\(String(control.value, radix: 16))", at: event, hint: "remove the escape")
    }
    if open.last?.expectsKey == true { try checkKey(text, quoted: quoted, event) }
    put(YAMLNode(line: event.line, column: event.column, content: .scalar(text, quoted: quoted)))
  }

  private mutating func checkKey(_ text: String, quoted: Bool, _ event: YAMLEvent) throws(Diagnostic) {
    if text.isEmpty { throw error("key without a name", at: event, hint: "write the key before the colon") }
    if text == "<<", !quoted {
      throw error("merge key '<<'", at: event, hint: "write the keys out; merging is not taken")
    }
    guard open[open.count - 1].keys.insert(text).inserted else {
      throw error("duplicate key '\(text)'", at: event, hint: firstPlace(of: text))
    }
  }

  /// Where the first of two equal keys stands. Keys that differ only in Unicode normalisation are equal here.
  private func firstPlace(of key: String) -> String? {
    let children = open.last?.children ?? []
    guard let first = stride(from: 0, to: children.count, by: 2).first(where: { children[$0].text == key }) else {
      return nil
    }
    return "the first one is on line \(children[first].line)"
  }

  private mutating func begin(_ event: YAMLEvent, isMapping: Bool) throws(Diagnostic) {
    try count(event)
    guard open.count < YAMLLimits.depth else {
      throw error("nested deeper than \(YAMLLimits.depth) levels", at: event, hint: "flatten the structure")
    }
    guard open.last?.expectsKey != true else {
      throw error(
        isMapping ? "mapping as a key" : "list as a key", at: event,
        hint: "keys are plain words; quote text that begins with '{' or '['")
    }
    open.append(OpenNode(line: event.line, column: event.column, isMapping: isMapping))
  }

  private mutating func put(_ node: YAMLNode) {
    if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
  }

  private mutating func count(_ event: YAMLEvent) throws(Diagnostic) {
    nodes += 1
    guard nodes <= YAMLLimits.nodes else {
      throw error("more than \(YAMLLimits.nodes) values", at: event, hint: "split the file")
    }
  }

  private func error(_ message: String, at event: YAMLEvent, hint: String?) -> Diagnostic {
    source.error(message, line: event.line, column: event.column, hint: hint)
  }

  private func syntaxError(_ problem: YAMLSyntaxProblem) -> Diagnostic {
    let line = min(problem.line, max(1, source.lines.count))
    let context = problem.context.map { " \($0)" } ?? ""
    return source.error(
      "not valid YAML: \(problem.message)\(context)", line: line, column: problem.column,
      hint: YAMLComposer.remedy(for: problem.message))
  }

  /// What usually mends the commonest of libyaml's refusals.
  private static func remedy(for problem: String) -> String? {
    switch problem {
    case "mapping values are not allowed in this context": "quote text that holds ': ', or mend the indentation"
    case "did not find expected key": "the line's indentation fits no mapping above it"
    case "could not find expected ':'": "a key needs ': ' after it, on the same line"
    case "found character that cannot start any token": "quote text that begins with '@', '`', '%' or a tab"
    case "did not find expected ',' or ']'": "close the list with ']'"
    case "did not find expected ',' or '}'": "close the mapping with '}'"
    case "found unexpected end of stream": "close the quote"
    case "did not find expected '-' indicator": "items of a list begin with '- ' in one column"
    default: nil
    }
  }
}
