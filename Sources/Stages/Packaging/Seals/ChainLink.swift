package import Diagnostics
import Digests
import JSON
import Rows

/// A pack as a link of a chain: each names the one before by its content digest.
package struct ChainLink: Sendable {
  package let name: String
  let content: Digest
  let previous: String?
  let start: Day
  let end: Day

  /// `name` is the zip's as the reader knows it; the pack is intact.
  package init(_ members: PackMembers, _ report: VerificationReport, name: String) throws(Diagnostic) {
    let definition = try members.json(PackFormat.manifest)?["predicate"]?["buildDefinition"]
    let period = definition?["externalParameters"]?["period"]
    guard let content = report.content, let start = period?["start"]?.string.flatMap({ Day($0) }),
      let end = period?["end"]?.string.flatMap({ Day($0) })
    else { throw Diagnostic("'\(name)' does not say its period") }
    self.name = name
    self.content = content
    self.start = start
    self.end = end
    previous =
      definition?["resolvedDependencies"]?.array?.first { $0["name"]?.string == "previous" }?["digest"]?["sha256"]?
      .string
  }

  /// What keeps packs, newest first, from being a chain.
  package static func problems(_ links: [ChainLink]) -> [PackProblem] {
    zip(links, links.dropFirst()).flatMap { newer, older in newer.problems(after: older) }
  }

  private func problems(after older: ChainLink) -> [PackProblem] {
    var problems: [PackProblem] = []
    if previous == nil {
      problems.append(PackProblem(.chainPrevious, name, "it names no pack before it"))
    } else if previous != older.content.hexadecimal {
      problems.append(PackProblem(.chainPrevious, name, "the pack before it is not '\(older.name)'"))
    }
    if older.end >= start {
      problems.append(
        PackProblem(.chainOrder, name, "its period begins \(start), before that of '\(older.name)' is over"))
    } else if older.end.advanced(by: 1) != start {
      problems.append(PackProblem(.chainGap, name, "no pack covers the days between \(older.end) and \(start)"))
    }
    return problems
  }
}
