import Diagnostics
import Digests
import JSON
import Rows

/// Reads a manifest strictly, reporting whatever is not as pack format 1 has it.
///
/// What is read is written again and must give the same bytes, so that no field goes unread.
struct ManifestReader {
  private(set) var problems: [PackProblem] = []

  /// The manifest, or nil if too much is wrong to know what it says.
  mutating func read(_ bytes: [UInt8]) -> Manifest? {
    guard let json = json(bytes) else { return nil }
    guard checkTypes(json), checkFormat(json) else { return nil }
    let definition = json["predicate"]?["buildDefinition"]
    let parameters = parameters(definition?["externalParameters"])
    let dependencies = dependencies(definition?["resolvedDependencies"], commit: parameters?.commit)
    let byproducts = byproducts(json["predicate"]?["runDetails"]?["byproducts"])
    guard let parameters, let dependencies, let byproducts, let subjects = subjects(json["subject"]),
      let reference = components(definition?["internalParameters"]?["reference"]),
      let vouch = json["predicate"]?["runDetails"]?["builder"]?["version"]?["vouch"]?.string
    else {
      if problems.isEmpty { report(.manifestSyntax, "a field is missing or of another type") }
      return nil
    }
    let facts = byproducts.first { $0.name == Provenance.Byproduct.facts }?.sha256
    guard let facts else {
      report(.manifestSyntax, "byproducts lack the facts digest")
      return nil
    }
    let manifest = Manifest(
      subjects: subjects,
      provenance: Provenance(
        parameters: parameters, reference: reference,
        redactionKeyCheck: definition?["internalParameters"]?["redaction_key_check"]?.string,
        dependencies: dependencies, byproducts: byproducts.filter { $0.name != Provenance.Byproduct.facts },
        vouch: vouch
      ), facts: facts)
    checkNothingElse(manifest, bytes)
    return manifest
  }

  private mutating func json(_ bytes: [UInt8]) -> JSONValue? {
    do throws(Diagnostic) {
      return try JSONParser.parse(bytes, name: PackFormat.manifest, limits: PackFormat.held)
    } catch {
      report(.manifestSyntax, error.message)
      return nil
    }
  }

  private mutating func checkTypes(_ json: JSONValue) -> Bool {
    let predicate = json["predicate"]
    let expected = [
      ("_type", json["_type"], PackFormat.statementType),
      ("predicateType", json["predicateType"], PackFormat.provenanceType),
      ("buildType", predicate?["buildDefinition"]?["buildType"], PackFormat.buildType),
      ("builder.id", predicate?["runDetails"]?["builder"]?["id"], PackFormat.builder),
    ]
    for (name, value, wanted) in expected where value?.string != wanted {
      report(.manifestType, "\(name) is not '\(wanted)'")
    }
    return problems.isEmpty
  }

  private mutating func checkFormat(_ json: JSONValue) -> Bool {
    let format = json["predicate"]?["buildDefinition"]?["internalParameters"]?["format"]
    if format?.int == PackFormat.version { return true }
    report(.manifestFormat, "format is not \(PackFormat.version)")
    return false
  }

  private static let parameterNames = [
    "definition", "pack", "organization", "period", "time_zone", "as_of", "revision", "seeds", "strict_mode",
    "include_sources",
  ]

  private mutating func parameters(_ json: JSONValue?) -> Provenance.Parameters? {
    for key in json?.object?.keys ?? [] where !Self.parameterNames.contains(key) {
      report(.manifestParameter, "unknown external parameter '\(key)'")
    }
    guard let json, let definition = json["definition"]?.string, let pack = json["pack"]?.string,
      let organization = json["organization"]?.string, let start = day(json["period"]?["start"]),
      let end = day(json["period"]?["end"]), let zone = json["time_zone"]?.string, let asOf = day(json["as_of"]),
      let seeds = components(json["seeds"]), let strict = json["strict_mode"]?.bool,
      let sources = json["include_sources"]?.bool
    else {
      report(.manifestParameter, "an external parameter is missing or of another type")
      return nil
    }
    return Provenance.Parameters(
      definition: definition, pack: pack, organization: organization, start: start, end: end, timeZone: zone,
      asOf: asOf,
      revision: json["revision"]?.string, seeds: seeds, strictMode: strict, includeSources: sources)
  }

  private func day(_ json: JSONValue?) -> Day? { json?.string.flatMap { Day($0) } }

  private func components(_ json: JSONValue?) -> [Provenance.Component]? {
    guard let members = json?.object?.members else { return nil }
    let components = members.compactMap { member in member.value.string.map { Provenance.Component(member.key, $0) } }
    return components.count == members.count ? components : nil
  }

  private mutating func dependencies(_ json: JSONValue?, commit: String?) -> [Provenance.Dependency]? {
    guard let items = json?.array else { return nil }
    var dependencies: [Provenance.Dependency] = []
    for item in items {
      if item["name"]?.string == Manifest.revision {
        if commit == nil { report(.manifestDependency, "revision is no parameter, or no whole commit") }
        continue
      }
      guard let dependency = dependency(item) else {
        report(.manifestDependency, "a dependency lacks a known name, a SHA-256 or its size")
        continue
      }
      dependencies.append(dependency)
    }
    reportRepeated(dependencies.map(\.name), .manifestDependency)
    return dependencies
  }

  private func dependency(_ json: JSONValue) -> Provenance.Dependency? {
    guard let name = json["name"]?.string, let digest = digest(json["digest"]),
      let bytes = json["annotations"]?["bytes"]?.int, bytes >= 0
    else { return nil }
    let dependency = Provenance.Dependency(
      name, sha256: digest, bytes: bytes, copy: json["annotations"]?["copy"]?.string)
    return dependency.isKnown ? dependency : nil
  }

  private mutating func byproducts(_ json: JSONValue?) -> [Provenance.Byproduct]? {
    let items = json?.array ?? []
    let byproducts = items.compactMap { item -> Provenance.Byproduct? in
      guard let name = item["name"]?.string, let digest = digest(item["digest"]) else { return nil }
      return Provenance.Byproduct(name: name, sha256: digest)
    }
    reportRepeated(byproducts.map(\.name), .manifestSyntax)
    return json?.array != nil && byproducts.count == items.count ? byproducts : nil
  }

  private func subjects(_ json: JSONValue?) -> [SHA256Sums.Line]? {
    guard let items = json?.array else { return nil }
    let subjects = items.compactMap { item -> SHA256Sums.Line? in
      guard let name = item["name"]?.string, let digest = digest(item["digest"]) else { return nil }
      return SHA256Sums.Line(name: name, sha256: digest)
    }
    return subjects.count == items.count ? subjects : nil
  }

  private func digest(_ json: JSONValue?) -> Digest? {
    json?["sha256"]?.string.flatMap { Digest(hexadecimal: $0) }
  }

  private mutating func reportRepeated(_ names: [String], _ code: PackProblem.Code) {
    var seen: Set<[UInt8]> = []
    for name in names where !seen.insert(Array(name.utf8)).inserted { report(code, "'\(name)' stands twice") }
  }

  /// Names what the fields that were read do not account for.
  private mutating func checkNothingElse(_ manifest: Manifest, _ bytes: [UInt8]) {
    guard problems.isEmpty, (try? manifest.bytes()) != bytes else { return }
    report(.manifestSyntax, "holds more than the format's fields, in another order, or is no canonical JSON")
  }

  private mutating func report(_ code: PackProblem.Code, _ message: String) {
    problems.report(code, PackFormat.manifest, message)
  }
}
