import AuditModel
import DocumentModel

/// What an examiner would stop at, as the program found it.
enum RedFlagsSection {
  static let section = ReportSection(name: "red_flags", title: "Red flags") { facts, _ in
    guard let audit = facts.model else { return [] }
    let flags = RedFlags.all(facts, audit)
    guard !flags.isEmpty else { return [.paragraph([.text("No red flag was found.")])] }
    return [.list(flags.map { [.text($0.words)] }, ordered: false)]
  }
}
