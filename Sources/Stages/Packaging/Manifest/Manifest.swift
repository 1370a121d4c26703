import Bytes
package import Diagnostics
package import Digests
import JSON

/// `manifest.json`: an in-toto Statement v1 about every other file but SHA256SUMS, with SLSA provenance v1.
package struct Manifest: Hashable, Sendable {
  package let subjects: [SHA256Sums.Line]
  package let provenance: Provenance
  package let facts: Digest

  /// The file's bytes, canonical JSON; the same for any order of the provenance's lists.
  package func bytes() throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(Statement.json(subjects, type: PackFormat.provenanceType, predicate))
  }

  private var predicate: JSONValue {
    [
      "buildDefinition": [
        "buildType": .string(PackFormat.buildType), "externalParameters": externalParameters,
        "internalParameters": internalParameters, "resolvedDependencies": .array(dependencies),
      ],
      "runDetails": [
        "builder": ["id": .string(PackFormat.builder), "version": ["vouch": .string(provenance.vouch)]],
        "byproducts": .array(byproducts),
      ],
    ]
  }

  private var externalParameters: JSONValue {
    let values = provenance.parameters
    let revision = values.revision.map { [("revision", JSONValue.string($0))] } ?? []
    return .members(
      [
        ("definition", .string(values.definition)), ("pack", .string(values.pack)),
        ("organization", .string(values.organization)),
        ("period", ["start": .string("\(values.start)"), "end": .string("\(values.end)")]),
        ("time_zone", .string(values.timeZone)), ("as_of", .string("\(values.asOf)")),
        ("seeds", components(values.seeds)), ("strict_mode", .bool(values.strictMode)),
        ("include_sources", .bool(values.includeSources)),
      ] + revision)
  }

  private var internalParameters: JSONValue {
    let check = provenance.redactionKeyCheck.map { [("redaction_key_check", JSONValue.string($0))] } ?? []
    return .members(
      [("format", .int(PackFormat.version)), ("reference", components(provenance.reference))] + check)
  }

  private func components(_ components: [Provenance.Component]) -> JSONValue {
    .members(components.map { ($0.name, .string($0.value)) })
  }

  /// The inputs by name, among them the revision where it is a Git commit.
  private var dependencies: [JSONValue] {
    var named = provenance.dependencies.map { ($0.name, dependency($0)) }
    if let commit = provenance.parameters.commit {
      named.append((Manifest.revision, ["name": .string(Manifest.revision), "digest": ["gitCommit": .string(commit)]]))
    }
    return named.sortedByBytes(of: \.0).map(\.1)
  }

  static let revision = "revision"

  private func dependency(_ dependency: Provenance.Dependency) -> JSONValue {
    let copy = dependency.copy.map { [("copy", JSONValue.string($0))] } ?? []
    return [
      "name": .string(dependency.name), "digest": ["sha256": .string(dependency.sha256.hexadecimal)],
      "annotations": .members([("bytes", .int(dependency.bytes))] + copy),
    ]
  }

  private var byproducts: [JSONValue] {
    let all = provenance.byproducts + [.init(name: Provenance.Byproduct.facts, sha256: facts)]
    return all.sortedByBytes(of: \.name).map {
      ["name": .string($0.name), "digest": ["sha256": .string($0.sha256.hexadecimal)]]
    }
  }
}

/// The frame of an in-toto Statement v1.
enum Statement {
  static func json(_ subjects: [SHA256Sums.Line], type: String, _ predicate: JSONValue) -> JSONValue {
    [
      "_type": .string(PackFormat.statementType), "predicateType": .string(type), "predicate": predicate,
      "subject": .array(
        subjects.map { ["name": .string($0.name), "digest": ["sha256": .string($0.sha256.hexadecimal)]] }),
    ]
  }
}
