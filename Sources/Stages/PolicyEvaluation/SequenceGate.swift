import AuditModel
import Bytes
import CEL
import Diagnostics
import Rows
import YAML

/// What follows what, for each key: after A comes B in time, or B never comes, or each B has an A before it.
struct SequenceGate: GateTest {
  let kind: DatasetKind
  let key: SequenceKey
  let after: AttributeTest
  /// So many A in a row, none of `reset` between them.
  let times: Int
  let second: AttributeTest
  let reset: AttributeTest?
  let rule: Rule
  /// In microseconds; nil for any time.
  let within: Int64?
  let time: Int

  enum Rule: String, CaseIterable, Sendable {
    /// After A no B comes within the time.
    case never
    /// After A a B comes within the time.
    case then
    /// B comes only within the time after an A: each A serves one B.
    case only
  }

  static let gateKind = GateKind(key: "sequence") { gate, context in
    guard let map = gate.mapping("sequence", what: "sequence") else { return nil }
    defer { map.finish() }
    let kind = context.kind("records", in: map)
    let times = map.optionalInt("times") ?? 1
    if times < 1 { map.error("'times' must be at least 1", atKey: "times") }
    let length = map.optionalString("within")
    guard let kind else {
      for key in ["by", "after", "reset"] + Rule.allCases.map(\.rawValue) { _ = map.node(key) }
      return nil
    }
    let key = map.required("by").flatMap { SequenceKey.read($0, map, kind, context) }
    let after = map.required("after") == nil ? nil : AttributeTest.read("after", of: map, kind, [], context)
    let reset = AttributeTest.read("reset", of: map, kind, [], context)
    let rules = Rule.allCases.filter { map.has($0.rawValue) }
    guard let rule = rules.first, rules.count == 1 else {
      map.error("a sequence needs one of 'never', 'then' and 'only'")
      return nil
    }
    let second = AttributeTest.read(rule.rawValue, of: map, kind, [], context)
    let within = length.flatMap { ISODuration($0)?.microseconds }
    if let length, within == nil {
      map.error(
        "'\(length)' is no length of time", atKey: "within",
        hint: "write an ISO 8601 duration without months, such as PT15M")
      return nil
    }
    guard let time = kind.selection.time.flatMap({ kind.schema.position(of: $0) }) else {
      map.error("records of '\(kind.name)' have no time", atKey: "records")
      return nil
    }
    guard let key, let after, let second, reset != nil || !map.has("reset") else { return nil }
    return SequenceGate(
      kind: kind, key: key, after: after, times: max(times, 1), second: second, reset: reset, rule: rule,
      within: within,
      time: time)
  }

  var dataset: String? { kind.name }

  var subject: DatasetKind? { kind }

  var conditions: [AttributeTest] { [after, second, reset].compactMap { $0 } }

  func fold(_ tables: [String: Table]) -> GateFold? {
    GateFold(
      SequenceFold(
        key: key, after: after.bound(to: tables), second: second.bound(to: tables), reset: reset?.bound(to: tables),
        time: time, identity: kind.schema.position(of: "id")))
  }

