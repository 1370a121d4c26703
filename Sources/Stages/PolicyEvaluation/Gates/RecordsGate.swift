import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// Every record of a population passes an attribute test, up to a tolerance.
struct RecordsGate: GateTest {
  let kind: DatasetKind
  let selects: AttributeTest?
  /// Nil only with a sample whose results testers give.
  let expects: AttributeTest?
  let sample: SamplePlan?
  /// The largest share of the population that may be exceptions; 0 by default.
  let tolerance: Double
  /// The columns of the exhibit.
  let shown: ShownFields
  /// 24:00 of the as-of date.
  let judgedAt: Instant

  static let gateKind = GateKind(key: "records") { map, context in
    let tolerance = readTolerance(map)
    guard let kind = context.kind("records", in: map) else {
      for key in ["where", "expect", "join", "sample"] { _ = map.node(key) }
      return nil
    }
    let joins = Join.read(map, kind, context)
    let selects = AttributeTest.read("where", of: map, kind, joins, context)
    let sample = SamplePlan.read(map)
    if sample == nil, map.required("expect") == nil { return nil }
    let expects = AttributeTest.read("expect", of: map, kind, joins, context)
    guard let tolerance, selects != nil || !map.has("where"), expects != nil || !map.has("expect"),
      sample != nil || !map.has("sample")
    else { return nil }
    return RecordsGate(
      kind: kind, selects: selects, expects: expects, sample: sample, tolerance: tolerance,
      shown: ShownFields(kind, [selects, expects].compactMap { $0 }), judgedAt: context.policy.judgedAt)
  }

  /// `2%`, or a share between 0 and 1.
  private static func readTolerance(_ map: YAMLMapping) -> Double? {
    guard let text = map.optionalString("tolerance") else { return 0 }
    let share =
      text.hasSuffix("%") ? Double(text.dropLast()).flatMap { $0.isFinite ? $0.ofPercent : nil } : Double(text)
    if let share, share >= 0, share <= 1 { return share }
    map.error(
      "'\(text)' is no tolerance", atKey: "tolerance", hint: "write a percentage such as 2%, or a share such as 0.02")
    return nil
  }

  var dataset: String? { kind.name }

  var subject: DatasetKind? { kind }

  var conditions: [AttributeTest] { [selects, expects].compactMap { $0 } }

  var datasets: [String] { [kind.name] + (selects?.joinedKinds ?? []) + (expects?.joinedKinds ?? []) }

  func fold(_ tables: [String: Table]) -> GateFold? {
    guard datasets.allSatisfy({ $0 == kind.name || tables[$0] != nil }) else { return nil }
    return GateFold(
      RecordsFold(
        selects: selects?.bound(to: tables), expects: expects?.bound(to: tables),
        shown: shown, identity: kind.identity,
        dating: RecordDating(kind, asOf: judgedAt), keepsPopulation: sample != nil))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    // A joined dataset that is not there would be one of which no record is found.
    let unsourced = datasets.filter { !evidence.sourcedKinds.contains($0) }
    guard unsourced.isEmpty, let seen = seen?.of(RecordsFold.self) else {
      return GateDecision(
        gate: gate, decision: .noData, reason: "no source of kind '\(unsourced.first ?? kind.name)'")
    }
    if sample != nil, seen.population > RecordsFold.populationLimit {
      return GateDecision(
        gate: gate, decision: .indeterminate,
        reason:
          "no sample can be drawn: the population has \(seen.population) records, and at most \(RecordsFold.populationLimit) can be held"
      )
    }
    if let sample, seen.population > 0 {
      return SampleTest(plan: sample, gate: gate, kind: kind, fields: shown.names, isTested: expects != nil)
        .decide(seen, tolerance: tolerance, evidence)
    }
    let tested = TestedPopulation(
      dataset: kind.name, population: seen.population, exceptionCount: seen.exceptionCount,
      exceptions: seen.exceptions.map { RecordsGate.exception($0, evidence) }, fields: shown.names,
      untested: shown.untested, tolerance: tolerance)
    func decision(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason, tested: tested)
    }
    if seen.population == 0 {
      return decision(.notApplicable, nothingToTest(evidence.used(kind.name)))
    }
    let counted =
      "\(seen.exceptionCount) of \(Words.count(seen.population, "record")) "
      + (seen.exceptionCount == 1 ? "is an exception" : "are exceptions")
    if seen.exceptionCount == 0 {
      return decision(.pass, seen.population == 1 ? "the one record holds" : "all \(seen.population) records hold")
    }
    let rate = Double(seen.exceptionCount) / Double(seen.population)
    if rate <= tolerance {
      return decision(.pass, "\(counted), within the tolerance of \(CellText.decimal(tolerance.inPercent)) %")
    }
    return decision(.fail, counted)
  }

  private func nothingToTest(_ used: Int64) -> String {
    switch used {
    case 0: "did not operate in the period: no record of \(kind.name) to test"
    case 1: "the one record of \(kind.name) does not match 'where'"
    default: "none of the \(used) records of \(kind.name) match 'where'"
    }
  }

  static func exception(_ kept: RecordsFold.Kept, _ evidence: Evidence) -> GateException {
    let origin = evidence.origin(of: kept.place)
    return GateException(
      id: kept.identity ?? origin.place, origin: origin, why: kept.why, values: kept.values,
      at: kept.at)
  }
}
