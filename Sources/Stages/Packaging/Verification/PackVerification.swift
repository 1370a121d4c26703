import Bytes
import Digests

/// The closed-world check of a pack: every byte of the zip, every file against SHA256SUMS and the manifest, and the facts
/// against one another.
///
/// It needs no key: whoever rewrites the whole pack passes it.
package enum PackVerification {
  /// Takes any bytes, in time and memory bounded by their number and the limits of the format.
  package static func verify(_ zip: [UInt8]) -> VerificationReport {
    let members = PackMembers(zip)
    var problems = members.problems
    let digests = memberDigests(members, &problems)
    let sums = sums(members, digests, &problems)
    let manifest = manifest(members, sums, digests, &problems)
    if !members.names.isEmpty {
      var check = FactsCheck(members: members, digests: digests, sums: sums, manifest: manifest)
      check.run()
      problems += check.problems
    }
    return VerificationReport(
      verdict: verdict(problems), pack: SHA256.digest(of: zip),
      content: digests[Array(PackFormat.sums.utf8)], facts: sums?.factsDigest, trust: .unsealed, problems: problems)
  }

  private static func verdict(_ problems: [PackProblem]) -> VerificationReport.Verdict {
    if problems.isEmpty { return .intact }
    return problems.contains { $0.code == "zip.unreadable" } ? .unreadable : .notIntact
  }

  /// By the bytes of the name.
  typealias Digests = [[UInt8]: Digest]

  private static func memberDigests(_ members: PackMembers, _ problems: inout [PackProblem]) -> Digests {
    var digests: Digests = [:]
    for name in members.names { digests[Array(name.utf8)] = members.digest(of: name, &problems) }
    return digests
  }

  private static func sums(
    _ members: PackMembers, _ digests: Digests, _ problems: inout [PackProblem]
  ) -> SHA256Sums? {
    guard !members.names.isEmpty else { return nil }
    guard let bytes = members.bytes(PackFormat.sums) else {
      problems.append(PackProblem(.sumsMissing, PackFormat.sums, "the pack has no readable list of its files"))
      return nil
    }
    let sums = SHA256Sums(bytes, &problems)
    compare(sums, members, digests, &problems)
    return sums
  }

  /// The list against the files, in both directions, and their order in the zip.
  private static func compare(
    _ sums: SHA256Sums, _ members: PackMembers, _ digests: Digests, _ problems: inout [PackProblem]
  ) {
    for line in sums.lines {
      guard members.has(line.name) else {
        problems.append(PackProblem(.sumsAbsent, line.name, "listed, but not in the pack"))
        continue
      }
      if let digest = digests[Array(line.name.utf8)], digest != line.sha256 {
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

  private static func manifest(
    _ members: PackMembers, _ sums: SHA256Sums?, _ digests: Digests, _ problems: inout [PackProblem]
  ) -> Manifest? {
    guard !members.names.isEmpty else { return nil }
    guard let bytes = members.bytes(PackFormat.manifest) else {
      problems.append(PackProblem(.manifestMissing, PackFormat.manifest, "the pack has no readable manifest"))
      return nil
    }
    var reader = ManifestReader()
    let manifest = reader.read(bytes)
    problems += reader.problems
    if let manifest {
      var check = ManifestCheck(manifest: manifest, members: members, digests: digests)
      check.run()
      problems += check.problems
    }
    return manifest
  }
}
