package import AuditModel
package import Diagnostics

/// The files in `interop/`: the decisions in the formats that other tools read.
///
/// They hold no digest of pack, content or manifest, which are made after them.
package enum Interop {
  /// `contents` holds every fact and the copies of the policies; `version` is the program's.
  package static func files(_ facts: Facts, _ contents: Contents, version: String) throws(Diagnostic) -> [Artifact] {
    guard let decisions = contents[DecisionsFile.name] else {
      preconditionFailure("decisions are written before what is derived from them")
    }
    let policies = contents.artifacts.filter { $0.name.hasPrefix("policies/") }.map(
      TestResultStatement.Configuration.init)
    return [
      Artifact(DecisionsTable.name, DecisionsTable.bytes(facts)),
      Artifact(JUnitReport.name, JUnitReport.bytes(facts)),
      Artifact(OSCALResults.name, try OSCALResults(facts, factsDigest: contents.factsDigest).bytes()),
      Artifact(SARIFReport.name, try SARIFReport.bytes(facts, version: version)),
      Artifact(
        TestResultStatement.name,
        try TestResultStatement.bytes(facts, decisions: decisions.sha256, configuration: policies)),
    ]
  }
}
