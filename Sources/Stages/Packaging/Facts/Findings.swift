package import AuditModel
import Bytes

/// What the reconciliation has to tell beside its numbers.
package enum Findings {
  /// In the order of the sources: rejected records, a count that differs from the expected one, completeness not shown.
  ///
  /// `exhibits` are those of the pack, if one is made.
  package static func make(_ sources: [SourceReconciliation], exhibits: [Exhibits.Exhibit] = []) -> [Finding] {
    sources.flatMap { source in
      var findings: [Finding] = []
      let counts = source.counts
      if counts.rejected > 0 {
        findings.append(
          Finding(
            code: "rejected_records", subject: source.name,
            message:
              "\(counts.rejected.grouped) of \(counts.read.grouped) records could not be read and were left out; each is listed with its reason",
            exhibit: exhibits.first { $0.rejectedSource == source.name }?.name))
      }
      if let expected = source.expected, expected != counts.read {
        findings.append(
          Finding(
            code: "count_differs", subject: source.name,
            message: "the extraction states \(expected.grouped) records, and \(counts.read.grouped) were read"))
      }
      if let sequence = source.sequence, !sequence.isWhole {
        findings.append(
          Finding(
            code: "sequence_broken", subject: source.name,
            message:
              "the numbers of the records break: \(sequence.missing.grouped) are missing, \(sequence.repeated.grouped) are repeated or step back, \(sequence.unnumbered.grouped) records have none"
              + (sequence.unreadable > 0
                ? "; \(sequence.unreadable.grouped) rejected records whose number cannot be read may be among the missing"
                : "")
          ))
      }
      if let chain = source.chain, !chain.isWhole {
        findings.append(
          Finding(
            code: "hash_chain_broken", subject: source.name,
            message:
              "the chain of hashes breaks at \(chain.broken.grouped) of \(counts.read.grouped) records: records were changed, added or removed there"
          ))
      }
      if !source.showsCompleteness {
        findings.append(
          Finding(
            code: "completeness_not_shown", subject: source.name,
            message: "completeness not shown: nothing states how many records the export should hold"))
      }
      return findings
    }
  }
}