  func decide(_ gate: Gate, _ evidence: Evidence, seen: GateFold?) -> GateDecision {
    guard evidence.sourcedKinds.contains(kind.name), let seen = seen?.of(SequenceFold.self) else {
      return GateDecision(gate: gate, decision: .noData, reason: "no source of kind '\(kind.name)'")
    }
    if seen.isFull {
      return GateDecision(
        gate: gate, decision: .indeterminate,
        reason: "more than \(SequenceFold.limit) records take part in the sequence")
    }
    var population: Int64 = 0
    var found: [(step: SequenceFold.Step, why: String)] = []
    for steps in seen.ordered { judge(steps, within: evidence.bounds, &population, &found) }
    found.sort { ($0.step.source, $0.step.file, $0.step.ordinal) < ($1.step.source, $1.step.file, $1.step.ordinal) }
    let exceptions = found.map { step, why in
      let origin = evidence.origin(source: step.source, file: step.file, line: step.line, ordinal: step.ordinal)
      return GateException(
        id: step.name ?? origin.place, origin: origin, why: why, values: [step.at.description], at: step.at)
    }
    let tested = TestedPopulation(
      dataset: kind.name, population: population, exceptionCount: Int64(exceptions.count),
      exceptions: Array(exceptions.prefix(RecordsFold.exceptionLimit)), fields: [kind.schema.fields[time].name])
    if population == 0 {
      return GateDecision(
        gate: gate, decision: .notApplicable, reason: "did not operate in the period: the sequence never began",
        tested: tested)
    }
    if exceptions.isEmpty {
      return GateDecision(
        gate: gate, decision: .pass, reason: "holds \(population.grouped) of \(Words.count(population, "time"))",
        tested: tested
      )
    }
    return GateDecision(
      gate: gate, decision: .fail,
      reason: "\(exceptions.count.grouped) of \(Words.count(population, "time")) it does not hold",
      tested: tested
    )
  }

  /// Walks the records of one key in the order of time; what began before the period, or may end after it, is not judged.
  private func judge(
    _ steps: [SequenceFold.Step], within bounds: PeriodBounds?, _ population: inout Int64,
    _ found: inout [(step: SequenceFold.Step, why: String)]
  ) {
    var run = 0
    /// The As that wait for what follows; with `never` the last one that completed a run.
    var waiting: [SequenceFold.Step] = []
    func isWithin(_ first: SequenceFold.Step, _ next: SequenceFold.Step) -> Bool {
      within.map { next.at.microseconds - first.at.microseconds <= $0 } ?? true
    }
    for step in steps {
      if step.isSecond {
        switch rule {
        case .never:
          if let first = waiting.last, isWithin(first, step) {
            found.append((step, "follows at \(step.at) what came at \(first.at)"))
          }
        case .then:
          // Who is not within time now will not be later.
          found += waiting.filter { !isWithin($0, step) }.map { ($0, "nothing followed in time") }
          waiting = []
        case .only:
          if let first = waiting.last, isWithin(first, step) {
            population += 1
            waiting.removeLast()
          } else if !reachesBack(step, before: bounds?.start) {
            population += 1
            found.append((step, "nothing in front of it allows it at \(step.at)"))
          }
        }
        if rule == .never, !step.isFirst { waiting = [] }
        if reset == nil { run = 0 }
      }
      if step.isReset { run = 0 }
      if step.isFirst {
        run += 1
        if run >= times {
          run = 0
          waiting.append(step)
          if rule != .only { population += 1 }
        }
      }
    }
    if rule == .then {
      for step in waiting {
        // What may still follow after the period's end is no exception, and has not been tested.
        if reachesOut(step, beyond: bounds?.end) {
          population -= 1
        } else {
          found.append((step, "nothing followed in time"))
        }
      }
    }
  }

  private func reachesOut(_ step: SequenceFold.Step, beyond end: Instant?) -> Bool {
    guard let within, let end else { return false }
    return end.microseconds - step.at.microseconds < within
  }

  private func reachesBack(_ step: SequenceFold.Step, before start: Instant?) -> Bool {
    guard let within, let start else { return false }
    return step.at.microseconds - start.microseconds < within
  }
}

/// What tells the records of one sequence from those of another: a field, or an expression.
struct SequenceKey: Sendable {
  enum Source: Sendable {
    case column(Int)
    case expression(RecordExpression)
  }

  let source: Source

  static func read(_ node: YAMLNode, _ map: YAMLMapping, _ kind: DatasetKind, _ context: ReadingContext) -> SequenceKey?
  {
    guard let text = node.text else {
      map.error("'by' must be a field or an expression", at: node)
      return nil
    }
    if let column = kind.schema.position(of: text) { return SequenceKey(source: .column(column)) }
    do throws(CELErrors) {
      return SequenceKey(source: .expression(try RecordExpression(text, context.environment(kind, []))))
    } catch {
      for problem in error.all { map.collector.report(problem.diagnostic(in: text, at: node, of: map.file)) }
      return nil
    }
  }

