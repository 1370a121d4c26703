import VouchKit

/// The records of a source that could not be read, with the first reasons.
enum RejectionLines {
  /// How many records of a source are shown with their reason.
  private static let shown = 3

  /// Nothing for a source whose every record was read.
  static func text(_ source: SourceReconciliation) -> [String] {
    let rejected = source.counts.rejected
    let lines = source.rejections.prefix(shown).map { rejection in
      Diagnostic.safe("  rejected \(rejection.origin.file):\(rejection.origin.line): \(rejection.reason)")
    }
    let rest = rejected - Int64(lines.count)
    return rest > 0 ? lines + ["  and \(rest) more; a build lists each in an exhibit"] : lines
  }
}
