import VouchKit

/// The sources some of whose records could not be read, with where each record and its reason stand.
enum RejectedLines {
  /// One line a source; nil where everything was read.
  static func text(_ facts: Facts) -> String? {
    let lines = facts.reconciliation.filter { $0.counts.rejected > 0 }.map { line($0, facts.findings) }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// `! audit_log  14,810 read, 13 rejected → exhibits/EX-014.csv; first: exports/audit.jsonl:48: not an object`.
  private static func line(_ source: SourceReconciliation, _ findings: [Finding]) -> String {
    let counts = source.counts
    let exhibit = findings.first { $0.subject == source.name && $0.exhibit != nil }?.exhibit
    let first = source.rejections.first.map { rejection in
      "; first: \(Diagnostic.safe(rejection.origin.file)):\(rejection.origin.line): \(Diagnostic.safe(rejection.reason))"
    }
    return "\(Ink.caution("!")) \(source.name)  \(counts.read.grouped) read, \(counts.rejected.grouped) rejected"
      + (exhibit.map { " → \($0)" } ?? "") + (first ?? "")
  }
}
