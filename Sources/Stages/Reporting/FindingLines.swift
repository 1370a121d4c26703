import AuditModel
import DocumentModel
import OrderedCollections

/// Findings as lines of a list: those that say the same of several subjects in one line.
enum FindingLines {
  /// In the order of the first finding of each message.
  static func lines(_ findings: [Finding]) -> [[Inline]] {
    var subjects: OrderedDictionary<String, [String]> = [:]
    for finding in findings { subjects[finding.message, default: []].append(finding.subject) }
    return subjects.map { [.strong($0.value.joined(separator: ", ")), .text(": \($0.key)")] }
  }
}
