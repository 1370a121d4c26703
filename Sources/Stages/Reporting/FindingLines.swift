import AuditModel
import DocumentModel
import OrderedCollections

/// Findings as lines of a list: those that say the same of several subjects in one line.
enum FindingLines {
  /// In the order of the first finding of each message.
  static func lines(_ findings: [Finding]) -> [[Inline]] {
    var groups: OrderedDictionary<String, [Finding]> = [:]
    for finding in findings { groups[finding.message, default: []].append(finding) }
    return groups.map { message, findings in
      let exhibits = findings.compactMap(\.exhibit).map { exhibit -> [Inline] in
        [.link(ExceptionsSection.name(exhibit), to: .file(exhibit))]
      }
      let evidence = exhibits.isEmpty ? [] : [.text(" in exhibit ")] + Array(exhibits.joined(separator: [.text(", ")]))
      return [.strong(findings.map(\.subject).joined(separator: ", ")), .text(": \(message)")] + evidence
    }
  }
}
