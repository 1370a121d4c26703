import AuditModel
import DocumentModel

/// The groups of several protected attributes crossed: what the groups of one alone can hide.
enum IntersectionalFairnessSection {
  static let section = ReportSection(name: "intersectional_fairness", title: "Intersectional fairness") { facts, _ in
    guard let audit = facts.model else { return [] }
    let crossed = audit.attributes.filter(\.isIntersection)
    guard !crossed.isEmpty else { return [.note(.caution, [.text(reason(audit))])] }
    return crossed.flatMap { GroupComparison.blocks($0, facts, audit) }
  }

  private static func reason(_ audit: ModelAudit) -> String {
    audit.definition.protected.count < 2
      ? "Not assessed: fewer than two protected attributes are declared, so there is nothing to cross."
      : "Not assessed: the definition names no 'intersections' of its protected attributes."
  }
}
