import AuditModel

/// What is wrong with responses.
enum ResponseRules {
  static func findings(_ responses: [Response], _ decisions: [GateDecision]) -> [Finding] {
    let byGate = Dictionary(decisions.map { ($0.gate.id, $0) }, uniquingKeysWith: { first, _ in first })
    return responses.compactMap { response in
      guard let decision = byGate[response.gate] else {
        return Finding(
          code: "response_without_gate", subject: response.gate,
          message: "management responds to a gate that no policy has")
      }
      guard let id = response.exception else { return nil }
      let isThere = decision.tested?.exceptions.contains { $0.id.utf8.elementsEqual(id.utf8) } ?? false
      return isThere
        ? nil
        : Finding(
          code: "response_without_exception", subject: response.gate,
          message: "management responds to '\(id)', which is no exception of the gate")
    }
  }
}
