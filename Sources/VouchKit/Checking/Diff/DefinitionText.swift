import Bytes
import Diagnostics
import YAML

/// A definition taken apart by its keys, so that a comparison knows which of them can have changed a decision.
struct DefinitionText {
  private let keys: [String: PolicyText]
  private let sources: [String: PolicyText]

  /// Keys that say what a pack is called, by whom and for whom it was made, and what its documents show: no decision rests on
  /// them. Paths of policies, waivers and responses count by the files that they lead to.
  private static let describing: Set<String> = [
    "pack", "title", "organization", "revision", "frameworks", "prepared_by", "reviewed_by", "classification",
    "retain_until", "contact", "documents", "requests", "previous", "supersedes", "policies", "waivers", "responses",
  ]

  init(_ bytes: [UInt8], name: String) throws(Diagnostic) {
    var keys: [String: PolicyText] = [:]
    var sources: [String: PolicyText] = [:]
    if case .mapping(let entries) = try YAMLFile.parse(bytes, name: name).root.content {
      for entry in entries {
        if entry.name == "sources", case .mapping(let named) = entry.value.content {
          for source in named { sources[source.name] = PolicyText(source.value) }
        } else {
          keys[entry.name] = PolicyText(entry.value)
        }
      }
    }
    self.keys = keys
    self.sources = sources
  }

  /// What is not the same in two definitions.
  struct Change {
    /// Keys that came, went or changed, in the order of their bytes; sources as `sources.NAME`.
    let names: [String]
    /// Whether a decision can rest on one of them that is no source.
    let decides: Bool
    let sources: Set<String>
  }

  func change(from old: DefinitionText) -> Change {
    let changed = Set(keys.keys).union(old.keys.keys).filter { keys[$0] != old.keys[$0] }
    let defined = Set(sources.keys).union(old.sources.keys).filter { sources[$0] != old.sources[$0] }
    return Change(
      names: (changed + defined.map { "sources." + $0 }).sortedByBytes(),
      decides: !changed.isSubset(of: DefinitionText.describing), sources: defined)
  }
}
