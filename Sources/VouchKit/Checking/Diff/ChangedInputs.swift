import Bytes
import Diagnostics
import JSON
import Packaging

/// What went into two packs differently: the causes that a difference between them can have.
struct ChangedInputs {
  /// Names of sources of which a file came, went or changed.
  let sources: Set<String>
  let policies: [String]
  let waivers: [String]
  let definition: [String]
  let tool: [String]
  let files: [String]
  private let gates: Set<String>
  private let sharedPolicy: Bool
  /// What of the definition a decision can rest on: all of it that decides, and the sources that are defined otherwise.
  private let definitionDecides: Bool
  private let definedSources: Set<String>

  init(_ old: ComparedPack, _ new: ComparedPack) {
    let changed = ChangedInputs.names(old.manifest, new.manifest)
    files = changed.filter { $0.hasPrefix("source/") }
    sources = Set(files.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
    policies = changed.filter { $0.hasPrefix("policy/") }
    waivers = changed.filter { ["waivers", "responses"].contains($0) }
    let change = ChangedInputs.definition(old, new)
    let days = ChangedInputs.days(old, new)
    let attached = changed.filter { name in
      name == "requests" || ["zone/", "narrative/", "artifact/"].contains { name.hasPrefix($0) }
    }
    let lineage = changed.filter { ["previous", "supersedes"].contains($0) }.map { "the pack that '\($0)' names" }
    definition =
      days + (change.names.isEmpty ? [] : ["\(new.manifest.definition): \(change.names.joined(separator: ", "))"])
      + attached + lineage
    definitionDecides = change.decides || !days.isEmpty || attached.contains { $0.hasPrefix("zone/") }
    definedSources = change.sources
    let versions = (old.manifest.version, new.manifest.version)
    let design = changed.filter { name in
      ["theme", "citations"].contains(name)
        || ["template/", "font/", "icc/", "preset/"].contains { name.hasPrefix($0) }
    }
    tool = (versions.0 == versions.1 ? [] : ["vouch \(versions.0) → \(versions.1)"]) + design
    let ids = Set(old.policies.gates.keys).union(new.policies.gates.keys)
    gates = ids.filter { old.policies.gates[$0] != new.policies.gates[$0] }
    sharedPolicy = old.policies.shared != new.policies.shared
  }

  /// Dependencies that came, went or have another digest, by name.
  private static func names(_ old: RecordedManifest, _ new: RecordedManifest) -> [String] {
    func digests(_ manifest: RecordedManifest) -> [String: String] {
      Dictionary(manifest.dependencies.map { ($0.name, $0.sha256) }, uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (digests(old), digests(new))
    return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sortedByBytes()
  }

  /// A definition that cannot be read may have changed in anything.
  private static func definition(_ old: ComparedPack, _ new: ComparedPack) -> DefinitionText.Change {
    func text(_ side: ComparedPack) -> DefinitionText? {
      let copy = "definition/" + Paths.name(of: side.manifest.definition)
      return (try? side.pack.bytes(copy)).flatMap { try? DefinitionText($0, name: copy) }
    }
    guard let before = text(old), let after = text(new) else {
      return DefinitionText.Change(names: ["unreadable"], decides: true, sources: [])
    }
    return after.change(from: before)
  }

  /// The recorded period and as-of date, which an option may have set.
  private static func days(_ old: ComparedPack, _ new: ComparedPack) -> [String] {
    func day(_ side: ComparedPack) -> String { side.manifest.asOf.map { "\($0)" } ?? "" }
    return [("period", old.manifest.period, new.manifest.period), ("as of", day(old), day(new))].filter { $0.1 != $0.2 }
      .map { "\($0.0) \($0.1) → \($0.2)" }
  }

  /// What can have changed a gate's result. `sources` are those that its records or figures come from, if that is known.
  func causes(gate id: String, sources named: Set<String>, touchesWaiver: Bool) -> [PackDifference.Cause] {
    var causes: Set<PackDifference.Cause> = []
    if named.isEmpty ? !sources.isEmpty : !sources.isDisjoint(with: named) { causes.insert(.data) }
    if gates.contains(id) || sharedPolicy { causes.insert(.policy) }
    if touchesWaiver && !waivers.isEmpty { causes.insert(.waiver) }
    if named.isEmpty ? !definedSources.isEmpty : !definedSources.isDisjoint(with: named) { causes.insert(.definition) }
    return ordered(causes)
  }

  /// What can have changed a figure or a count of some source.
  func causes(source name: String?) -> [PackDifference.Cause] {
    var causes: Set<PackDifference.Cause> = []
    if name.map({ sources.contains($0) }) ?? !sources.isEmpty { causes.insert(.data) }
    if name == nil && sharedPolicy { causes.insert(.policy) }
    if name.map({ definedSources.contains($0) }) ?? !definedSources.isEmpty { causes.insert(.definition) }
    return ordered(causes)
  }

  /// What can have changed the wording of a gate.
  func causes(ofText id: String) -> [PackDifference.Cause] {
    ordered(gates.contains(id) || sharedPolicy ? [.policy] : [])
  }

  /// What the definition decides touches everything; the program, and words of the definition, only what nothing else
  /// explains.
  private func ordered(_ causes: Set<PackDifference.Cause>) -> [PackDifference.Cause] {
    var causes = causes
    if definitionDecides { causes.insert(.definition) }
    if causes.isEmpty && !tool.isEmpty { causes.insert(.tool) }
    if causes.isEmpty && !policies.isEmpty { causes.insert(.policy) }
    if causes.isEmpty && !definition.isEmpty { causes.insert(.definition) }
    return PackDifference.Cause.allCases.filter { causes.contains($0) }
  }

  /// What changed, by cause, in words.
  var all: [(cause: PackDifference.Cause, what: [String])] {
    [(.data, files), (.policy, policies), (.waiver, waivers), (.definition, definition), (.tool, tool)].filter {
      !$0.1.isEmpty
    }
  }
}
