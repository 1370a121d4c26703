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
  let looksBack: Bool
  /// At least so many records in each interval.
  let times: Int
  let every: String

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
      kind: kind, selects: selects, at: at, intervals: intervals, looksBack: duration.months >= 3, times: max(times, 1),
      every: text)
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
    GateFold(CadenceFold(selects: selects?.bound(to: tables), at: at, intervals: intervals, looksBack: looksBack))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    guard evidence.sourcedKinds.contains(kind.name), let seen = seen?.of(CadenceFold.self) else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind '\(kind.name)'")
    }
    if intervals.isEmpty {
      return GateDecision(
        gate: gate, decision: .notApplicable, reason: "the period holds no whole interval of \(every)")
    }
    let missed = intervals.indices.filter { seen.counts[$0, default: 0] < Int64(times) }
    let origin = evidence.absence(of: kind.name)
    let exceptions = missed.prefix(RecordsFold.exceptionLimit).map { index in
      let found = seen.counts[index, default: 0]
      let why =
        found == 0
        ? "no record in \(intervals[index].name)" : "\(found) of \(times) records in \(intervals[index].name)"
      return GateException(id: intervals[index].name, origin: origin, why: why, values: [], at: intervals[index].start)
    }
    let tested = TestedPopulation(
      dataset: kind.name, population: Int64(intervals.count), exceptionCount: Int64(missed.count),
      exceptions: Array(exceptions), fields: [])
    if missed.isEmpty {
      return GateDecision(
        gate: gate, decision: .pass,
        reason: "a record in each of \(Words.count(intervals.count, "interval")) of \(every)",
        tested: tested)
    }
    let names = missed.prefix(5).map { intervals[$0].name }.joined(separator: ", ") + (missed.count > 5 ? ", …" : "")
    return GateDecision(
      gate: gate, decision: .fail,
      reason: "missed in \(missed.count) of \(Words.count(intervals.count, "interval")): \(names)",
      tested: tested)
  }
}

/// A stretch of the calendar with its name: `2024-02`, `2024-02-11`, `2024-02-05 to 2024-02-11`.
struct CalendarInterval: Hashable, Sendable {
  let name: String
  let start: Instant
  /// Not part of it.
  let end: Instant

  /// The days that a daily cadence asks for.
  enum Days: String, CaseIterable {
    case all
    case workdays
  }

  /// How many intervals a period may have.
  static let limit = 100_000

  /// The intervals of a length that lie wholly in the period, in order: civil months for `P1M`, weeks from Monday for
  /// `P1W`, days for `P1D`, hours from midnight. From three months on they end with the period and reach back until
  /// they cover it. Nil for a length that the calendar does not have.
  static func all(_ length: ISODuration, of policy: PolicyContext, _ days: Days) -> [CalendarInterval]? {
    let period = policy.period
    switch (length.months, length.days, length.seconds) {
    case (1...2, 0, 0): return months(length.months, policy)
    case (3..., 0, 0): return lookingBack(length.months, policy)
    case (0, 7, 0):
      let first = period.start.advanced(by: (7 - period.start.weekday) % 7)
      return stride(from: first.number, through: period.end.number - 6, by: 7).map {
        between(Day(number: $0), Day(number: $0 + 6), policy)
      }
    case (0, 1, 0):
      return (period.start.number...period.end.number).map { Day(number: $0) }
        .filter { days == .all || policy.calendar.isWorkday($0) }.map { between($0, $0, policy) }
    case (0, 2..., 0):
      return stride(from: period.start.number, through: period.end.number - length.days + 1, by: length.days).map {
        between(Day(number: $0), Day(number: $0 + length.days - 1), policy)
      }
    case (0, 0, 1...): return hours(length.seconds, policy)
    default: return nil
    }
  }

