package import AuditModel
package import Diagnostics
import JSON
import Rows

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
        ("criteria", .array(facts.criteria.map { criterion($0, facts.controls) })),
        ("summary", .members(facts.summary.map { ($0.decision.rawValue, .int(Int64($0.count))) })),
      ]))
  }

  /// With the controls that meet it, so that a reader can add it up again.
  private static func criterion(_ standing: CriterionStanding, _ controls: [ControlStanding]) -> JSONValue {
    let own = controls.map(\.control).filter { $0.criteria.contains(standing.criterion) }
    return .members([
      ("framework", .string(standing.criterion.framework)), ("version", .optional(standing.criterion.version)),
      ("id", .string(standing.criterion.id)), ("decision", .string(standing.standing.rawValue)),
      ("controls", .array(own.map { .string($0.id) })),
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
    let accepted: [(String, JSONValue)] = [
      ("waiver", waiver(decision.waiver)),
      ("response", decision.responses.first { $0.exception == nil }.map(response) ?? .null),
      ("responses", .array(decision.responses.map(response))),
    ]
    return .members(shared + measured(decision.measured) + tested(decision.tested) + accepted)
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
      ("exceptions", .array(tested.exceptions.map(exception))), ("rate", .optional(rate(tested))),
      ("tolerance", .number(tested.tolerance)), ("sample", sample(tested.sample)),
    ]
  }

  /// The share of exceptions in what was tested: of deviations in the sample, or of exceptions in the population.
  private static func rate(_ tested: TestedPopulation) -> Double? {
    let size = tested.sample.map { Int64($0.items.count) } ?? tested.population
    return size == 0 ? nil : Double(tested.deviations) / Double(size)
  }

  private static func sample(_ sample: Sample?) -> JSONValue {
    guard let sample else { return .null }
    return .members([
      ("id", .string(sample.id)), ("size", .int(Int64(sample.items.count))), ("basis", .optional(sample.basis)),
      ("seed", .string(sample.seed)), ("population_sha256", .string(sample.populationDigest)),
      ("drawn_by", .string(sample.isCommitted ? "commitment" : "preparer")),
      ("items", .array(sample.items.map { .string($0.id) })),
    ])
  }

  private static func waiver(_ waiver: Waiver?) -> JSONValue {
    guard let waiver else { return .null }
    return .members([
      ("id", .string(waiver.id)), ("reason", .string(waiver.reason)),
      ("compensating_control", .string(waiver.compensatingControl)),
      ("monitoring_plan", .string(waiver.monitoringPlan)), ("owner", .string(waiver.owner)),
      ("approver", .string(waiver.approver)), ("approver_role", .optional(waiver.approverRole)),
      ("approved_on", .string("\(waiver.approvedOn)")), ("expires_on", .string("\(waiver.expiresOn)")),
    ])
  }

  private static func response(_ response: Response) -> JSONValue {
    .members([
      ("exception", .optional(response.exception)), ("cause", .string(response.cause)),
      ("response", .string(response.response)), ("owner", .string(response.owner)),
      ("due", .optional(response.due.map { "\($0)" })), ("status", .string(response.status.rawValue)),
    ])
  }

  private static func exception(_ exception: GateException) -> JSONValue {
    let origin = exception.origin
    return .members([
      ("id", .string(exception.id)), ("source", .string(origin.source)), ("file", .string(origin.file)),
      ("line", .int(Int64(origin.line))), ("record", .int(Int64(origin.ordinal))), ("why", .string(exception.why)),
    ])
  }
}
