import AuditModel
import Digests
import Packaging

/// What a pack was made from, as its manifest says it.
struct ProvenanceRecord {
  let inputs: PackInputs
  let facts: Facts

  func provenance(byproducts: [Provenance.Byproduct]) -> Provenance {
    let definition = facts.definition
    return Provenance(
      parameters: Provenance.Parameters(
        definition: inputs.definition.label, pack: definition.pack, organization: definition.organization,
        start: definition.period.start, end: definition.period.end, timeZone: definition.calendar.zone,
        asOf: definition.asOf, revision: definition.revision, seeds: seeds, strictMode: definition.strictMode,
        includeSources: false),
      reference: ReferenceVersions.all, redactionKeyCheck: inputs.redactionKey.map(RedactionKey.check),
      dependencies: dependencies, byproducts: byproducts,
      vouch: Vouch.version)
  }

  /// The seed of the model's bootstrap.
  private var seeds: [Provenance.Component] {
    guard let model = facts.definition.model, let seed = model.seed else { return [] }
    return [Provenance.Component("model/" + model.name, String(seed))]
  }

  private var dependencies: [Provenance.Dependency] {
    inputs.predecessors.map(\.dependency) + policies + attachments + sources + design
      + inputs.artifacts.map(\.dependency)
      + zones.map { dependency("zone/" + $0.label, $0) }
      + inputs.presets.map { dependency("preset/" + $0.label, $0) }
  }

  /// Every zone file once.
  private var zones: [Input] {
    let calendar = [inputs.zone].compactMap { $0 }
    return calendar + inputs.sourceZones.filter { file in !calendar.contains { $0.label == file.label } }
  }

  private var policies: [Provenance.Dependency] {
    inputs.policies.enumerated().map { index, policy in
      dependency("policy/" + policy.label, policy, copy: PackNames.policy(policy, at: index))
    }
  }

  private var attachments: [Provenance.Dependency] {
    inputs.attachments.map { dependency($0.dependency, $0.input, copy: $0.copy) }
      + inputs.supplements.named.map { name, input in
        dependency(name, input, copy: name == "citations" ? nil : PackNames.definition(input))
      }
  }

  /// The digests are those of the bytes that were parsed, as the reconciliation has them.
  private var sources: [Provenance.Dependency] {
    facts.reconciliation.flatMap { source in
      source.files.compactMap { file in
        Digest(hexadecimal: file.sha256).map {
          Provenance.Dependency("source/\(source.name)/\(file.path)", sha256: $0, bytes: file.bytes)
        }
      }
    }
  }

  private var design: [Provenance.Dependency] {
    let design = inputs.design
    return [dependency("theme", design.theme), dependency("icc/" + design.colourProfile.label, design.colourProfile)]
      + design.templates.map {
        dependency("template/" + $0.label, $0, copy: $0.label == PackNames.check ? $0.label : nil)
      }
      + fonts.map { Provenance.Dependency("font/" + $0.label, sha256: $0.digest, bytes: $0.length) }
  }

  /// Every font file once, though several faces may be of one file.
  private var fonts: [FaceFile] {
    var seen: Set<String> = []
    return inputs.design.faces.filter { seen.insert($0.label).inserted }
  }

  private func dependency(_ name: String, _ input: Input, copy: String? = nil) -> Provenance.Dependency {
    Provenance.Dependency(
      name, sha256: SHA256.digest(of: input.bytes), bytes: Int64(input.bytes.count), copy: copy)
  }
}
