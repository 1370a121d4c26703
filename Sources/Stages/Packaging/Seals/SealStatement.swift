import Bytes
package import Diagnostics
package import Digests
package import JSON

/// What a seal says: this zip, and this list of files, are the pack of that organization, period and outcome.
///
/// It says neither when nor by whom: a timestamp and the keys do.
package struct SealStatement: Sendable {
  package let zip: Digest
  package let content: Digest
  private let pack: String
  private let identity: [(String, JSONValue)]
  private let buildInfo: Digest?

  /// Reads what there is to say from an intact pack; `buildInfo` is the digest of the file beside it.
  package init(of members: PackMembers, _ report: VerificationReport, buildInfo: Digest? = nil) throws(Diagnostic) {
    guard let content = report.content, let facts = report.facts,
      let manifest = try members.json(PackFormat.manifest), let decisions = try members.json(DecisionsFile.name),
      let parameters = manifest["predicate"]?["buildDefinition"]?["externalParameters"],
      let pack = parameters["pack"]?.string
    else {
      throw Diagnostic(
        "the pack says too little of itself to be sealed", hint: "'vouch verify' says what is wrong with it")
    }
    let dependencies = manifest["predicate"]?["buildDefinition"]?["resolvedDependencies"]?.array ?? []
    func dependency(_ name: String) -> JSONValue {
      dependencies.first { $0["name"]?.string == name }?["digest"]?["sha256"] ?? .null
    }
    zip = report.pack
    self.content = content
    self.pack = pack
    self.buildInfo = buildInfo
    identity = [
      ("format", .int(PackFormat.version)), ("pack", .string(pack)),
      ("organization", parameters["organization"] ?? .null), ("period", parameters["period"] ?? .null),
      ("as_of", parameters["as_of"] ?? .null), ("facts_sha256", .string(facts.hexadecimal)),
      ("summary", decisions["summary"] ?? .null), ("previous", dependency("previous")),
      ("supersedes", dependency("supersedes")),
    ]
  }

  /// The names and digests that every statement on this pack has as its subjects.
  var subjects: [SHA256Sums.Line] {
    [SHA256Sums.Line(name: PackFormat.sums, sha256: content), SHA256Sums.Line(name: pack + ".zip", sha256: zip)]
      .sortedByBytes(of: \.name)
  }

  /// The payload of a seal, canonical JSON.
  package func payload() throws(Diagnostic) -> [UInt8] { try payload(buildInfo: buildInfo?.hexadecimal) }

  func payload(buildInfo: String?) throws(Diagnostic) -> [UInt8] {
    let observed = ("buildinfo_sha256", JSONValue.optional(buildInfo))
    return try CanonicalJSON.write(
      Statement.json(subjects, type: PackFormat.sealType, .members(identity + [observed])))
  }

  /// Members of a seal's predicate that are not what the pack says of itself, by name.
  func differences(from predicate: JSONValue) -> [String] {
    identity.filter { canonical(predicate[$0.0]) != canonical($0.1) }.map(\.0)
  }

  /// Objects are the same in any order of their members.
  private func canonical(_ value: JSONValue?) -> [UInt8]? { value.flatMap { try? CanonicalJSON.write($0) } }
}

extension PackMembers {
  /// A file of the pack as JSON; nil if there is no such file, or if it is larger than a reader holds.
  package func json(_ name: String) throws(Diagnostic) -> JSONValue? {
    guard let bytes = held(name) else { return nil }
    return try JSONParser.parse(bytes, name: name, limits: PackFormat.held)
  }
}
