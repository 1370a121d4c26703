package import AuditModel
package import Diagnostics
import JSON

/// `reconciliation.json`: the account of every source.
package enum ReconciliationFile {
  package static let name = "reconciliation.json"

  /// The file's bytes, canonical JSON.
  package static func bytes(_ sources: [SourceReconciliation]) throws(Diagnostic) -> [UInt8] {
    try CanonicalJSON.write(.members([("sources", .array(sources.map(source)))]))
  }

  private static func source(_ source: SourceReconciliation) -> JSONValue {
    .members(
      [
        ("name", .string(source.name)), ("kind", .string(source.kind)),
        ("files", .array(source.files.map(file))),
        ("expected", .optional(source.expected)), ("first", .optional(source.first.map { "\($0)" })),
        ("last", .optional(source.last.map { "\($0)" })), ("largest_gap_seconds", .optional(source.largestGap)),
      ] + counts(source.counts))
  }

  private static func file(_ file: FileReconciliation) -> JSONValue {
    .members(
      [("path", .string(file.path)), ("sha256", .string(file.sha256)), ("bytes", .int(file.bytes))]
        + counts(file.counts))
  }

  private static func counts(_ counts: RecordCounts) -> [(String, JSONValue)] {
    [
      ("containers", .int(counts.containers)), ("read", .int(counts.read)), ("parsed", .int(counts.parsed)),
      ("rejected", .int(counts.rejected)), ("duplicate", .int(counts.duplicate)),
      ("outside_period", .int(counts.outsidePeriod)), ("filtered", .int(counts.filtered)), ("used", .int(counts.used)),
      ("out_of_order", .int(counts.outOfOrder)),
    ]
  }
}
