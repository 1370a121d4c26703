import AuditModel
import Diagnostics
import Ingestion
import Measurement
import Rows
import TestSupport
import Testing

@Suite("Recourse")
struct RecourseTests {
  typealias Option = CheapestChange.Option

  /// 5 of need: one level of the first (4 for 1), then a fifth of the second (5 for 5) costs 1 + 1.
  @Test func `the best value is bought first, the last in part`() {
    let options = [Option(gain: 4, cost: 1, levels: 1), Option(gain: 5, cost: 5, levels: nil)]
    #expect(CheapestChange.reaching(5, options) == .cheapest(amounts: [1, 0.2], cost: 2))
  }

  /// The best value for its cost is 6 for 5; but 7 of need are cheapest by 7 for 6 alone, not 6 and 7 for 11.
  @Test func `what cannot be had in part is weighed whole`() {
    let options = [Option(gain: 6, cost: 5, levels: 1), Option(gain: 7, cost: 6, levels: 1)]
    #expect(CheapestChange.reaching(7, options) == .cheapest(amounts: [0, 1], cost: 6))
  }

  @Test func `of equal ways the first is taken, and too little is unreachable`() {
    let options = [Option(gain: 2, cost: 1, levels: 1), Option(gain: 2, cost: 1, levels: 1)]
    #expect(CheapestChange.reaching(2, options) == .cheapest(amounts: [1, 0], cost: 1))
    #expect(CheapestChange.reaching(5, options) == .unreachable)
  }

  /// Every combination of levels, tried one by one.
  @Test(arguments: 1...40)
  func `no combination of levels is cheaper`(seed: UInt64) {
    var generator = Xoshiro256(seed: seed)
    let options = (0..<4).map { _ in
      Option(
        gain: Double(1 + generator.below(9)), cost: Double(1 + generator.below(9)), levels: 1 + generator.below(4))
    }
    let need = Double(1 + generator.below(40))
    var least: Double?
    for code in 0..<625 {
      let levels = [code % 5, code / 5 % 5, code / 25 % 5, code / 125].map(Double.init)
      guard zip(levels, options).allSatisfy({ $0 <= Double($1.levels ?? 0) }) else { continue }
      let gain = zip(levels, options).reduce(0) { $0 + $1.0 * $1.1.gain }
      let cost = zip(levels, options).reduce(0) { $0 + $1.0 * $1.1.cost }
      if gain >= need { least = min(least ?? cost, cost) }
    }
    switch CheapestChange.reaching(need, options) {
    case .cheapest(let amounts, let cost):
      #expect(cost == least)
      #expect(zip(amounts, options).reduce(0) { $0 + $1.0 * $1.1.gain } >= need)
    case .unreachable: #expect(least == nil)
    case .givenUp: Issue.record("four options are no search")
    }
  }

  private static let coefficients = """
    feature,category,coefficient,mean,scale
    (intercept),,-1,,
    income,,2,10,10
    debt,,-1,0,1
    age,,0.1,0,1
    job,none,0,,
    job,steady,1.5,,

    """
  /// Sums: a −1 + 0 − 2 + 0 + 0 = −3; b −1 + 4 − 0 + 0 + 0 = 3.
  private static let features = """
    id,income,debt,age,job
    a,10,2,0,none
    b,30,0,0,none

    """

