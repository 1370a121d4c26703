package import AuditModel
package import Diagnostics
import JSON

/// `decisions.json`: what every gate, control and criterion came to.
package enum DecisionsFile {
  package static let name = "decisions.json"

  /// The file's bytes, canonical JSON.
  package static func bytes(_ facts: Facts) throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(
      .members([
        ("as_of", .string("\(facts.definition.asOf)")),
        ("decisions", .array(facts.decisions.map(decision))),
        (
          "controls",
          .array(
            facts.controls.map { standing in
              .members([("id", .string(standing.control.id)), ("decision", .string(standing.standing.rawValue))])
            })
        ),
        ("criteria", .array(facts.criteria.map(criterion))),
        ("summary", .members(facts.summary.map { ($0.decision.rawValue, .int(Int64($0.count))) })),
      ]))
  }

  private static func criterion(_ standing: CriterionStanding) -> JSONValue {
    .members([
      ("framework", .string(standing.criterion.framework)), ("version", .optional(standing.criterion.version)),
      ("id", .string(standing.criterion.id)), ("decision", .string(standing.standing.rawValue)),
    ])
  }

  private static func decision(_ decision: GateDecision) -> JSONValue {
    let gate = decision.gate
    let shared: [(String, JSONValue)] = [
      ("gate", .string(gate.id)), ("name", .string(gate.name)), ("policy", .string(gate.policy)),
      ("clause", .optional(gate.clause)), ("severity", .string(gate.severity.rawValue)), ("kind", .string(gate.kind)),
      ("decision", .string(decision.decision.rawValue)), ("reason", .string(decision.reason)),
      ("controls", .array(gate.controls.map { .string($0) })), ("exhibit", .optional(decision.exhibit)),
    ]
    return .members(shared + measured(decision.measured) + tested(decision.tested))
  }

  private static func measured(_ measured: MeasuredAgainst?) -> [(String, JSONValue)] {
    guard let measured else { return [] }
    let limits = measured.limits.map { JSONValue.number($0) }
    return [
      ("metric", .string(measured.name)), ("value", .optional(measured.metric?.value)),
      ("limit", limits.count == 1 ? limits[0] : .array(limits)),
      ("comparison", .string(measured.comparison.rawValue)), ("n", .optional(measured.metric?.sampleSize)),
      ("interval", MetricsFile.interval(measured.metric?.interval)),
    ]
  }

  private static func tested(_ tested: TestedPopulation?) -> [(String, JSONValue)] {
    guard let tested else { return [] }
    return [
      ("population", .int(tested.population)), ("exception_count", .int(tested.exceptionCount)),
      ("exceptions", .array(tested.exceptions.map(exception))),
    ]
  }

  private static func exception(_ exception: GateException) -> JSONValue {
    let origin = exception.origin
    return .members([
      ("id", .string(exception.id)), ("source", .string(origin.source)), ("file", .string(origin.file)),
      ("line", .int(Int64(origin.line))), ("record", .int(Int64(origin.ordinal))), ("why", .string(exception.why)),
    ])
  }
}
