package import AuditModel
package import Diagnostics
package import Rows

extension Ingestion {
  /// Reads a source whole: its admitted records as a table, and those before the period as another.
  package static func table(
    _ plan: SourcePlan, settings: IngestionSettings
  ) async throws(Diagnostics) -> (SourceReconciliation, Table, earlier: Table, redacted: RedactionLedger) {
    var pass = Pass()
    let ticket = pass.add(TableFold(schema: plan.definition.kind.schema))
    let outcome = try await run(plan, pass: pass, settings: settings)
    return (outcome.reconciliation, outcome.pass[ticket].table, outcome.pass[ticket].earlier, outcome.redacted)
  }
}

/// Keeps every admitted record, and the ones before the period beside them.
private struct TableFold: ChunkFold {
  private(set) var table: Table
  private(set) var earlier: Table
  private var waiting: [Batch] = []

  init(schema: Schema) {
    table = Table(schema: schema)
    earlier = Table(schema: schema)
  }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    waiting.append(copy batch)
  }

  mutating func close(_ symbols: borrowing Symbols) {
    let symbols = copy symbols
    table.append(waiting, symbols)
    let before = waiting.filter { !$0.earlier.isEmpty }.map { batch in
      var batch = batch
      batch.admitted = batch.earlier
      batch.earlier = []
      return batch
    }
    earlier.append(before, symbols)
    waiting = []
  }

  mutating func merge(_ next: TableFold) {
    table.append(next.table)
    earlier.append(next.earlier)
  }
}