  private func recourse(
    _ rules: RecourseRules, scores: [Double] = [-3, 3], categorical: [String] = ["job"]
  ) async throws -> ModelMeasurement.Result {
    let inputs = ModelDefinition.Inputs(
      current: "f", reference: nil, numeric: ["income", "debt", "age"], categorical: categorical, neighbours: 1)
    let model = ModelFigures.definition(inputs: inputs, threshold: 0, recourse: rules)
    let (_, predictions) = try await ModelFigures.table(
      "id,y_true,y_score\na,0,\(scores[0])\nb,1,\(scores[1])\n", kind: "predictions", model)
    let (_, features) = try await ModelFigures.table(Self.features, kind: "features", model)
    let (_, coefficients) = try await ModelFigures.table(Self.coefficients, kind: "coefficients", model)
    return try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(
        predictions: predictions, features: features, attributions: nil, coefficients: coefficients, current: 0,
        reference: nil), jobs: 1, place: { Location(file: "", line: $0.line) })
  }

  /// Case a lacks 3. Its debt of 2 gains 2 for 1 (its range is 2), its income 0.2 a unit for 1/20: 4 for the whole range, at
  /// 4 for 1 the best value; so 15 of income, up to 25, for 0.75.
  @Test func `the cheapest number is changed as far as it must`() async throws {
    let result = try await recourse(RecourseRules(coefficients: "c", link: .identity))
    let found = try #require(result.audit.recourse)
    #expect(found.largestDifference == 0)
    #expect(found.cases.map(\.id) == ["a"])
    guard case .found(let changes, let cost, let score) = try #require(found.cases.first).outcome else {
      Issue.record("nothing was found")
      return
    }
    #expect(changes.map(\.feature) == ["income"])
    #expect(changes.first?.from == "10")
    #expect(abs((changes.first.flatMap { Double($0.to) } ?? 0) - 25) < 1e-7)
    #expect(abs(cost - 0.75) < 1e-7)
    #expect(score >= 0)
    #expect(result.metrics.find("recourse_rate")?.value == 1)
  }

  /// Income fixed and debt bounded at 1 (1 for 0.5): a job (1.5 for 1) gives 2.5 in all, so nothing reaches 3.
  @Test func `what cannot change is left, and bounds hold`() async throws {
    let bounded = RecourseRules(
      coefficients: "c", link: .identity, immutable: ["income"], bounds: [.init(feature: "debt", low: 1, high: 2)])
    let none = try await recourse(bounded).audit.recourse?.cases.first?.outcome
    #expect(none == Recourse.Outcome.none("no change that the rules allow reaches the threshold"))
    // Without the bound both are needed: 1.5 for 1, and 1.5 of debt for 0.75.
    let free = RecourseRules(coefficients: "c", link: .identity, immutable: ["income"])
    guard case .found(let changes, let cost, _) = try await recourse(free).audit.recourse?.cases.first?.outcome else {
      Issue.record("nothing was found")
      return
    }
    #expect(changes.map(\.feature) == ["debt", "job"])
    #expect(changes.last == Recourse.Change(feature: "job", from: "none", to: "steady"))
    #expect(abs(cost - 1.75) < 1e-7)
  }

  /// An income that can only fall is no help; one in steps of 4 rises by 16, the first multiple that reaches 15.
  @Test func `directions and steps hold`() async throws {
    let falling = RecourseRules(
      coefficients: "c", link: .identity, immutable: ["debt", "job"], decreasing: ["income"])
    #expect(try await recourse(falling).audit.recourse?.found == 0)
    let stepped = RecourseRules(
      coefficients: "c", link: .identity, immutable: ["debt", "job"], increasing: ["income"],
      steps: [.init(feature: "income", value: 4)])
    guard
      case .found(let changes, let cost, let score) = try await recourse(stepped).audit.recourse?.cases.first?.outcome
    else {
      Issue.record("nothing was found")
      return
    }
    #expect(changes == [Recourse.Change(feature: "income", from: "10", to: "26")])
    #expect(abs(cost - 0.8) < 1e-12)
    #expect(abs(score - 0.2) < 1e-12)
  }

  @Test func `coefficients that do not give the exported scores are told, and nothing is made of them`() async throws {
    let result = try await recourse(RecourseRules(coefficients: "c", link: .identity), scores: [-3, 4])
    #expect(result.audit.recourse?.refusal == "the coefficients do not give the exported scores")
    #expect(result.findings.map(\.code).contains("recourse_not_assessed"))
    #expect(result.metrics.find("recourse_rate") == nil)
  }

  @Test func `a feature that is not exported is told`() async throws {
    let result = try await recourse(RecourseRules(coefficients: "c", link: .identity), categorical: [])
    #expect(result.audit.recourse?.refusal == "the model's features do not name job, which have coefficients")
  }
}
