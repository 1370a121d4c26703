import Diagnostics

/// How a node is read as one scalar type; `key` names it in the message.
extension YAMLMapping {
  package func string(_ node: YAMLNode, _ key: String) -> String? {
    switch node.scalar {
    case nil, .null:
      reject(node, key, must: "be text")
      return nil
    case .bool, .int, .double, .text: return node.text
    }
  }

  package func int(_ node: YAMLNode, _ key: String) -> Int? {
    if case .int(let value) = node.scalar { return Int(value) }
    if case .double = node.scalar {
      error("'\(key)' must be a whole number of at most 64 bits, not \(node.text ?? "")", at: node)
    } else {
      reject(node, key, must: "be a whole number", hint: unquoted(node))
    }
    return nil
  }

  package func double(_ node: YAMLNode, _ key: String) -> Double? {
    switch node.scalar {
    case .int(let value): return Double(value)
    case .double(let value) where value.isFinite: return value
    case .double: error("'\(key)' must be a finite number, not \(node.text ?? "")", at: node)
    case nil, .null, .bool, .text: reject(node, key, must: "be a number", hint: unquoted(node))
    }
    return nil
  }

  package func bool(_ node: YAMLNode, _ key: String) -> Bool? {
    if case .bool(let value) = node.scalar { return value }
    reject(node, key, must: "be true or false", hint: unquoted(node))
    return nil
  }

  package func choice<Choice>(_ node: YAMLNode, _ key: String, _ type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    guard let text = string(node, key) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    error("unknown '\(key)': '\(text)'", at: node, hint: suggestionHint(for: text, in: type.allCases.map(\.rawValue)))
    return nil
  }

  /// The remedy for a number or truth value in quotes.
  private func unquoted(_ node: YAMLNode) -> String? {
    guard case .scalar(let text, quoted: true) = node.content else { return nil }
    return YAMLScalar(text, quoted: false).kind == "text" ? nil : "remove the quotes"
  }
}