  private static func between(_ first: Day, _ last: Day, _ policy: PolicyContext, name: String? = nil)
    -> CalendarInterval
  {
    CalendarInterval(
      name: name ?? (first == last ? "\(first)" : "\(first) to \(last)"), start: policy.midnight(first),
      end: policy.midnight(last.advanced(by: 1)))
  }

  private static func months(_ length: Int, _ policy: PolicyContext) -> [CalendarInterval] {
    var intervals: [CalendarInterval] = []
    var (year, month, _) = policy.period.start.civil
    if policy.period.start.civil.day != 1 { (year, month) = advanced(year, month, by: 1) }
    while let first = Day(year: year, month: month, day: 1) {
      let next = advanced(year, month, by: length)
      guard let after = Day(year: next.0, month: next.1, day: 1), after.number - 1 <= policy.period.end.number else {
        break
      }
      let last = after.advanced(by: -1)
      let name = length == 1 ? String("\(first)".prefix(7)) : "\(first) to \(last)"
      intervals.append(between(first, last, policy, name: name))
      (year, month) = next
    }
    return intervals
  }

  private static func lookingBack(_ length: Int, _ policy: PolicyContext) -> [CalendarInterval] {
    var intervals: [CalendarInterval] = []
    var last = policy.period.end
    while last >= policy.period.start, intervals.count < limit {
      let after = last.advanced(by: 1).civil
      let (year, month) = advanced(after.year, after.month, by: -length)
      let day = month >= 1 && year >= 1 ? min(after.day, Day.length(of: month, in: year)) : 1
      guard let first = Day(year: year, month: month, day: day) else { break }
      intervals.append(between(first, last, policy))
      last = first.advanced(by: -1)
    }
    return intervals.reversed()
  }

  private static func hours(_ seconds: Int64, _ policy: PolicyContext) -> [CalendarInterval]? {
    let length = seconds * Instant.perSecond
    let (start, end) = (policy.bounds.start.microseconds, policy.bounds.end.microseconds)
    guard (end - start) / length <= limit else { return nil }
    return stride(from: start, through: end - length, by: Int(length)).map {
      CalendarInterval(
        name: Instant(microseconds: $0).description, start: Instant(microseconds: $0),
        end: Instant(microseconds: $0 + length))
    }
  }

  private static func advanced(_ year: Int, _ month: Int, by months: Int) -> (Int, Int) {
    let total = year * 12 + month - 1 + months
    return (total / 12, total % 12 + 1)
  }
}

/// Counts the records in each interval.
struct CadenceFold: ChunkFold {
  let selects: AttributeTest?
  let at: Int
  let intervals: [CalendarInterval]
  let looksBack: Bool
  /// By the position of the interval.
  private(set) var counts: [Int: Int64] = [:]

  init(selects: AttributeTest?, at: Int, intervals: [CalendarInterval], looksBack: Bool) {
    self.looksBack = looksBack
    self.selects = selects
    self.at = at
    self.intervals = intervals
  }

  var columns: Set<Int>? { Set((selects?.columns ?? []) + [at]) }
  /// None for a look-back: a pass looks for anchors among admitted records alone.
  var anchor: Anchor? { looksBack ? nil : selects?.anchor }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted { count(batch, Int(row), symbols) }
    if looksBack { for row in batch.earlier { count(batch, Int(row), symbols) } }
  }

  private mutating func count(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) {
    guard let time = batch.cell(at, row).instant, let place = interval(at: time) else { return }
    // What cannot be told to be the thing that should happen does not count as it.
    if case .holds = selects?.evaluate(batch, row, symbols) ?? .holds { counts[place, default: 0] += 1 }
  }

  private func interval(at time: Instant) -> Int? {
    var (low, high) = (0, intervals.count)
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].end <= time { low = middle + 1 } else { high = middle }
    }
    return low < intervals.count && intervals[low].start <= time ? low : nil
  }

  mutating func close(_ symbols: borrowing Symbols) {}
  mutating func merge(_ next: CadenceFold) { counts.merge(next.counts) { $0 + $1 } }
}
