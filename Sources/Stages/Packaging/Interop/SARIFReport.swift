package import AuditModel
package import Diagnostics
import JSON

/// `interop/results.sarif`: the decisions as SARIF 2.1.0, one rule and one result a gate.
package enum SARIFReport {
  package static let name = "interop/results.sarif"

  /// The places of exceptions that a result lists; its exhibit has them all.
  private static let locationLimit = 100

  /// The file's bytes, canonical JSON; `version` is the program's.
  package static func bytes(_ facts: Facts, version: String) throws(Diagnostic) -> [UInt8] {
    let notifications = facts.decisions.enumerated().compactMap { notification($1, rule: $0) }
    return try CanonicalJSON.write([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0",
      "runs": [
        [
          "tool": [
            "driver": ["name": "vouch", "version": .string(version), "rules": .array(facts.decisions.map(rule))]
          ],
          "invocations": [["executionSuccessful": true, "toolExecutionNotifications": .array(notifications)]],
          "results": .array(facts.decisions.enumerated().map { result($1, rule: $0, facts) }),
          "properties": ["as_of": .string("\(facts.definition.asOf)"), "pack": .string(facts.definition.pack)],
        ]
      ],
    ])
  }

  private static func rule(_ decision: GateDecision) -> JSONValue {
    let gate = decision.gate
    let rationale = gate.rationale.map { [("fullDescription", JSONValue.members([("text", .string($0))]))] } ?? []
    let level = ForeignWords(.fail, gate.severity).sarif.level
    return .members(
      [
        ("id", .string(gate.id)), ("shortDescription", ["text": .string(gate.name)]),
        ("defaultConfiguration", ["level": .string(level.rawValue)]), ("properties", properties(gate)),
      ] + rationale)
  }

  private static func properties(_ gate: Gate) -> JSONValue {
    .members([
      ("policy", .string(gate.policy)), ("clause", .optional(gate.clause)), ("kind", .string(gate.kind)),
      ("severity", .string(gate.severity.rawValue)), ("controls", .array(gate.controls.map { .string($0) })),
    ])
  }

  private static func result(_ decision: GateDecision, rule: Int, _ facts: Facts) -> JSONValue {
    let words = decision.foreign.sarif
    let places = decision.tested?.exceptions.prefix(locationLimit).map(location) ?? []
    return .members(
      [
        ("ruleId", .string(decision.gate.id)), ("ruleIndex", .int(Int64(rule))),
        ("kind", .string(words.kind.rawValue)), ("level", .string(words.level.rawValue)),
        ("message", ["text": .string(decision.reason)]), ("suppressions", .array(suppressions(decision))),
        ("properties", .members(properties(decision))),
      ] + (places.isEmpty ? [] : [("locations", .array(places))]))
  }

  private static func properties(_ decision: GateDecision) -> [(String, JSONValue)] {
    [
      ("decision", .string(decision.decision.rawValue)), ("exhibit", .optional(decision.exhibit)),
      ("population", .optional(decision.tested?.population)),
      ("exception_count", .optional(decision.tested?.exceptionCount)),
      ("value", .optional(decision.measured?.metric?.value)),
    ]
  }

  /// A waiver suppresses; an empty list says that nothing does.
  private static func suppressions(_ decision: GateDecision) -> [JSONValue] {
    guard decision.decision == .waived else { return [] }
    return [["kind": "external", "status": "accepted", "justification": .string(justification(decision))]]
  }

  private static func justification(_ decision: GateDecision) -> String {
    guard let waiver = decision.waiver else { return decision.reason }
    return "\(waiver.reason) (approved by \(waiver.approver) on \(waiver.approvedOn), until \(waiver.expiresOn))"
  }

  /// The line of a record; the source as a whole where something is missing from it.
  private static func location(_ exception: GateException) -> JSONValue {
    let message: JSONValue = ["text": .string("\(exception.id): \(exception.why)")]
    let origin = exception.origin
    guard origin.line > 0 else {
      return ["logicalLocations": [["name": .string(origin.source), "kind": "resource"]], "message": message]
    }
    return [
      "physicalLocation": [
        "artifactLocation": ["uri": .string(URIReference.escaped(origin.file))],
        "region": ["startLine": .int(Int64(origin.line))],
      ], "message": message,
    ]
  }

  /// A gate that could not be decided is no result of the tool's run alone: the run says so too.
  private static func notification(_ decision: GateDecision, rule: Int) -> JSONValue? {
    guard let level = decision.foreign.sarif.notification else { return nil }
    return [
      "associatedRule": ["id": .string(decision.gate.id), "index": .int(Int64(rule))],
      "level": .string(level.rawValue), "message": ["text": .string(decision.reason)],
    ]
  }
}

/// Paths as relative references (RFC 3986).
enum URIReference {
  /// Every byte but unreserved characters and `/` as `%XX`.
  static func escaped(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        text.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        text += byte < 16 ? "%0" : "%"
        text += String(byte, radix: 16, uppercase: true)
      }
    }
    return text
  }
}
