import AuditModel
import Bytes
import Diagnostics
import Ingestion
import Measurement
import PolicyEvaluation
import Reporting
import Rows

/// The first half of a run: from exports to facts.
enum Evaluation {
  struct Result: Sendable {
    let facts: Facts
    /// Of no event where no report is wanted.
    let activity: EventActivity
    let redacted: RedactionLedger
  }

  /// Tables are read first, for gates on events may look records of them up; then the events stream by, once.
  static func run(
    _ inputs: PackInputs, _ loaded: LoadedDefinition, forReports: Bool, jobs: Int,
    progress: @Sendable (String) -> Void
  ) async throws(Diagnostics) -> Result {
    let definition = loaded.definition
    var reading = Reading(inputs: inputs, loaded: loaded, jobs: jobs)
    await reading.readTables(progress)
    var run = loaded.policies.run(tables: reading.tables, earlier: reading.earlier)
    var pass = Pass()
    run.enter(into: &pass)
    var measuring = MeasureRun(
      loaded.measures, tables: reading.tables, judged: loaded.policies.judgedMetrics)
    measuring.enter(into: &pass)
    let activity = Reporting.activityFold(for: definition, clock: loaded.bounds.clock)
    let entered = forReports ? pass.add(activity) : nil
    let events = await reading.readEvents(pass, progress)
    let material = Material.read(inputs, &reading.problems)
    guard reading.problems.isEmpty else { throw Diagnostics(reading.problems) }

    progress("deciding")
    let reconciliation = reading.accounts.compactMap { $0 }
    let model = try await ModelRun(definition: definition, accounts: reading.accounts, tables: reading.tables)
      .run(jobs: jobs)
    let recomputed = RecomputedMetrics(model?.metrics ?? [], over: imported(reading.tables, definition))
    let metrics =
      recomputed.metrics + SourceMetrics.metrics(of: reconciliation)
      + measuring.metrics(sources: reconciliation, events: events)
    let evidence = evidence(
      metrics, reconciliation, material, reading,
      behind: { [measuring, events] against in
        measuring.population(behind: against, sources: reconciliation, events: events)
      })
    let judgement = run.decide(evidence, events: events)
    let facts = Facts(
      definition: definition, policies: loaded.policies.policies, decisions: judgement.decisions,
      controls: judgement.controls, criteria: judgement.criteria, metrics: metrics, reconciliation: reconciliation,
      findings: judgement.findings + (model?.findings ?? []) + recomputed.findings
        + RedactionCheck.ledger(reading.redacted, rules: definition.redaction.rules)
        + RedactionCheck.onCover(reading.redacted, definition), notes: judgement.notes,
      tables: reading.tables, model: model?.audit, material: material, clock: loaded.bounds.clock)
    let conflicts = RedactionCheck.conflicts(facts)
    guard conflicts.isEmpty else { throw Diagnostics(conflicts) }
    return Result(facts: facts, activity: entered.map { events[$0] } ?? activity, redacted: reading.redacted)
  }

  private static func imported(_ tables: [String: Table], _ definition: PackDefinition) -> [Metric] {
    tables["metrics"].map { table in
      ImportedMetrics.metrics(in: table) { row in
        definition.sources.indices.contains(row.source) ? definition.sources[row.source].name : ""
      }
    } ?? []
  }

  private static func evidence(
    _ metrics: [Metric], _ accounts: [SourceReconciliation], _ material: ReportMaterial, _ reading: Reading,
    behind: @escaping Evidence.Behind
  ) -> Evidence {
    let definition = reading.loaded.definition
    let narratives = reading.inputs.attachments(.narrative).map { ($0.label, $0.bytes) }
    return Evidence(
      metrics: metrics, sourcedKinds: Set(definition.sources.map(\.kind.name)), sources: accounts,
      period: definition.period, tables: reading.tables, bounds: reading.loaded.bounds.period,
      empty: EmptyEvidence.ids(
        definition, accounts, narratives: Dictionary(narratives, uniquingKeysWith: { first, _ in first })),
      criteria: Dictionary(grouping: material.catalogue, by: \.framework).mapValues { Set($0.map(\.id)) },
      behind: behind)
  }

  /// What the exports hold, as far as they were read; what is wrong with them is gathered, all of it.
  private struct Reading {
    let inputs: PackInputs
    let loaded: LoadedDefinition
    let settings: IngestionSettings
    var accounts: [SourceReconciliation?]
    var tables: [String: Table] = [:]
    /// Records before the period, which look-backs alone see.
    var earlier: [String: Table] = [:]
    var redacted = RedactionLedger()
    var problems: [Diagnostic] = []

    init(inputs: PackInputs, loaded: LoadedDefinition, jobs: Int) {
      self.inputs = inputs
      self.loaded = loaded
      let definition = loaded.definition
      settings = IngestionSettings(
        bounds: loaded.bounds.period, seeds: loaded.policies.literals, jobs: jobs,
        redaction: RedactionSettings(rules: definition.redaction.rules, key: inputs.redactionKey ?? []),
        zones: SourceZones.rules(inputs.sourceZones), calendar: loaded.bounds.zone)
      accounts = Array(repeating: nil, count: definition.sources.count)
    }

    /// The sources of events, or all the others, each with what is to be read of it.
    private func plans(ofEvents: Bool) -> [SourcePlan] {
      loaded.definition.sources.enumerated().filter { ($0.element.kind.name == "events") == ofEvents }.map {
        SourcePlan(definition: $0.element, files: inputs.sources[$0.offset], position: $0.offset)
      }
    }

    mutating func readTables(_ progress: @Sendable (String) -> Void) async {
      for plan in plans(ofEvents: false) {
        progress("reading \(plan.definition.name)")
        let kind = plan.definition.kind
        do throws(Diagnostics) {
          let (account, table, before, hidden) = try await Ingestion.table(plan, settings: settings)
          redacted.merge(hidden)
          accounts[plan.position] = account
          tables[kind.name, default: Table(schema: kind.schema)].append(table)
          earlier[kind.name, default: Table(schema: kind.schema)].append(before)
        } catch { problems += error.all }
      }
    }

    /// What the folds of a pass have seen after all events.
    mutating func readEvents(_ pass: Pass, _ progress: @Sendable (String) -> Void) async -> Pass {
      var events = pass
      for plan in plans(ofEvents: true) {
        progress("reading \(plan.definition.name)")
        do throws(Diagnostics) {
          let outcome = try await Ingestion.run(plan, pass: pass, settings: settings)
          accounts[plan.position] = outcome.reconciliation
          events.merge(outcome.pass)
          redacted.merge(outcome.redacted)
        } catch { problems += error.all }
      }
      return events
    }
  }
}
