package import Bytes
import Digests

/// The closed-world check of a pack: every byte of the zip, every file against SHA256SUMS and the manifest, and the facts
/// against one another.
///
/// It needs no key: whoever rewrites the whole pack passes it.
package struct PackVerification {
  private let members: PackMembers
  private let survey: PackSurvey
  private let sums: SHA256Sums?
  private var problems: [PackProblem]

  /// Takes any bytes, in time bounded by their number and the limits of the format, and in memory bounded by those
  /// limits; no file is held whole but the list, the manifest and the facts in JSON.
  package static func verify(_ zip: any RandomAccessBytes) -> VerificationReport {
    let members = PackMembers(zip)
    let (sums, problems) = list(members)
    var check = PackVerification(members, sums, problems, PackSurvey(members, wanted: digests(sums)))
    return check.report()
  }

  /// The same report, with several files looked at side by side.
  package static func verify(_ zip: any RandomAccessBytes, jobs: Int) async -> VerificationReport {
    let members = PackMembers(zip)
    let (sums, problems) = list(members)
    var check = PackVerification(
      members, sums, problems, await PackSurvey(members, wanted: digests(sums), jobs: jobs))
    return check.report()
  }

  private init(_ members: PackMembers, _ sums: SHA256Sums?, _ problems: [PackProblem], _ survey: PackSurvey) {
    self.members = members
    self.survey = survey
    self.sums = sums
    self.problems = problems
  }

  /// The pack's list of its files with what is wrong with its form; nil if there is none.
  private static func list(_ members: PackMembers) -> (SHA256Sums?, [PackProblem]) {
    guard let bytes = members.held(PackFormat.sums) else { return (nil, []) }
    var problems: [PackProblem] = []
    let sums = SHA256Sums(bytes, &problems)
    return (sums, problems)
  }

  /// What a report must name: the facts and the decisions, as they are listed.
  private static func digests(_ sums: SHA256Sums?) -> [Digest] {
    guard let sums, let decisions = sums.lines.first(where: { $0.name == DecisionsFile.name }) else { return [] }
    return [sums.factsDigest, decisions.sha256]
  }

  private mutating func report() -> VerificationReport {
    let ofList = problems
    problems =
      members.problems + [survey.problem].compactMap { $0 } + members.distinctNames.compactMap { survey[$0]?.problem }
    // Where the zip cannot be read, its files are unknown; an empty one lacks all of them.
    if !members.names.isEmpty || members.problems.isEmpty {
      checkSizes()
      problems += ofList
      checkList()
      let manifest = manifest()
      var check = FactsCheck(members: members, survey: survey, sums: sums, manifest: manifest)
      check.run()
      problems += check.problems
    }
    return VerificationReport(
      verdict: verdict, pack: survey.pack, content: survey.digest(of: PackFormat.sums), facts: sums?.factsDigest,
      trust: .unsealed, problems: problems)
  }

  private var verdict: VerificationReport.Verdict {
    if problems.isEmpty { return .intact }
    return problems.contains { $0.code == PackProblem.Code.zipUnreadable.rawValue } ? .unreadable : .notIntact
  }

  /// Files that a reader holds are no larger than anybody can hold.
  private mutating func checkSizes() {
    for name in members.distinctNames where PackFormat.isHeld(name) && members.size(of: name) ?? 0 > PackFormat.heldSize
    {
      problems.append(
        PackProblem(.zipLimit, name, "larger than the \(PackFormat.heldSize) bytes that a file of its kind may have"))
    }
  }

  private mutating func checkList() {
    guard let sums else {
      problems.append(PackProblem(.sumsMissing, PackFormat.sums, "the pack has no readable list of its files"))
      return
    }
    compare(sums)
  }

  /// The list against the files, in both directions, and their order in the zip.
  private mutating func compare(_ sums: SHA256Sums) {
    for line in sums.lines {
      guard members.has(line.name) else {
        problems.append(PackProblem(.sumsAbsent, line.name, "listed, but not in the pack"))
        continue
      }
      if let digest = survey.digest(of: line.name), digest != line.sha256 {
        problems.append(PackProblem(.sumsMismatch, line.name, "its bytes do not have the digest that is listed"))
      }
    }
    let listed = Set(sums.lines.map { Array($0.name.utf8) })
    for name in members.names where name != PackFormat.sums && !listed.contains(Array(name.utf8)) {
      problems.append(PackProblem(.sumsUnlisted, name, "in the pack, but not listed"))
    }
    let wanted = [PackFormat.sums] + members.names.filter { $0 != PackFormat.sums }.sortedByBytes()
    if let (name, _) = zip(members.names, wanted).first(where: { !$0.utf8.elementsEqual($1.utf8) }) {
      problems.append(
        PackProblem(.zipOrder, name, "not in its place: SHA256SUMS comes first, then the names by their bytes"))
    }
  }

  private mutating func manifest() -> Manifest? {
    guard let bytes = members.held(PackFormat.manifest) else {
      problems.append(PackProblem(.manifestMissing, PackFormat.manifest, "the pack has no readable manifest"))
      return nil
    }
    var reader = ManifestReader()
    let manifest = reader.read(bytes)
    problems += reader.problems
    if let manifest {
      var check = ManifestCheck(manifest: manifest, members: members, survey: survey)
      check.run()
      problems += check.problems
    }
    return manifest
  }
}
