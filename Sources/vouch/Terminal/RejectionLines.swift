import VouchKit

/// The records that could not be read, with the first reasons.
enum RejectionLines {
  /// How many records of a source are shown with their reason.
  private static let shown = 3

  /// Nothing for a source whose every record was read.
  static func text(_ source: SourceReconciliation) -> [String] {
    let rejected = source.counts.rejected
    let lines = source.rejections.prefix(shown).map { rejection in
      "  rejected \(Diagnostic.safe(rejection.origin.file)):\(rejection.origin.line): \(Diagnostic.safe(rejection.reason))"
    }
    let rest = rejected - Int64(lines.count)
    return rest > 0 ? lines + ["  and \(rest.grouped) more; a build lists each in an exhibit"] : lines
  }

  /// One line a source; nil where everything was read. `exhibits` says whether a pack was written that holds them.
  static func text(_ facts: Facts, exhibits: Bool) -> String? {
    let findings = exhibits ? facts.findings : []
    let lines = facts.reconciliation.filter { $0.counts.rejected > 0 }.map { line($0, findings) }
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
