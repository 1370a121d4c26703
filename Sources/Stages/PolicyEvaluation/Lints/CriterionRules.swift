import AuditModel
import Diagnostics

/// Criteria that controls name and that their framework does not have: a control mapped to them meets nothing.
enum CriterionRules {
  /// `known` holds the criteria by framework.
  static func findings(_ controls: [Control], known: [String: Set<String>]) -> [Finding] {
    controls.flatMap { control in
      control.criteria.compactMap { criterion -> Finding? in
        guard let ids = known[criterion.framework], !ids.contains(criterion.id) else { return nil }
        let near = suggestion(for: criterion.id, in: ids.sorted()).map { "; did you mean '\($0)'?" } ?? ""
        return Finding(
          code: "criterion_unknown", subject: "control \(control.id)",
          message: "is mapped to \(criterion.framework) \(criterion.id), which the framework does not have\(near)")
      }
    }
  }
}
