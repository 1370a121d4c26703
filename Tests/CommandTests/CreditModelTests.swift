import Foundation
import TestSupport
import Testing

/// The figures that independent libraries computed from the held-out cases.
private struct Expected: Decodable {
  let calibration: [String: Value]
  let fairness: [String: [String: Value]]
  let n: Int

  /// A number, or something else that no test looks at.
  enum Value: Decodable {
    case number(Double)
    case other

    init(from decoder: any Decoder) throws {
      self = (try? decoder.singleValueContainer().decode(Double.self)).map { .number($0) } ?? .other
    }

    var number: Double? { if case .number(let number) = self { number } else { nil } }
  }
}

@Suite("Credit model fixture") struct CreditModelTests {
  private func gates() throws -> (DecisionsJSON, Expected) {
    let pack = try BuiltPacks.creditModel.get()
    #expect(pack.run.status == 1)
    return (
      try pack.decode(DecisionsJSON.self, "decisions.json"),
      try Checkout.decode(Expected.self, "fixtures/credit-model-2025q4/expected.json")
    )
  }

  private func near(_ a: Double?, _ b: Double?) -> Bool {
    guard let a, let b else { return false }
    return abs(a - b) <= 1e-12
  }

  @Test func `calibration fails by a hair`() throws {
    let (decisions, expected) = try gates()
    let gate = try #require(decisions.gate("calibration-quality"))
    #expect(gate.decision == "fail")
    #expect(near(gate.value, expected.calibration["ece_10_width"]?.number))
    #expect(gate.limit == 0.05)
    #expect(gate.comparison == "less_than")
    #expect(gate.n == expected.n)
  }

  @Test func `demographic parity fails`() throws {
    let (decisions, expected) = try gates()
    let gate = try #require(decisions.gate("demographic-parity"))
    #expect(gate.decision == "fail")
    #expect(near(gate.value, expected.fairness["sex"]?["demographic_parity_difference"]?.number))
  }

  @Test func `equalized odds and the size of the groups pass`() throws {
    let (decisions, expected) = try gates()
    let odds = try #require(decisions.gate("equalized-odds"))
    #expect(odds.decision == "pass")
    #expect(near(odds.value, expected.fairness["sex"]?["equalized_odds_difference"]?.number))
    let size = try #require(decisions.gate("minimum-statistical-power"))
    #expect(size.decision == "pass")
    #expect(size.value == expected.fairness["sex"]?["min_group_size"]?.number)
  }

  @Test func `the policy is in the pack as it was written`() throws {
    let pack = try BuiltPacks.creditModel.get()
    #expect(
      try pack.member("policies/01-firm_credit_baseline.yaml")
        == Checkout.bytes("fixtures/credit-model-2025q4/firm_credit_baseline.yaml"))
  }
}
