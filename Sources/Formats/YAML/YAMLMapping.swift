package import Diagnostics

/// Reads the keys of one mapping into values, gathers whatever is wrong, and knows which keys nobody asked for.
///
/// A reading asks for every key that it knows, calls `finish`, and only then looks whether something is missing:
///
///     let gate = YAMLMapping(node, of: file, what: "gate", collector)
///     let name = gate.string("name")
///     let threshold = gate.optionalDouble("threshold")
///     gate.finish()
///     guard let name else { return nil }
///
/// A nil of a required key has been reported. An explicit `null` counts as absent; a key with nothing behind it is an
/// error. Never sent between tasks.
package final class YAMLMapping {
  package let file: YAMLFile
  /// The mapping's node, or the node that should have been one.
  package let place: YAMLNode
  /// What the mapping describes, for messages: `gate`.
  package let what: String
  package let collector: DiagnosticCollector
  private let entries: [YAMLNode.Entry]
  private var asked: [String] = []

  /// A node that is no mapping is reported and read as an empty one, without further complaints about missing keys.
  package init(_ node: YAMLNode, of file: YAMLFile, what: String, _ collector: DiagnosticCollector) {
    self.file = file
    self.place = node
    self.what = what
    self.collector = collector
    if case .mapping(let entries) = node.content {
      self.entries = entries
      isMapping = true
    } else {
      entries = []
      isMapping = false
      let message = node.isEmpty ? "\(what) is empty" : "\(what) must be a mapping, not \(node.kind)"
      collector.report(file.error(at: node, message, hint: "write it as 'key: value' lines"))
    }
  }

  /// Whether the node was a mapping at all.
  package let isMapping: Bool

  // MARK: Nodes

  /// The value of a key, or nil if it is absent or null.
  package func node(_ key: String) -> YAMLNode? {
    guard let value = entry(key)?.value else { return nil }
    if value.scalar == .null, !value.isEmpty { return nil }
    return value
  }

  package func has(_ key: String) -> Bool { node(key) != nil }

  /// The key's own place, or the mapping's if the key is absent.
  package func keyNode(_ key: String) -> YAMLNode { entry(key)?.key ?? place }

  /// All keys with their values, none of which is unknown any more: for mappings whose keys are names.
  package func all() -> [YAMLNode.Entry] {
    asked += entries.map(\.name)
    return entries
  }

  /// The keys that nobody has asked for yet.
  package var unasked: [String] { entries.map(\.name).filter { !asked.contains($0) } }

  private func entry(_ key: String) -> YAMLNode.Entry? {
    if !asked.contains(key) { asked.append(key) }
    return entries.first { $0.name == key }
  }

  /// The value of a key that must be there; its absence is reported.
  package func required(_ key: String) -> YAMLNode? {
    if let node = node(key) { return node }
    if isMapping { error("\(what) has no '\(key)'", hint: "add '\(key): …'") }
    return nil
  }

  // MARK: Scalars

  /// Text as written: `version: 2.0` reads `2.0`, quoted or not.
  package func string(_ key: String) -> String? { required(key).flatMap { string($0, key) } }
  package func optionalString(_ key: String) -> String? { node(key).flatMap { string($0, key) } }

  package func int(_ key: String) -> Int? { required(key).flatMap { int($0, key) } }
  package func optionalInt(_ key: String) -> Int? { node(key).flatMap { int($0, key) } }

  /// A finite number, whole or not.
  package func double(_ key: String) -> Double? { required(key).flatMap { double($0, key) } }
  package func optionalDouble(_ key: String) -> Double? { node(key).flatMap { double($0, key) } }

  package func bool(_ key: String) -> Bool? { required(key).flatMap { bool($0, key) } }
  package func optionalBool(_ key: String) -> Bool? { node(key).flatMap { bool($0, key) } }

  /// One of the raw values of an enum.
  package func choice<Choice>(_ key: String, among type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    required(key).flatMap { choice($0, key, type) }
  }

  package func optionalChoice<Choice>(_ key: String, among type: Choice.Type) -> Choice?
  where Choice: RawRepresentable<String> & CaseIterable {
    node(key).flatMap { choice($0, key, type) }
  }

  // MARK: Lists and mappings

  /// One text or a list of texts; empty if the key is absent.
  package func strings(_ key: String) -> [String] {
    items(key).compactMap { string($0, key) }
  }

  /// The items of a list, or the one value that stands in place of a list; empty if the key is absent.
  package func items(_ key: String) -> [YAMLNode] {
    guard let node = node(key) else { return [] }
    if node.isEmpty {
      reject(node, key, must: "be a list")
      return []
    }
    if case .sequence(let items) = node.content { return items }
    return [node]
  }

  /// The mappings of a list; empty if the key is absent. `what` names one of them.
  package func mappings(_ key: String, what: String) -> [YAMLMapping] {
    guard let node = node(key) else { return [] }
    guard case .sequence(let items) = node.content else {
      reject(node, key, must: "be a list", hint: "begin each \(what) with '- '")
      return []
    }
    return items.map { YAMLMapping($0, of: file, what: what, collector) }
  }

  /// The mapping of a key; nil if the key is absent, or if it is no mapping, which is reported.
  package func mapping(_ key: String, what: String? = nil) -> YAMLMapping? {
    guard let node = node(key) else { return nil }
    guard case .mapping = node.content else {
      reject(node, key, must: "be a mapping")
      return nil
    }
    return YAMLMapping(node, of: file, what: what ?? "'\(key)'", collector)
  }

  // MARK: Problems

  /// Reports every key that was never asked for.
  package func finish() {
    for entry in entries where !asked.contains(entry.name) {
      error("unknown key '\(entry.name)'", at: entry.key, hint: suggestionHint(for: entry.name, in: asked))
    }
  }

  /// Reports an error at a node, or at the mapping's beginning.
  package func error(_ message: String, at node: YAMLNode? = nil, hint: String? = nil) {
    collector.report(file.error(at: node ?? place, message, hint: hint))
  }

  /// Reports an error at the value of a key, or at the mapping's beginning where the key is absent.
  package func error(_ message: String, atKey key: String, hint: String? = nil) {
    error(message, at: entry(key)?.value, hint: hint)
  }

  func reject(_ node: YAMLNode, _ key: String, must: String, hint: String? = nil) {
    if node.isEmpty {
      error("'\(key)' is empty", at: node, hint: hint ?? "give it a value, or remove the key")
    } else {
      error("'\(key)' must \(must), not \(node.kind)", at: node, hint: hint)
    }
  }
}
