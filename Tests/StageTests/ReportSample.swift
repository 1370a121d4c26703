import AuditModel
import Bytes
import DocumentModel
import Ingestion
import Reporting
import Rows
import Testing

/// Facts over a few records, as reports are made of them.
enum ReportSample {
  static let criterion = Criterion(framework: "soc2", version: "2017", id: "CC6.1")
  static let control = Control(
    id: "ACC-01", title: "A title", wording: "=1+1", criteria: [criterion], owner: "Security", frequency: "daily",
    nature: "automated", test: "inspection", untestable: nil)
  static let metric = Metric(name: "availability", value: 99.98, unit: "%", origin: "metrics")

  static var gate: Gate {
    Gate(
      id: "second-factor", name: "Second factor", kind: "records", policy: "soc2", clause: nil, controls: ["ACC-01"],
      severity: .error, rationale: nil, owner: nil, applies: .init())
  }

  static var decision: GateDecision {
    let origin = RecordOrigin(source: "users", file: "exports/users.csv", line: 11, ordinal: 10)
    let exception = GateException(id: "usr_1", origin: origin, why: "mfa_enrolled is false", values: ["false"])
    return GateDecision(
      gate: gate, decision: .fail, reason: "1 of 3 records is an exception",
      tested: TestedPopulation(
        dataset: "users", population: 3, exceptionCount: 1, exceptions: [exception], fields: ["mfa_enrolled"]),
      exhibit: "exhibits/EX-001.csv")
  }

  /// Facts with documents over tables read from CSV texts by kind.
  static func facts(
    _ documents: [DocumentDefinition], tables: [String: String] = [:], examination: ExaminationDefinition = .init(),
    clock: LocalClock = .utc
  ) async throws -> Facts {
    let start = try #require(Day("2024-01-01"))
    let end = try #require(Day("2024-03-31"))
    let period = try #require(Period(start: start, end: end))
    let asOf = try #require(Day("2024-04-05"))
    let definition = PackDefinition(
      pack: "p", title: "Evidence", organization: "CalcBridge", period: period, asOf: asOf, calendar: Calendar(),
      revision: nil,
      frameworks: [.init(framework: "soc2", categories: ["security"])], cover: .init(), sources: [], policies: [],
      documents: documents, examination: examination)
    var read: [String: Table] = [:]
    for (kind, text) in tables {
      let source = IngestionTests.source(try #require(DatasetKinds.named(kind)), format: .csv)
      read[kind] = try await IngestionTests.read([text], source).1
    }
    let catalogue = [
      ("security", "CC6.1"), ("security", "CC6.2"), ("privacy", "P1.1"),
    ].map { CatalogueEntry(framework: "soc2", category: $0.0, id: $0.1, title: "title of \($0.1)") }
    return Facts(
      definition: definition, policies: [], decisions: [decision],
      controls: [ControlStanding(control: control, standing: .fail)],
      criteria: [CriterionStanding(criterion: criterion, standing: .fail)], metrics: [metric], reconciliation: [],
      findings: [], tables: read,
      material: ReportMaterial(
        catalogue: catalogue, titles: CriterionTitles([(criterion, "title of CC6.1")])),
      clock: clock)
  }

  /// What reports count of the events, one JSON object a line.
  static func activity(_ events: String, _ facts: Facts) async throws -> EventActivity {
    var pass = Pass()
    let place = pass.add(Reporting.activityFold(for: facts.definition, clock: facts.clock))
    let files = [MemorySource(name: "events.jsonl", bytes: Array(events.utf8))]
    let plan = SourcePlan(definition: IngestionTests.source(), files: files, position: 0)
    let settings = IngestionSettings(bounds: IngestionTests.bounds)
    return try await Ingestion.run(plan, pass: pass, settings: settings).pass[place]
  }

  static func documents(
    _ facts: Facts, _ activity: EventActivity? = nil, narratives: [String: String] = [:]
  ) throws -> [Document] {
    try Reporting.documents(
      facts.definition.documents, facts, activity ?? Reporting.activityFold(for: facts.definition, clock: facts.clock),
      digests: .init(facts: "f", decisions: "d"),
      narratives: narratives.mapValues { Array($0.utf8) })
  }

  static func tables(_ document: Document) -> [DocumentTable] {
    document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  static func words(_ block: Block) -> String {
    switch block {
    case .heading(_, let text, _): text
    case .paragraph(let words), .note(_, let words): words.map(\.words).joined()
    case .keyValues(let facts): facts.map { "\($0.label): \($0.value.map(\.words).joined())" }.joined(separator: "\n")
    case .list(let items, ordered: _): items.map { $0.map(\.words).joined() }.joined(separator: "\n")
    case .table(let table): ([table.caption] + table.rows.map(words)).joined(separator: "\n")
    case .figure(let figure): figure.title
    case .pageBreak: ""
    }
  }

  static func words(_ row: [DocumentTable.Cell]) -> String {
    row.map { $0.map(\.words).joined() }.joined(separator: " | ")
  }
}
