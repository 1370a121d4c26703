import AuditModel
import Diagnostics
import PolicyEvaluation
import Rows
import YAML

/// Records of a kind as a test writes them: fields with texts, typed by the kind's schema.
struct TestRecords {
  let kind: DatasetKind
  let rows: [[String: String]]

  /// The records in batches of at most `size`, each with the symbols it was made with.
  /// `offset` records of the file come before them.
  func chunks(of size: Int, seeds: [String] = [], after offset: Int = 0) -> [(batch: Batch, symbols: Symbols)] {
    stride(from: 0, to: rows.count, by: size).map { start in
      var symbols = Symbols(seededWith: seeds)
      var batch = Batch(columns: kind.schema.count)
      batch.lineBase = offset + start
      batch.ordinalBase = offset + start
      for (position, row) in rows[start..<min(start + size, rows.count)].enumerated() {
        batch.appendRow(line: UInt32(position + 1), ordinal: UInt32(position + 1))
        for (column, field) in kind.schema.fields.enumerated() {
          if let text = row[field.name] { batch.set(column, cell(text, field.type, &symbols)) }
        }
        batch.admitted.append(UInt32(position))
      }
      return (batch, symbols)
    }
  }

  func table(seeds: [String]) -> Table {
    var table = Table(schema: kind.schema)
    for chunk in chunks(of: Batch.capacity, seeds: seeds) { table.append([chunk.batch], chunk.symbols) }
    return table
  }

  private func cell(_ text: String, _ type: FieldType, _ symbols: inout Symbols) -> Cell {
    switch type {
    case .bool: .bool(text == "true")
    case .int: Int64(text).map { .int($0) } ?? .null
    case .double: Double(text).map { .double($0) } ?? .null
    case .text: .text(symbols.intern(text))
    case .timestamp: Instant(rfc3339: text).map { .timestamp($0) } ?? .null
    case .list: .list(symbols.intern(CellText.list(text.split(separator: ";").map(String.init))))
    case .json: .json(symbols.intern(text))
    }
  }
}

/// What a policy's gates come to over some records.
struct PolicyTrial {
  static let period = Period("Q1-2024") ?? { preconditionFailure() }()

  let decisions: [GateDecision]
  let judgement: PolicyRun.Judgement?
  let problems: [Diagnostic]

  init(
    _ yaml: String, _ records: [String: [[String: String]]] = [:], earlier: [String: [[String: String]]] = [:],
    metrics: [Metric] = [], waivers: String? = nil, responses: String? = nil, citations: String? = nil,
    asOf: String = "2024-04-05", period: Period = PolicyTrial.period, rejected: [String: Int64] = [:],
    known: KnownMetrics? = nil, planned: Set<String> = [], empty: Set<String> = [],
    criteria: [String: Set<String>] = [:]
  ) throws {
    let collector = DiagnosticCollector()
    func file(_ text: String?, _ name: String) throws -> YAMLFile? {
      try text.map { try YAMLFile.parse(Array($0.utf8), name: name) }
    }
    let day = Day(asOf) ?? period.end
    let bounds = PeriodBounds(start: period.start.start, end: period.end.advanced(by: 1).start)
    let context = PolicyContext(
      period: period, bounds: bounds, asOf: day, judgedAt: day.advanced(by: 1).start, calendar: Calendar(),
      kinds: DatasetKinds.all, evidence: planned,
      sources: [SourceName(name: "github", kind: "events")], metrics: known)
    let set = PolicyReader.read(
      PolicyFiles(
        policies: try [file(yaml, "policy.yaml")].compactMap { $0 }, waivers: try file(waivers, "waivers.yaml"),
        responses: try file(responses, "responses.yaml"), citations: try file(citations, "citations.yaml")),
      context: context, collector)
    problems = collector.all
    guard problems.isEmpty else {
      (decisions, judgement) = ([], nil)
      return
    }
    func tables(_ records: [String: [[String: String]]]) -> [String: Table] {
      var tables: [String: Table] = [:]
      for kind in DatasetKinds.all {
        guard let rows = records[kind.name] else { continue }
        tables[kind.name] = TestRecords(kind: kind, rows: rows).table(seeds: set.literals)
      }
      return tables
    }
    let held = tables(records)
    let sources = records.keys.sorted().map { name in
      var counts = RecordCounts()
      counts.used = Int64(records[name]?.count ?? 0)
      counts.rejected = rejected[name] ?? 0
      counts.read = counts.used + counts.rejected
      return SourceReconciliation(
        name: name + "_export", kind: name,
        files: [FileReconciliation(path: name + ".csv", sha256: "", bytes: 0, counts: counts)], expected: nil,
        first: nil, last: nil, largestGap: nil, rejections: [])
    }
    let evidence = Evidence(
      metrics: metrics, sourcedKinds: Set(records.keys), sources: sources, period: period, tables: held, bounds: bounds,
      empty: empty, criteria: criteria)
    let judged = set.run(tables: held, earlier: tables(earlier)).decide(evidence, events: Pass())
    judgement = judged
    decisions = judged.decisions
  }

  /// The decision of the one gate that the policy has, or of the named one.
  func decision(_ id: String? = nil) -> Decision? {
    decisions.first { id == nil || $0.gate.id == id }?.decision
  }
}
