import AuditModel
import DocumentModel

/// Findings as lines of a list: those that say the same of several subjects in one line.
enum FindingLines {
  /// In the order of the first finding of each message.
  static func lines(_ findings: [Finding]) -> [[Inline]] {
    var order: [String] = []
    var subjects: [String: [String]] = [:]
    for finding in findings {
      if subjects[finding.message] == nil { order.append(finding.message) }
      subjects[finding.message, default: []].append(finding.subject)
    }
    return order.map { message in
      [.strong((subjects[message] ?? []).joined(separator: ", ")), .text(": \(message)")]
    }
  }
}
