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
    let activity: EventActivity
    let redacted: RedactionLedger
  }

  /// Tables are read first, for gates on events may look records of them up; then the events stream by, once.
  static func run(
    _ inputs: PackInputs, _ loaded: LoadedDefinition, jobs: Int, progress: @Sendable (String) -> Void
  ) async throws(Diagnostics) -> Result {
    let definition = loaded.definition
    let settings = IngestionSettings(
      bounds: loaded.bounds.period, seeds: loaded.policies.literals, jobs: jobs,
      redaction: RedactionSettings(rules: definition.redaction.rules, key: inputs.redactionKey ?? []),
      zones: SourceZones.rules(inputs.sourceZones), calendar: loaded.bounds.zone)
    var redacted = RedactionLedger()
    var accounts = [SourceReconciliation?](repeating: nil, count: definition.sources.count)
    var tables: [String: Table] = [:]
    var earlier: [String: Table] = [:]
    var problems: [Diagnostic] = []

    for (position, source) in definition.sources.enumerated() where source.kind.name != "events" {
      progress("reading \(source.name)")
      let plan = SourcePlan(definition: source, files: inputs.sources[position], position: position)
      do throws(Diagnostics) {
        let (account, table, before, hidden) = try await Ingestion.table(plan, settings: settings)
        redacted.merge(hidden)
        accounts[position] = account
        tables[source.kind.name, default: Table(schema: source.kind.schema)].append(table)
        earlier[source.kind.name, default: Table(schema: source.kind.schema)].append(before)
      } catch {
        problems += error.all
      }
    }

    var run = loaded.policies.run(tables: tables, earlier: earlier)
    var pass = Pass()
    run.enter(into: &pass)
    var measuring = MeasureRun(loaded.measures, tables: tables, judged: loaded.policies.judgedMetrics)
    measuring.enter(into: &pass)
    let activity = pass.add(Reporting.activityFold(for: definition, clock: loaded.bounds.clock))
    var events = pass
    for (position, source) in definition.sources.enumerated() where source.kind.name == "events" {
      progress("reading \(source.name)")
      let plan = SourcePlan(definition: source, files: inputs.sources[position], position: position)
      do throws(Diagnostics) {
        let outcome = try await Ingestion.run(plan, pass: pass, settings: settings)
        accounts[position] = outcome.reconciliation
        events.merge(outcome.pass)
        redacted.merge(outcome.redacted)
      } catch {
        problems += error.all
      }
    }
    let material = Material.read(inputs, &problems)
    guard problems.isEmpty else { throw Diagnostics(problems) }

    progress("deciding")
    let reconciliation = accounts.compactMap { $0 }
    let imported = tables["metrics"].map { table in
      ImportedMetrics.metrics(in: table) { row in
        definition.sources.indices.contains(row.source) ? definition.sources[row.source].name : ""
      }
    }
    let model = try await ModelRun(definition: definition, accounts: accounts, tables: tables).run(jobs: jobs)
    let recomputed = RecomputedMetrics(model?.metrics ?? [], over: imported ?? [])
    let metrics =
      recomputed.metrics + SourceMetrics.metrics(of: reconciliation)
      + measuring.metrics(sourced: Set(definition.sources.map(\.kind.name)), events: events)
    let evidence = Evidence(
      metrics: metrics, sourcedKinds: Set(definition.sources.map(\.kind.name)), sources: reconciliation,
      period: definition.period, tables: tables, bounds: loaded.bounds.period,
      behind: { [measuring, events] against in
        measuring.population(behind: against, sources: reconciliation, events: events)
      })
    let judgement = run.decide(evidence, events: events)
    let facts = Facts(
      definition: definition, policies: loaded.policies.policies, decisions: judgement.decisions,
      controls: judgement.controls, criteria: judgement.criteria, metrics: metrics, reconciliation: reconciliation,
      findings: judgement.findings + (model?.findings ?? []) + recomputed.findings
        + RedactionCheck.ledger(redacted, rules: definition.redaction.rules), notes: judgement.notes, tables: tables,
      model: model?.audit, material: material, clock: loaded.bounds.clock)
    let conflicts = RedactionCheck.conflicts(facts)
    guard conflicts.isEmpty else { throw Diagnostics(conflicts) }
    return Result(facts: facts, activity: events[activity], redacted: redacted)
  }
}
