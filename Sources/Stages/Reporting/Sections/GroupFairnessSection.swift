import AuditModel
import DocumentModel

/// Rates by protected group, what separates the groups, and how sure that is.
enum GroupFairnessSection {
  static let section = ReportSection(name: "group_fairness", title: "Group fairness") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard !audit.attributes.isEmpty else {
      return [.note(.failure, [.text("No protected attribute is declared: nothing is known of any group.")])]
    }
    return audit.attributes.filter { !$0.isIntersection }.flatMap { GroupComparison.blocks($0, facts, audit) }
  }
}