  var columns: [Int] {
    switch source {
    case .column(let column): [column]
    case .expression(let expression): expression.columns
    }
  }

  /// The key's bytes; nil for null and for what cannot be computed.
  func bytes(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> [UInt8]? {
    switch source {
    case .column(let column):
      let cell = batch.cell(column, row)
      if let code = cell.symbol { return Array(symbols.bytes(code)) }
      return cell.isNull ? nil : Array(CellText.written(cell, copy symbols).utf8)
    case .expression(let expression):
      guard let value = try? expression.value(batch, row, symbols) else { return nil }
      if case .string(let text) = value { return Array(text.utf8) }
      if case .null = value { return nil }
      return Array(CELText.json(value).utf8)
    }
  }
}

/// The records that take part in sequences, by key.
struct SequenceFold: ChunkFold {
  /// How many records are held at most (about 120 bytes each); a gate with more is indeterminate.
  static let limit = 4_000_000

  let key: SequenceKey
  let after: AttributeTest
  let second: AttributeTest
  let reset: AttributeTest?
  let time: Int
  private let identity: Int?
  private var steps: [[UInt8]: [Step]] = [:]
  private var count = 0

  struct Step: Sendable {
    let at: Instant
    let source: Int
    let file: Int
    let line: Int
    let ordinal: Int
    /// The record's id or unique key.
    let name: String?
    let isFirst: Bool
    let isSecond: Bool
    let isReset: Bool
  }

  init(key: SequenceKey, after: AttributeTest, second: AttributeTest, reset: AttributeTest?, time: Int, identity: Int?)
  {
    self.identity = identity
    self.key = key
    self.after = after
    self.second = second
    self.reset = reset
    self.time = time
  }

  var columns: Set<Int>? {
    Set(after.columns + second.columns + (reset?.columns ?? []) + key.columns + [time] + [identity].compactMap { $0 })
  }

  var anchor: Anchor? { Anchor.union([after.anchor, second.anchor] + (reset.map { [$0.anchor] } ?? [])) }

  var isFull: Bool { count > SequenceFold.limit }

  /// The steps of each key in the order of time and origin, keys in the order of their bytes.
  var ordered: [[Step]] {
    steps.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { entry in
      entry.value.sorted {
        ($0.at, $0.source, $0.file, $0.ordinal) < ($1.at, $1.source, $1.file, $1.ordinal)
      }
    }
  }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    for row in batch.admitted {
      let row = Int(row)
      let isFirst = after.holds(batch, row, symbols)
      let isSecond = second.holds(batch, row, symbols)
      let isReset = reset?.holds(batch, row, symbols) ?? false
      guard isFirst || isSecond || isReset, let at = batch.cell(time, row).instant,
        let key = key.bytes(batch, row, symbols)
      else { continue }
      count += 1
      guard count <= SequenceFold.limit else { continue }
      steps[key, default: []].append(
        Step(
          at: at, source: batch.source, file: batch.file, line: batch.line(row), ordinal: batch.ordinal(row),
          name: name(batch, row, symbols), isFirst: isFirst, isSecond: isSecond, isReset: isReset))
    }
  }

  private func name(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> String? {
    let id = identity.map { batch.cell($0, row) } ?? .null
    return id.isNull ? batch.key(row) : CellText.written(id, copy symbols)
  }

  mutating func close(_ symbols: borrowing Symbols) {}

  mutating func merge(_ next: SequenceFold) {
    count += next.count
    guard !isFull else {
      steps = [:]
      return
    }
    for (key, more) in next.steps { steps[key, default: []] += more }
  }
}

extension AttributeTest {
  /// Whether the condition holds; an error is no.
  func holds(_ batch: borrowing Batch, _ row: Int, _ symbols: borrowing Symbols) -> Bool {
    if case .holds = evaluate(batch, row, symbols) { true } else { false }
  }
}
