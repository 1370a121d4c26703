package import AuditModel
package import Diagnostics
import JSON

/// `findings.json`: what a reader should know beside the decisions.
package enum FindingsFile {
  package static let name = "findings.json"

  /// The file's bytes, canonical JSON.
  package static func bytes(_ findings: [Finding]) throws(Diagnostic) -> [UInt8] {
    let list = findings.map { finding in
      JSONValue.members(
        [
          ("code", .string(finding.code)), ("subject", .string(finding.subject)), ("message", .string(finding.message)),
        ] + (finding.exhibit.map { [("exhibit", .string($0))] } ?? []))
    }
    return try CanonicalJSON.write(.members([("findings", .array(list))]))
  }
}
