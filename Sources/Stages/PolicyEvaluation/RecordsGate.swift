import AuditModel
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
  /// The fields that the expressions read: the columns of the exhibit.
  let fields: [String]

  static let gateKind = GateKind(key: "records") { map, context in
    let name = map.string("records")
    let tolerance = readTolerance(map)
    let kind = name.flatMap { context.kind(named: $0) }
    if let name, kind == nil {
      map.error(
        "unknown dataset '\(name)'", atKey: "records",
        hint: suggestionHint(for: name, in: context.policy.kinds.map(\.name)) ?? "declare its kind in the definition")
    }
    guard let kind else {
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
    let read = Set((expects?.columns ?? []) + (selects?.columns ?? [])).sorted()
    return RecordsGate(
      kind: kind, selects: selects, expects: expects, sample: sample, tolerance: tolerance,
      fields: read.map { kind.schema.fields[$0].name })
  }

  /// `2%`, or a share between 0 and 1.
  private static func readTolerance(_ map: YAMLMapping) -> Double? {
    guard let text = map.optionalString("tolerance") else { return 0 }
    let share = text.hasSuffix("%") ? Double(text.dropLast()).map { $0 / 100 } : Double(text)
    if let share, share >= 0, share <= 1 { return share }
    map.error(
      "'\(text)' is no tolerance", atKey: "tolerance", hint: "write a percentage such as 2%, or a share such as 0.02")
    return nil
  }

  var dataset: String? { kind.name }

  func fold(_ tables: [String: Table]) -> GateFold? {
    GateFold(
      RecordsFold(
        selects: selects?.bound(to: tables), expects: expects?.bound(to: tables),
        columns: fields.compactMap { kind.schema.position(of: $0) }, identity: kind.schema.position(of: "id"),
        time: kind.selection.time.flatMap { kind.schema.position(of: $0) }, schema: kind.schema,
        keepsPopulation: sample != nil))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    guard evidence.sourcedKinds.contains(kind.name), let seen = seen?.of(RecordsFold.self) else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind '\(kind.name)'")
    }
    if sample != nil, seen.population > RecordsFold.populationLimit {
      return GateDecision(
        gate: gate, decision: .indeterminate,
        reason:
          "no sample can be drawn: the population has \(seen.population) records, and at most \(RecordsFold.populationLimit) can be held"
      )
    }
    if let sample, seen.population > 0 {
      return SampleTest(plan: sample, gate: gate, kind: kind, fields: fields, isTested: expects != nil)
        .decide(seen, tolerance: tolerance, evidence)
    }
    let tested = TestedPopulation(
      dataset: kind.name, population: seen.population, exceptionCount: seen.exceptionCount,
      exceptions: seen.exceptions.map { RecordsGate.exception($0, evidence) }, fields: fields, tolerance: tolerance)
    func decision(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason, tested: tested)
    }
    if seen.population == 0 {
      return decision(.notApplicable, "did not operate in the period: no record of \(kind.name) to test")
    }
    let counted =
      "\(seen.exceptionCount) of \(seen.population) records "
      + (seen.exceptionCount == 1 ? "is an exception" : "are exceptions")
    if seen.exceptionCount == 0 {
      return decision(.pass, seen.population == 1 ? "the one record holds" : "all \(seen.population) records hold")
    }
    let rate = Double(seen.exceptionCount) / Double(seen.population)
    if rate <= tolerance {
      return decision(.pass, "\(counted), within the tolerance of \(CellText.decimal(tolerance * 100)) %")
    }
    return decision(.fail, counted)
  }

  static func exception(_ kept: RecordsFold.Kept, _ evidence: Evidence) -> GateException {
    let origin = evidence.origin(source: kept.source, file: kept.file, line: kept.line, ordinal: kept.ordinal)
    return GateException(
      id: kept.identity ?? origin.place, origin: origin, why: kept.why, values: kept.values,
      at: kept.at)
  }
}
