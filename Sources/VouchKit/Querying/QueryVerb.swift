import AuditModel
import Bytes
import CEL
import CSV
import Diagnostics
import Ingestion
import JSON
import Rows
import YAML

/// What a search came to.
public struct QueryOutcome: Sendable {
  /// How many records were found, and of how many that belong to the period.
  public let found: Int
  public let shown: Int
  /// The account of everything that was read.
  public let account: SourceReconciliation
  /// Records on which the condition could not be computed, and why the first of them could not.
  public let failed: Int
  public let failure: String?
  /// The fields of the kind, in order.
  public let fields: [String]
  /// The records that are shown: file, line, and the fields as exhibits write them.
  public let rows: [Row]

  /// A record that was found.
  public struct Row: Sendable {
    public let file: String
    public let line: Int
    public let values: [String]
    /// The record's fields as a JSON object, in one line.
    public let json: String
  }

  /// The result as one JSON document.
  public var json: String {
    let records = rows.map(\.json).joined(separator: ",\n")
    return "{\"found\":\(found),\"shown\":\(shown),\"records\":[\(records.isEmpty ? "" : "\n" + records + "\n")]}"
  }

  /// The result as CSV, with file and line; what a spreadsheet would take for a formula has an apostrophe before it.
  public var csv: [UInt8] {
    var writer = CSVWriter(guardsFormulas: true)
    writer.append(["file", "line"] + fields)
    for row in rows { writer.append([row.file, String(row.line)] + row.values) }
    return writer.bytes
  }
}

extension Vouch {
  /// Searches the records of a source, or of an export by itself.
  public static func query(
    _ options: QueryOptions, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> QueryOutcome {
    let collector = DiagnosticCollector()
    guard let plan = QueryTarget(options: options, collector: collector).plan() else {
      throw Diagnostics(collector.all)
    }
    let schema = plan.source.definition.kind.schema
    var seeds: [String] = []
    let predicate = try QueryCondition(options: options, kind: plan.source.definition.kind).predicate(seeds: &seeds)
    var pass = Pass()
    let ticket = pass.add(
      QueryFold(schema: schema, predicate: predicate, limit: options.limit == 0 ? .max : options.limit))
    progress("reading \(plan.source.definition.name)")
    let settings = IngestionSettings(
      bounds: plan.bounds, seeds: seeds, jobs: options.jobs ?? Machine.processors, zones: plan.zones,
      calendar: plan.calendar)
    let outcome = try await Ingestion.run(plan.source, pass: pass, settings: settings)
    try requireRecords(outcome.reconciliation)
    let fold = outcome.pass[ticket]
    var rows: [QueryOutcome.Row] = []
    do throws(Diagnostic) {
      for kept in fold.kept {
        let bytes = try CanonicalJSON.write(.object(kept.json))
        rows.append(
          QueryOutcome.Row(
            file: plan.source.files[kept.file].name, line: kept.line, values: kept.texts,
            json: String(decoding: bytes, as: UTF8.self)))
      }
    } catch { throw Diagnostics(error) }
    return QueryOutcome(
      found: fold.found, shown: rows.count, account: outcome.reconciliation, failed: fold.failed,
      failure: fold.failure, fields: schema.fields.map(\.name), rows: rows)
  }

  /// An export of which no record can be read is another system's, or in another form: nothing was searched.
  private static func requireRecords(_ account: SourceReconciliation) throws(Diagnostics) {
    let counts = account.counts
    guard counts.rejected > 0, counts.rejected == counts.read else { return }
    let first = account.rejections.first
    throw Diagnostics(
      Diagnostic(
        "no record can be read: \(counts.read.grouped) rejected",
        at: first.map { Location(file: $0.origin.file, line: $0.origin.line) },
        hint: first.map { "the first one: \($0.reason)" }))
  }
}

/// The one condition that the options of a search come to.
private struct QueryCondition {
  let options: QueryOptions
  let kind: DatasetKind

  /// Nil where every record counts.
  func predicate(seeds: inout [String]) throws(Diagnostics) -> RecordPredicate? {
    let environment = RecordEnvironment(schema: kind.schema)
    var clauses: [String] = []
    try add(options.types, ["type"], to: &clauses)
    try add(options.severities, ["severity"], to: &clauses)
    try addUsers(to: &clauses)
    if !options.categories.isEmpty {
      try require(["type"])
      clauses.append(options.categories.map { "(\($0.condition))" }.joined(separator: " || "))
    }
    if let condition = options.condition {
      _ = try compile(condition, environment, named: "--where", &seeds)
      clauses.append(condition)
    }
    guard !clauses.isEmpty else { return nil }
    let text = clauses.map { "(\($0)\n)" }.joined(separator: " && ")
    return try compile(text, environment, named: "the search", &seeds)
  }

  private func add(_ values: [String], _ fields: [String], to clauses: inout [String]) throws(Diagnostics) {
    guard !values.isEmpty else { return }
    let known = try require(fields)
    let list = values.map { $0.quotedAsJSON }.joined(separator: ", ")
    clauses.append(known.map { "record.\($0) in [\(list)]" }.joined(separator: " || "))
  }

  /// Systems write the same address in capitals and without: users are found either way.
  private func addUsers(to clauses: inout [String]) throws(Diagnostics) {
    guard !options.users.isEmpty else { return }
    let known = try require(["actor", "actor_id"])
    let names = options.users.map { user in
      user.unicodeScalars.map { scalar in
        scalar.isASCII && !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar) ? "\\\(scalar)" : "\(scalar)"
      }.joined()
    }
    let pattern = "(?i)^(?:\(names.joined(separator: "|")))$".quotedAsJSON
    clauses.append(
      known.map { "record.\($0) != null && record.\($0).matches(\(pattern))" }.joined(separator: " || "))
  }

  @discardableResult
  private func require(_ fields: [String]) throws(Diagnostics) -> [String] {
    let known = fields.filter { kind.schema.position(of: $0) != nil }
    guard known.isEmpty else { return known }
    throw Diagnostics(
      Diagnostic("kind '\(kind.name)' has no field '\(fields[0])' to search by", hint: "search it with --where"))
  }

  private func compile(
    _ text: String, _ environment: RecordEnvironment, named name: String, _ seeds: inout [String]
  ) throws(Diagnostics) -> RecordPredicate {
    do throws(CELErrors) {
      let predicate = try RecordPredicate(text, environment, literals: &seeds)
      let misspelt = predicate.misspelt(in: kind.schema)
      guard misspelt.isEmpty else { throw CELErrors(misspelt) }
      return predicate
    } catch {
      throw Diagnostics(error.all.map { $0.diagnostic(in: text, named: name) })
    }
  }
}
