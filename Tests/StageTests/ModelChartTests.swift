import AuditModel
import Diagnostics
import DocumentModel
import Measurement
import Rows
import Testing

/// What the charts of a model audit draw, from the export to the coordinates, against values worked out by hand.
@Suite("Charts of a model audit") struct ModelChartTests {
  /// The figures of a section over predictions, and over inputs and attributions where they are given.
  private func figures(
    _ section: String, _ predictions: String, _ model: ModelDefinition = ModelFigures.definition(),
    features: [String] = [], attributions: String? = nil, decisions: [GateDecision] = []
  ) async throws -> [Figure] {
    let (_, table) = try await ModelFigures.table(predictions, kind: "predictions", model)
    var inputs: Table?
    for (position, text) in features.enumerated() {
      let kind = model.widening(try #require(DatasetKinds.named("features")))
      let own = try await IngestionTests.read([text], IngestionTests.source(kind, format: .csv), position: position).1
      if inputs == nil { inputs = own } else { inputs?.append(own) }
    }
    var reasons: Table?
    if let attributions { reasons = try await ModelFigures.table(attributions, kind: "attributions", model).1 }
    let result = try await ModelMeasurement(model, origin: "predictions").run(
      ModelMeasurement.Tables(
        predictions: table, features: inputs, attributions: reasons, current: features.isEmpty ? nil : 0,
        reference: features.count > 1 ? 1 : nil), jobs: 1, place: { Location(file: "", line: $0.line) })
    let base = try await ReportSample.facts([DocumentDefinition(name: "D", sections: [section], formats: [.html])])
    let facts = Facts(
      definition: base.definition, policies: [], decisions: decisions, controls: [], criteria: [],
      metrics: result.metrics, reconciliation: [], findings: [], tables: [:], model: result.audit)
    return try #require(try ReportSample.documents(facts).first).blocks.compactMap {
      if case .figure(let figure) = $0 { figure } else { nil }
    }
  }

  private func isNear(_ one: Double, _ other: Double) -> Bool { abs(one - other) <= 0.011 }

  private func near(_ points: [Drawing.Point], _ expected: [(Double, Double)]) -> Bool {
    points.count == expected.count && zip(points, expected).allSatisfy { isNear($0.x, $1.0) && isNear($0.y, $1.1) }
  }

  private func rectangles(_ drawing: Drawing) -> [(
    x: Double, y: Double, width: Double, height: Double, ink: Drawing.Ink
  )] {
    drawing.marks.compactMap {
      if case .rectangle(let x, let y, let width, let height, let ink) = $0 { (x, y, width, height, ink) } else { nil }
    }
  }

  private func circles(_ drawing: Drawing) -> [Drawing.Point] {
    drawing.marks.compactMap { if case .circle(let center, _, _) = $0 { center } else { nil } }
  }

  private func words(_ drawing: Drawing) -> [String] {
    drawing.marks.compactMap { if case .text(let words, _, _, _, _) = $0 { words } else { nil } }
  }

  /// By falling score: favourable, not, two tied of either class, not. The square from 0 to 1 is 220 wide, at (40, 18).
  @Test func `the ROC curve goes through the rates at each threshold, ties in one step`() async throws {
    let text = "id,y_true,y_score\na,1,0.9\nb,0,0.8\nc,1,0.7\nd,0,0.7\ne,0,0.1\nf,1,0.05\n"
    let figure = try #require(try await figures("model_performance", text).first)
    let rates: [(x: Double, y: Double)] = [
      (0, 0), (0, 1 / 3.0), (1 / 3.0, 1 / 3.0), (2 / 3.0, 2 / 3.0), (1, 2 / 3.0), (1, 1),
    ]
    let drawn = figure.drawing.marks.compactMap { if case .polyline(let points, _, _) = $0 { points } else { nil } }
    #expect(drawn.count == 1)
    #expect(near(drawn.first ?? [], rates.map { (40 + 220 * $0.x, 18 + 220 * (1 - $0.y)) }))
    // Pairs in order: 3 of a, 1.5 of c (one is tied), none of f: 4.5 of 9.
    #expect(figure.title == "Area under the ROC curve: 0.5000")
  }

