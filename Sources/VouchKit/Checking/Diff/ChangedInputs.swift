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

  init(_ old: ComparedPack, _ new: ComparedPack) {
    let changed = ChangedInputs.names(old.manifest, new.manifest)
    files = changed.filter { $0.hasPrefix("source/") }
    sources = Set(files.compactMap { $0.split(separator: "/").dropFirst().first.map(String.init) })
    policies = changed.filter { $0.hasPrefix("policy/") }
    waivers = changed.filter { ["waivers", "responses"].contains($0) }
    definition =
      ChangedInputs.definition(old, new) + changed.filter { $0.hasPrefix("zone/") || $0.hasPrefix("narrative/") }
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

  private static func definition(_ old: ComparedPack, _ new: ComparedPack) -> [String] {
    func bytes(_ side: ComparedPack) -> [UInt8]? {
      try? side.pack.bytes("definition/" + Paths.name(of: side.manifest.definition))
    }
    var changes: [String] = []
    if old.manifest.period != new.manifest.period {
      changes.append("period \(old.manifest.period) → \(new.manifest.period)")
    }
    func day(_ side: ComparedPack) -> String { side.manifest.asOf.map { "\($0)" } ?? "" }
    if day(old) != day(new) { changes.append("as of \(day(old)) → \(day(new))") }
    if bytes(old) != bytes(new) { changes.append(new.manifest.definition) }
    return changes
  }

  /// What can have changed a gate's result. `sources` are those that its records or figures come from, if that is known.
  func causes(gate id: String, sources named: Set<String>, touchesWaiver: Bool) -> [PackDifference.Cause] {
    var causes: Set<PackDifference.Cause> = []
    if named.isEmpty ? !sources.isEmpty : !sources.isDisjoint(with: named) { causes.insert(.data) }
    if gates.contains(id) || sharedPolicy { causes.insert(.policy) }
    if touchesWaiver && !waivers.isEmpty { causes.insert(.waiver) }
    return ordered(causes)
  }

  /// What can have changed a figure or a count of some source.
  func causes(source name: String?) -> [PackDifference.Cause] {
    var causes: Set<PackDifference.Cause> = []
    if name.map({ sources.contains($0) }) ?? !sources.isEmpty { causes.insert(.data) }
    if name == nil && sharedPolicy { causes.insert(.policy) }
    return ordered(causes)
  }

  /// What can have changed the wording of a gate.
  func causes(ofText id: String) -> [PackDifference.Cause] {
    ordered(gates.contains(id) || sharedPolicy ? [.policy] : [])
  }

  /// The definition touches everything; the program only what nothing else explains.
  private func ordered(_ causes: Set<PackDifference.Cause>) -> [PackDifference.Cause] {
    var causes = causes
    if !definition.isEmpty { causes.insert(.definition) }
    if causes.isEmpty && !tool.isEmpty { causes.insert(.tool) }
    if causes.isEmpty && !policies.isEmpty { causes.insert(.policy) }
    return PackDifference.Cause.allCases.filter { causes.contains($0) }
  }

  /// What changed, by cause, in words.
  var all: [(cause: PackDifference.Cause, what: [String])] {
    [(.data, files), (.policy, policies), (.waiver, waivers), (.definition, definition), (.tool, tool)].filter {
      !$0.1.isEmpty
    }
  }
}
