import Diagnostics
import YAML

/// Where a definition names its files and its time zone, for what turns out not to be there.
struct DefinitionPlaces {
  private let file: YAMLFile?

  init(_ definition: Input) { file = try? YAMLFile.parse(definition.bytes, name: definition.label) }

  /// The place of a path or pattern of a source.
  func path(_ path: String, ofSource name: String) -> Location? { place(of: path, at: ["sources", name, "path"]) }

  func policy(_ path: String) -> Location? { place(of: path, at: ["policies"]) }

  /// The first value anywhere in the definition that has this text: for files that only one key can name.
  func value(_ text: String) -> Location? {
    guard let file else { return nil }
    return first(Array(text.utf8), in: file.root).map(file.location)
  }

  private func first(_ text: [UInt8], in node: YAMLNode) -> YAMLNode? {
    switch node.content {
    case .scalar(let own, _): Array(own.utf8) == text ? node : nil
    case .sequence(let items): items.lazy.compactMap { first(text, in: $0) }.first
    case .mapping(let entries): entries.lazy.compactMap { first(text, in: $0.value) }.first
    }
  }

  var zone: Location? { node(at: ["calendar", "zone"]).flatMap { file?.location(of: $0) } }

  /// The item with this text, or the value itself where it is no list.
  private func place(of text: String, at keys: [String]) -> Location? {
    guard let file, let node = node(at: keys) else { return nil }
    guard case .sequence(let items) = node.content else { return file.location(of: node) }
    return items.first { $0.text.map { Array($0.utf8) } == Array(text.utf8) }.map(file.location)
  }

  private func node(at keys: [String]) -> YAMLNode? {
    var node = file?.root
    for key in keys {
      guard case .mapping(let entries) = node?.content else { return nil }
      node = entries.first { Array($0.name.utf8) == Array(key.utf8) }?.value
    }
    return node
  }
}
