import AuditModel
import Rows

/// What is wrong with samples and with the testers' results: findings, for neither changes what was drawn.
struct SampleRules {
  let gates: [PlannedGate]
  let evidence: Evidence

  func findings(_ decisions: [GateDecision]) -> [Finding] {
    tooLarge(decisions) + notDrawn(decisions) + strayResults(decisions)
  }

  /// Exceptions that the gate's own test finds among records that were not drawn.
  private func notDrawn(_ decisions: [GateDecision]) -> [Finding] {
    decisions.compactMap { decision in
      guard let tested = decision.tested, tested.sample != nil else { return nil }
      let others = tested.exceptions.dropFirst(Int(tested.deviations))
      guard !others.isEmpty else { return nil }
      let places = others.prefix(5).map { "\($0.id) (\($0.origin.place))" }.joined(separator: ", ")
      return Finding(
        code: "exceptions_outside_sample", subject: "gate \(decision.gate.id)",
        message:
          "\(Words.count(others.count, "record")) outside the sample \(others.count == 1 ? "is an exception" : "are exceptions"): \(places)\(others.count > 5 ? ", …" : "")"
      )
    }
  }

  private func tooLarge(_ decisions: [GateDecision]) -> [Finding] {
    zip(gates, decisions).compactMap { planned, decision in
      guard let plan = (planned.test as? RecordsGate)?.sample, let tested = decision.tested, tested.sample != nil,
        plan.size > tested.population
      else { return nil }
      return Finding(
        code: "sample_exceeds_population", subject: "gate \(decision.gate.id)",
        message:
          "asks for \(Words.count(plan.size, "item")) of a population of \(Words.count(tested.population, "record")): all are tested"
      )
    }
  }

  /// Results for what was not drawn, each where it stands: the tester tested something else than the sample.
  private func strayResults(_ decisions: [GateDecision]) -> [Finding] {
    let planned = Set(gates.compactMap { gate in (gate.test as? RecordsGate)?.sample.map { $0.id ?? gate.gate.id } })
    let drawn = Dictionary(
      decisions.compactMap { $0.tested?.sample }.map { ($0.id, Set($0.items.map { Array($0.id.utf8) })) },
      uniquingKeysWith: { $0.union($1) })
    return (evidence.tables["sample_results"]?.rows ?? []).compactMap { row in
      guard let sample = row.text("sample"), let item = row.text("item") else { return nil }
      let origin = evidence.origin(source: row.source, file: row.file, line: row.line, ordinal: row.ordinal)
      func finding(_ words: String) -> Finding {
        Finding(code: "sample_result_not_drawn", subject: "\(origin.file):\(origin.line)", message: words)
      }
      guard planned.contains(sample) else { return finding("has a result of sample '\(sample)', which no gate draws") }
      guard let items = drawn[sample], !items.contains(Array(item.utf8)) else { return nil }
      return finding("has a result for '\(item)', which is not in sample '\(sample)'; it counts for nothing")
    }
  }
}
