import AuditModel
import Rows

/// What a reader of the policies should know: citations, mappings, rationales, reviews. Lints are findings, and change no
/// decision.
struct PolicyLint {
  let policies: [Policy]
  /// When each policy was last reviewed, in their order.
  let reviews: [Day?]
  let controls: [Control]
  let gates: [PlannedGate]
  let citations: Citations
  let context: PolicyContext

  /// How old a review may be at the as-of date.
  private static let reviewDays = 366

  var findings: [Finding] {
    undecided + cited + overdue + gates.flatMap(gateFindings) + controls.flatMap(controlFindings)
  }

  /// Without a gate nothing is decided, and nothing can fail.
  private var undecided: [Finding] {
    gates.isEmpty
      ? [
        Finding(
          code: "nothing_decided", subject: "definition",
          message: policies.isEmpty
            ? "names no policy: no gate was evaluated, and nothing could fail"
            : "has no gate in its policies: nothing could fail")
      ] : []
  }

  /// Texts that policies and gates cite and that were not in force at the period's end; clauses that a text lacks.
  private var cited: [Finding] {
    policies.flatMap { policy in
      inForce(policy.citation, "policy \(policy.name)", code: "citation_not_in_force")
    }
      + gates.flatMap { planned -> [Finding] in
        let gate = planned.gate
        guard let clause = gate.clause, gate.applies.contains(context.period.end) else { return [] }
        return inForce(clause, "gate \(gate.id)", code: "citation_not_in_force") + unknownClause(clause, gate)
      }
  }

  private func inForce(_ words: String?, _ subject: String, code: String) -> [Finding] {
    guard let words else { return [] }
    let end = context.period.end
    return citations.named(in: words).map(\.text).compactMap { text in
      if let superseded = text.superseded, end >= superseded {
        let by = text.by.map { " by \($0)" } ?? ""
        return Finding(
          code: code, subject: subject, message: "cites \(text.id), which was superseded on \(superseded)\(by)")
      }
      if let effective = text.effective, end < effective {
        return Finding(
          code: code, subject: subject, message: "cites \(text.id), which is in force only from \(effective)")
      }
      return nil
    }
  }

  /// `SR 11-7 III.B.1`: what follows the text's name must be one of its clauses, or lie within one.
  private func unknownClause(_ clause: String, _ gate: Gate) -> [Finding] {
    citations.named(in: clause).compactMap { mention in
      let text = mention.text
      guard !text.clauses.isEmpty else { return nil }
      let rest = mention.rest.split(separator: " ").first.map(String.init) ?? ""
      let number = rest.filter { $0 != "," && $0 != ";" && $0 != "§" }
      if number.isEmpty || text.clauses.contains(number) { return nil }
      return Finding(
        code: "clause_not_in_text", subject: "gate \(gate.id)",
        message: "cites clause '\(number)', which \(text.id) does not have")
    }
  }

  private var overdue: [Finding] {
    zip(policies, reviews).compactMap { policy, reviewed in
      guard let reviewed, context.asOf.number - reviewed.number > PolicyLint.reviewDays else { return nil }
      return Finding(
        code: "policy_review_overdue", subject: "policy \(policy.name)",
        message: "last reviewed on \(reviewed), more than a year before \(context.asOf)")
    }
  }

  private func gateFindings(_ planned: PlannedGate) -> [Finding] {
    let gate = planned.gate
    var findings: [Finding] = []
    func add(_ code: String, _ message: String) {
      findings.append(Finding(code: code, subject: "gate \(gate.id)", message: message))
    }
    if gate.controls.isEmpty, !controls.isEmpty {
      add("gate_without_control", "tests no control, so it counts for no criterion")
    }
    if let test = planned.test as? MetricGate {
      if gate.rationale == nil { add("threshold_without_rationale", "has a threshold and no rationale for it") }
      let words = [gate.name, gate.rationale, gate.clause].compactMap { $0?.lowercased() }.joined(separator: " ")
      if test.comparison == .greaterThan, words.contains("at least") || words.contains("minimum") {
        add(
          "comparison_excludes_limit",
          "asks for more than its threshold where its words say at least that much: greater_than_or_equal includes it")
      }
      if test.comparison == .lessThan, words.contains("at most") || words.contains("maximum") {
        add(
          "comparison_excludes_limit",
          "asks for less than its threshold where its words say at most that much: less_than_or_equal includes it")
      }
    }
    return findings
  }

  /// Controls that are mapped to nothing, and criteria that are about something else.
  private func controlFindings(_ control: Control) -> [Finding] {
    func finding(_ code: String, _ message: String) -> Finding {
      Finding(code: code, subject: "control \(control.id)", message: message)
    }
    if control.criteria.isEmpty { return [finding("control_without_criterion", "is mapped to no criterion")] }
    let words = control.title.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" }
    // The first word that says what the control is about.
    let topics = words.lazy.compactMap { word in
      citations.topics.first { $0.words.contains { word.hasPrefix($0) } }
    }
    guard let topic = topics.first else { return [] }
    return control.criteria.compactMap { criterion in
      guard let about = topic.criteria.first(where: { $0.framework == criterion.framework })?.ids,
        !about.contains(where: { criterion.id == $0 || criterion.id.hasPrefix($0 + ".") })
      else { return nil }
      return finding(
        "mapping_differs",
        "is about \(topic.name) and is mapped to \(criterion.framework) \(criterion.id); \(about.joined(separator: ", ")) \(about.count == 1 ? "is" : "are") about that"
      )
    }
  }
}
