package import AuditModel
package import Diagnostics
package import Digests
import JSON

/// `interop/test-result.intoto.json`: the decisions as an in-toto Statement with the test-result predicate.
///
/// Its subject is the decisions file: the pack does not exist yet when this is written.
package enum TestResultStatement {
  package static let name = "interop/test-result.intoto.json"
  package static let predicateType = "https://in-toto.io/attestation/test-result/v0.1"

  /// A policy as it lies in the pack.
  package struct Configuration: Hashable, Sendable {
    package let name: String
    package let sha256: Digest

    package init(_ artifact: Artifact) {
      name = artifact.name
      sha256 = artifact.sha256
    }
  }

  /// The file's bytes, canonical JSON.
  package static func bytes(
    _ facts: Facts, decisions: Digest, configuration: [Configuration]
  ) throws(Diagnostic) -> [UInt8] {
    let subject = SHA256Sums.Line(name: DecisionsFile.name, sha256: decisions)
    return try CanonicalJSON.write(
      Statement.json([subject], type: predicateType, predicate(facts.decisions, configuration)))
  }

  private static func predicate(_ decisions: [GateDecision], _ configuration: [Configuration]) -> JSONValue {
    func gates(_ result: ForeignWords.TestResult) -> [JSONValue] {
      decisions.filter { $0.foreign.test == result }.map { .string($0.gate.id) }
    }
    return [
      "result": .string(ForeignWords.TestResult.worst(of: decisions.compactMap(\.foreign.test)).rawValue),
      "configuration": .array(
        configuration.map { ["name": .string($0.name), "digest": ["sha256": .string($0.sha256.hexadecimal)]] }),
      "passedTests": .array(gates(.passed)), "warnedTests": .array(gates(.warned)),
      "failedTests": .array(gates(.failed)),
    ]
  }
}
