package import AuditModel
package import Rows

/// One run of a set of measures: those over tables are taken at once, those over events enter the pass.
package struct MeasureRun: Sendable {
  private var folds: [MeasureFold]
  private var tickets: [Pass.Ticket<MeasureFold>?]

  /// `tables` holds the datasets that were read whole, by kind.
  package init(_ measures: [Measure], tables: [String: Table]) {
    tickets = Array(repeating: nil, count: measures.count)
    folds = measures.map { measure in
      var fold = MeasureFold(measure)
      if let table = tables[measure.dataset.name] {
        for batch in table.batches { fold.absorb(batch, table.symbols) }
        fold.close(table.symbols)
      }
      return fold
    }
  }

  /// Enters the folds of the measures over events.
  package mutating func enter(into pass: inout Pass) {
    for (index, fold) in folds.enumerated() where fold.measure.dataset.name == DatasetKinds.events.name {
      tickets[index] = pass.add(fold)
    }
  }

  /// The metrics in the order of the measures; those of a kind that has no source are left out, as nobody measured them.
  package func metrics(sourced: Set<String>, events: Pass) -> [Metric] {
    folds.enumerated().flatMap { index, fold in
      sourced.contains(fold.measure.dataset.name) ? (tickets[index].map { events[$0] } ?? fold).metrics() : []
    }
  }
}
