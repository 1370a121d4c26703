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
      ] + counts(source.counts) + completeness(source))
  }

  /// What a sequence or a chain of hashes shows; absent where the definition names none.
  private static func completeness(_ source: SourceReconciliation) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if let sequence = source.sequence {
      members.append(
        (
          "sequence",
          .members([
            ("first", .optional(sequence.first.map { "\($0)" })), ("last", .optional(sequence.last.map { "\($0)" })),
            ("missing", .int(min(sequence.missing, 1 << 53))), ("repeated", .int(sequence.repeated)),
            ("unnumbered", .int(sequence.unnumbered)), ("unreadable", .int(sequence.unreadable)),
            ("breaks", .array(sequence.breaks.map(origin))),
          ])
        ))
    }
    if let chain = source.chain {
      members.append(
        (
          "hash_chain",
          .members([
            ("confirmed", .int(chain.confirmed)), ("broken", .int(chain.broken)),
            ("breaks", .array(chain.breaks.map(origin))),
          ])
        ))
    }
    return members
  }

  private static func origin(_ origin: RecordOrigin) -> JSONValue {
    .members([
      ("file", .string(origin.file)), ("line", .int(Int64(origin.line))), ("record", .int(Int64(origin.ordinal))),
    ])
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
