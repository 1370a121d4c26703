import Bytes

/// A manifest held against the files of its pack.
struct ManifestCheck {
  let manifest: Manifest
  let members: PackMembers
  let survey: PackSurvey
  private(set) var problems: [PackProblem] = []

  init(manifest: Manifest, members: PackMembers, survey: PackSurvey) {
    self.manifest = manifest
    self.members = members
    self.survey = survey
  }

  mutating func run() {
    checkSubjects()
    checkParameters()
    for dependency in manifest.provenance.dependencies { check(dependency) }
    for byproduct in manifest.provenance.byproducts { check(byproduct) }
  }

  /// Every file but the list and the manifest is a subject with its digest, and nothing else is.
  private mutating func checkSubjects() {
    var unseen = Set(
      members.names.filter { $0 != PackFormat.sums && $0 != PackFormat.manifest }.map { Array($0.utf8) })
    for subject in manifest.subjects {
      let name = Array(subject.name.utf8)
      guard unseen.remove(name) != nil else {
        report(.manifestSubject, subject.name, "a subject of the manifest, but not once in the pack")
        continue
      }
      if let digest = survey.digest(of: subject.name), digest != subject.sha256 {
        report(.manifestSubject, subject.name, "its bytes do not have the digest of the manifest's subject")
      }
    }
    for name in unseen.map({ String(decoding: $0, as: UTF8.self) }).sortedByBytes() {
      report(.manifestSubject, name, "in the pack, but no subject of the manifest")
    }
  }

  private mutating func checkParameters() {
    let parameters = manifest.provenance.parameters
    if let root = members.root, root != parameters.pack {
      report(.manifestParameter, PackFormat.manifest, "the pack is '\(parameters.pack)', its folder '\(root)'")
    }
    if !members.has("definition/\(parameters.definition)") {
      report(
        .manifestParameter, PackFormat.manifest, "definition '\(parameters.definition)' has no copy in definition/")
    }
    let sources = manifest.provenance.dependencies.filter { $0.name.hasPrefix("source/") }
    if parameters.includeSources, sources.contains(where: { $0.copy == nil }) {
      report(.manifestParameter, PackFormat.manifest, "sources are said to be included, and not all have a copy")
    }
    if parameters.asOf < parameters.end || parameters.end < parameters.start {
      report(.manifestParameter, PackFormat.manifest, "start, end and as-of date are not in this order")
    }
  }

  /// A copy in the pack is the input, byte by byte.
  private mutating func check(_ dependency: Provenance.Dependency) {
    guard let copy = dependency.copy else { return }
    guard members.has(copy) else {
      return report(.manifestDependency, copy, "the copy of '\(dependency.name)' is not in the pack")
    }
    if let digest = survey.digest(of: copy), digest != dependency.sha256 {
      report(.manifestDependency, copy, "not the bytes of '\(dependency.name)', of which it should be a copy")
    }
  }

  /// A layer belongs to a report of the pack.
  private mutating func check(_ byproduct: Provenance.Byproduct) {
    let parts = byproduct.name.split(separator: "#", omittingEmptySubsequences: false)
    guard parts.count == 2, members.has(String(parts[0])), Provenance.Layer(rawValue: String(parts[1])) != nil else {
      return report(.manifestSyntax, PackFormat.manifest, "byproduct '\(byproduct.name)' is no layer of a report")
    }
  }

  private mutating func report(_ code: PackProblem.Code, _ entry: String, _ message: String) {
    problems.report(code, entry, message)
  }
}