  /// Ten cases at 0.15 of which none is favourable, one at 0.85 that is; Wilson's ends as statsmodels has them.
  @Test func `the reliability curve has each bin's rate, its interval and its count`() async throws {
    let rows = (0..<10).map { "n\($0),0,0.15" } + ["p,1,0.85"]
    let figure = try #require(
      try await figures("model_calibration", "id,y_true,y_score\n" + rows.joined(separator: "\n") + "\n").first)
    func x(_ rate: Double) -> Double { 40 + 220 * rate }
    func y(_ rate: Double) -> Double { 18 + 220 * (1 - rate) }
    #expect(near(circles(figure.drawing), [(x(0.15), y(0)), (x(0.85), y(1))]))
    let intervals = figure.drawing.marks.compactMap { mark -> (Double, Double, Double)? in
      guard case .line(let from, let to, .accent, _, _) = mark, from.x == to.x else { return nil }
      return (from.x, from.y, to.y)
    }
    #expect(intervals.count == 2)
    for (line, ends) in zip(intervals, [(0.15, 0.0, 0.27753279986288926), (0.85, 0.2065493143772374, 1.0)]) {
      #expect(isNear(line.0, x(ends.0)) && isNear(line.1, y(ends.1)) && isNear(line.2, y(ends.2)))
    }
    let bars = rectangles(figure.drawing)
    #expect(bars.map(\.width) == [90, 9])
    #expect(words(figure.drawing).filter { ["10", "1"].contains($0) } == ["10", "1"])
  }

  /// The tallest share, all of m in the last tenth, is 32 high; a tenth is 35.2 wide, from 110 on.
  @Test func `score distributions are shares of each group, and 1 lies in the last tenth`() async throws {
    let text = "id,y_true,y_score,sex\na,1,0.05,f\nb,0,0.05,f\nc,1,0.15,f\nd,0,1,f\ne,1,0.95,m\n"
    let figure = try #require(
      try await figures("group_fairness", text, ModelFigures.definition(protected: ["sex"])).last)
    // The mean of 0.05, 0.05, 0.15 and 1, and the one score of m.
    #expect(figure.title == "Mean scores by sex: 0.313 (f) to 0.950 (m)")
    let bars = rectangles(figure.drawing)
    #expect(bars.map(\.height) == [16, 8, 8, 32])
    for (bar, tenth) in zip(bars, [0.0, 1, 9, 9]) { #expect(isNear(bar.x, 110 + 35.2 * tenth + 1)) }
    #expect(
      figure.alternative
        == "f: 50%, 25%, 0%, 0%, 0%, 0%, 0%, 0%, 0%, 25%; m: 0%, 0%, 0%, 0%, 0%, 0%, 0%, 0%, 0%, 100% in the tenths from 0 to 1."
    )
  }

  /// None of ten f and all of ten m are selected; beside a rate of 1 four fifths are 0.8 and a limit of 0.1 is 0.9.
  @Test func `group rates stand at their values with their intervals and limits`() async throws {
    let rows = (0..<20).map { "c\($0),\($0 % 2),\($0 < 10 ? "0.1,f" : "0.9,m")" }
    let gate = Gate(
      id: "parity", name: "Parity", kind: "metric", policy: "p", clause: nil, controls: [], severity: .error,
      rationale: nil, owner: nil, applies: .init())
    let metric = Metric(
      name: "demographic_parity_difference", value: 1, labels: [.init(name: "attribute", value: "sex")], origin: "p")
    let decision = GateDecision(
      gate: gate, decision: .fail, reason: "",
      measured: MeasuredAgainst(metric: metric, name: metric.name, comparison: .lessThan, limits: [0.1]))
    let drawn = try await figures(
      "group_fairness", "id,y_true,y_score,sex\n" + rows.joined(separator: "\n") + "\n",
      ModelFigures.definition(protected: ["sex"]), decisions: [decision])
    let drawing = try #require(drawn.first { $0.title == "Selection rates by sex: 0.000 (f) to 1.000 (m)" }).drawing
    var ticks: [Double] = []
    var intervals: [(Double, Double)] = []
    var limits: [Double] = []
    for case .line(let from, let to, let ink, _, let dashed) in drawing.marks {
      if dashed { limits.append(from.x) }
      if ink == .axis || ink == .grid { ticks.append(from.x) }
      if ink == .accent, from.y == to.y { intervals.append((from.x, to.x)) }
    }
    let (zero, one) = (try #require(ticks.min()), try #require(ticks.max()))
    func x(_ rate: Double) -> Double { zero + rate * (one - zero) }
    #expect(circles(drawing).map(\.x).elementsEqual([x(0), x(1)], by: isNear))
    for (line, ends) in zip(intervals, [(0.0, 0.27753279986288926), (0.7224672001371106, 1.0)]) {
      #expect(isNear(line.0, x(ends.0)) && isNear(line.1, x(ends.1)))
    }
    #expect(intervals.count == 2)
    #expect(limits.elementsEqual([x(0.8), x(0.9)], by: isNear))
    #expect(words(drawing).contains("dashed: the limit of gate Parity, 0.900"))
  }

  /// Mean absolute contributions: 0.3 of income, 0.1 of term.
  @Test func `importance is the mean absolute contribution, the largest first`() async throws {
    let figure = try #require(
      try await figures(
        "explanations", "id,y_true,y_score\na,1,0.9\nb,0,0.1\n",
        attributions: "id,feature,contribution\na,term,0.1\na,income,-0.4\nb,term,-0.1\nb,income,0.2\n"
      ).first)
    let bars = rectangles(figure.drawing)
    #expect(figure.alternative == "income 0.3000; term 0.1000.")
    #expect(bars.count == 2)
    #expect(abs(bars[0].width - 3 * bars[1].width) < 0.05)
  }

  /// Shares of 0.5 and 0.5 that became 0.8 and 0.2: (0.3) ln 1.6 + (−0.3) ln 0.4 = 0.41589; and one that stayed.
  @Test func `drift is the stability index of each input, and what is beyond 0.1 is marked`() async throws {
    func inputs(_ kinds: String, _ tenure: String) -> String {
      "id,kind,tenure\n" + zip(kinds, tenure).enumerated().map { "c\($0),\($1.0),\($1.1)\n" }.joined()
    }
    let model = ModelFigures.definition(
      inputs: .init(current: "now", reference: "then", numeric: [], categorical: ["kind", "tenure"], neighbours: 1))
    let predictions = "id,y_true,y_score\n" + (0..<10).map { "c\($0),\($0 % 2),0.\($0)5\n" }.joined()
    let figure = try #require(
      try await figures(
        "model_stability", predictions, model,
        features: [inputs("aaaaaaaabb", "xxxxxyyyyy"), inputs("aaaaabbbbb", "yyyyyxxxxx")]
      ).first)
    let bars = rectangles(figure.drawing)
    #expect(bars.map(\.ink) == [.bad, .accent])
    #expect(bars.last?.width == 0)
    #expect(words(figure.drawing).contains("✗ 0.4159"))
    #expect(figure.alternative == "kind 0.4159; tenure 0.0000. 0.1: look closer: broken by kind.")
  }
}
