package import AuditModel
package import Rows

/// One run of a set of measures: those over tables are taken at once, those over events enter the pass.
package struct MeasureRun: Sendable {
  private var folds: [MeasureFold]
  private var tickets: [Pass.Ticket<MeasureFold>?]
  /// Of the measures that a gate holds against a limit; nil for the others.
  private var trails: [MeasureTrail?]
  private var trailTickets: [Pass.Ticket<MeasureTrail>?]

  /// `tables` holds the datasets that were read whole, by kind; `judged` the names of the metrics that gates judge.
  package init(_ measures: [Measure], tables: [String: Table], judged: Set<String> = []) {
    tickets = Array(repeating: nil, count: measures.count)
    trailTickets = Array(repeating: nil, count: measures.count)
    folds = measures.map { MeasureFold($0).over(tables[$0.dataset.name]) }
    trails = measures.map { measure in
      judged.contains(measure.name) ? MeasureTrail(measure)?.over(tables[measure.dataset.name]) : nil
    }
  }

  /// Enters the folds of the measures over events.
  package mutating func enter(into pass: inout Pass) {
    for (index, fold) in folds.enumerated() where fold.measure.dataset.name == DatasetKinds.events.name {
      tickets[index] = pass.add(fold)
      trailTickets[index] = trails[index].map { pass.add($0) }
    }
  }

  /// The metrics in the order of the measures; those of a kind that has no source are left out, as nobody measured them.
  package func metrics(sources: [SourceReconciliation], events: Pass) -> [Metric] {
    folds.enumerated().flatMap { index, fold in
      sources.contains { $0.kind == fold.measure.dataset.name }
        ? (tickets[index].map { events[$0] } ?? fold).metrics(sources) : []
    }
  }

  /// The records behind a figure that passed its limit, with their places; nil where none can be named.
  package func population(
    behind against: MeasuredAgainst, sources: [SourceReconciliation], events: Pass
  ) -> TestedPopulation? {
    guard let index = folds.firstIndex(where: { $0.measure.gives(against.metric) }),
      let trail = trailTickets[index].map({ events[$0] }) ?? trails[index]
    else { return nil }
    let fold = tickets[index].map { events[$0] } ?? folds[index]
    return MeasuredPopulation(trail: trail, fold: fold, sources: sources).tested(against)
  }
}

extension ChunkFold {
  /// The fold after it has seen a whole table, if there is one.
  fileprivate func over(_ table: Table?) -> Self {
    guard let table else { return self }
    var fold = self
    for batch in table.batches { fold.absorb(batch, table.symbols) }
    fold.close(table.symbols)
    return fold
  }
}

extension Measure {
  /// Whether a metric is one that the measure came to, and no imported one of its name.
  fileprivate func gives(_ metric: Metric?) -> Bool {
    metric.map { $0.name.utf8.elementsEqual(name.utf8) && $0.origin.utf8.elementsEqual(dataset.name.utf8) } ?? false
  }
}
