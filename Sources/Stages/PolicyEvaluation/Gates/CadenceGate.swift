import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// Something happens in every calendar interval of the period.
struct CadenceGate: GateTest {
  let kind: DatasetKind
  let selects: AttributeTest?
  let at: Int
  let intervals: [CalendarInterval]
  /// Whether an interval begins before the period.
  let looksBack: Bool
  /// Whether the exports of a period are asked to hold what came before it: from two months on.
  let reachesBack: Bool
  /// At least so many records in each interval.
  let times: Int
  let words: CadenceWords

  static let gateKind = GateKind(key: "cadence") { gate, context in
    guard let map = gate.mapping("cadence", what: "cadence") else { return nil }
    defer { map.finish() }
    let kind = context.kind("records", in: map)
    let text = map.string("every")
    let times = map.optionalInt("times") ?? 1
    if times < 1 { map.error("'times' must be at least 1", atKey: "times") }
    guard let kind else {
      for key in ["where", "at", "on"] { _ = map.node(key) }
      return nil
    }
    let selects = AttributeTest.read("where", of: map, kind, [], context)
    let at = time(map, kind)
    let days = map.optionalChoice("on", among: CalendarInterval.Days.self) ?? .all
    guard let text, let at, selects != nil || !map.has("where") else { return nil }
    guard let duration = ISODuration(text), let intervals = CalendarInterval.all(duration, of: context.policy, days)
    else {
      map.error(
        "'\(text)' is no interval of the calendar", atKey: "every",
        hint: "write P1D, P1W, P1M, P3M, P6M or P1Y, or hours such as PT1H")
      return nil
    }
    return CadenceGate(
      kind: kind, selects: selects, at: at, intervals: intervals,
      looksBack: intervals.first.map { $0.start < context.policy.bounds.start } ?? false,
      reachesBack: duration.months >= 2, times: max(times, 1), words: CadenceWords(duration, days))
  }

  private static func time(_ map: YAMLMapping, _ kind: DatasetKind) -> Int? {
    let name = map.optionalString("at") ?? kind.selection.time
    let times = kind.schema.fields.filter { $0.type == .timestamp }.map(\.name)
    if let name, times.contains(name) { return kind.schema.position(of: name) }
    map.error(
      "'\(name ?? "")' is no time of '\(kind.name)'", atKey: "at", hint: suggestionHint(for: name ?? "", in: times))
    return nil
  }

  var dataset: String? { kind.name }

  var subject: DatasetKind? { kind }

  var conditions: [AttributeTest] { [selects].compactMap { $0 } }

  func fold(_ tables: [String: Table]) -> GateFold? {
    GateFold(
      CadenceFold(
        selects: selects?.bound(to: tables), at: at, intervals: intervals, looksBack: looksBack,
        identity: kind.identity))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    guard evidence.sourcedKinds.contains(kind.name), let seen = seen?.of(CadenceFold.self) else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind '\(kind.name)'")
    }
    let judged = intervals.indices.filter { isJudged($0, seen, evidence) }
    let missed = judged.filter { seen.counts[$0, default: 0] < Int64(times) }
    let exceptions = missing(missed, seen, evidence) + seen.unanswered.exceptions(evidence) { _ in [] }
    let tested = TestedPopulation(
      dataset: kind.name, population: Int64(judged.count) + seen.unanswered.count,
      exceptionCount: Int64(missed.count) + seen.unanswered.count,
      exceptions: Array(exceptions.prefix(RecordsFold.exceptionLimit)), fields: [])
    let counted = words.count(judged.count)
    let untold =
      judged.count < intervals.count
      ? "; \(intervals[0].name) began before the period, of which nothing was exported" : ""
    func decided(_ decision: Decision, _ reason: String) -> GateDecision {
      GateDecision(gate: gate, decision: decision, reason: reason + untold, tested: tested)
    }
    if tested.population == 0 { return decided(.notApplicable, "the period holds no whole \(words.one)") }
    if tested.exceptionCount == 0 { return decided(.pass, "a record in each of \(counted)") }
    let names = missed.prefix(5).map { intervals[$0].name }.joined(separator: ", ") + (missed.count > 5 ? ", …" : "")
    return decided(
      .fail, "missed in \(missed.count) of \(counted)" + (names.isEmpty ? "" : ": \(names)") + seen.unanswered.words)
  }

  /// An interval that began before the period and in which nothing is seen is judged only where the export reaches back.
  private func isJudged(_ index: Int, _ seen: CadenceFold, _ evidence: Evidence) -> Bool {
    let start = intervals[index].start
    guard !reachesBack, let period = evidence.bounds?.start, start < period else { return true }
    return seen.counts[index, default: 0] >= Int64(times) || seen.earliest.map { $0 <= start } ?? false
  }

  private func missing(_ missed: [Int], _ seen: CadenceFold, _ evidence: Evidence) -> [GateException] {
    let origin = evidence.absence(of: kind.name)
    return missed.prefix(RecordsFold.exceptionLimit).map { index in
      let (found, name) = (seen.counts[index, default: 0], intervals[index].name)
      let why = found == 0 ? "no record in \(name)" : "\(found) of \(times) records in \(name)"
      return GateException(id: name, origin: origin, why: why, values: [], at: intervals[index].start)
    }
  }
}
