import AuditModel
import Bytes

/// Records of the datasets that a gate stands on which could not be read: a pass over the rest must say so, and a gate for
/// which nothing is left cannot pass.
struct UnreadRecords {
  private let sources: [SourceReconciliation]
  private let evidence: Evidence

  /// `datasets` are the gate's own and those that it joins.
  init(_ datasets: [String], _ evidence: Evidence) {
    sources = evidence.sources.filter { datasets.contains($0.kind) && $0.counts.rejected > 0 }
    self.evidence = evidence
  }

  /// The decision with what could not be read; only one that finds nothing wrong is touched.
  func told(by decision: GateDecision) -> GateDecision {
    switch decision.decision {
    case .pass, .notApplicable: break
    case .watch, .warning, .fail, .waived, .waiverExpired, .noData, .indeterminate: return decision
    }
    if let lost = sources.first(where: { evidence.used($0.kind) == 0 }) {
      let counts = lost.counts
      let reason =
        counts.rejected == counts.read
        ? "none of the \(counts.read.grouped) records of \(lost.name) could be read"
        : "no record of \(lost.name) is left: \(words(lost))"
      return decision.with(waiver: decision.waiver, decision: .indeterminate, reason: reason)
    }
    guard !sources.isEmpty else { return decision }
    let told = [decision.reason] + sources.map(words)
    return decision.with(waiver: decision.waiver, decision: decision.decision, reason: told.joined(separator: "; "))
  }

  private func words(_ source: SourceReconciliation) -> String {
    let counts = source.counts
    return "\(counts.rejected.grouped) of \(Words.count(counts.read, "record")) of \(source.name) could not be read"
  }
}
