package import AuditModel
package import Diagnostics
package import Rows

extension Ingestion {
  /// Reads a source whole: its admitted records as a table.
  package static func table(
    _ plan: SourcePlan, settings: IngestionSettings
  ) async throws(Diagnostics) -> (SourceReconciliation, Table) {
    var pass = Pass()
    let ticket = pass.add(TableFold(schema: plan.definition.kind.schema))
    let outcome = try await run(plan, pass: pass, settings: settings)
    return (outcome.reconciliation, outcome.pass[ticket].table)
  }
}

/// Keeps every admitted record.
private struct TableFold: ChunkFold {
  private(set) var table: Table
  private var waiting: [Batch] = []

  init(schema: Schema) { table = Table(schema: schema) }

  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    waiting.append(copy batch)
  }

  mutating func close(_ symbols: borrowing Symbols) {
    table.append(waiting, copy symbols)
    waiting = []
  }

  mutating func merge(_ next: TableFold) { table.append(next.table) }
}
