import AuditModel
import Measurement
import Testing

/// Ten cases with ties, scores of 0 and 1, and scores on the edges of bins; scikit-learn 1.9, SciPy 1.17 and statsmodels
/// 0.15 say what is expected of them and of the distributions.
@Suite("Model statistics")
struct ModelStatisticsTests {
  static let cases = cases(
    [0, 0, 1, 0, 1, 0, 1, 1, 0, 1], [0, 0.1, 0.1, 0.3, 0.5, 0.5, 0.9, 1, 1, 0.7])

  static func cases(_ outcomes: [Int], _ scores: [Double]) -> Cases {
    Cases(outcomes: outcomes.map { $0 == 1 }, scores: scores, decisions: scores.map { $0 >= 0.5 })
  }

  static func isClose(_ value: Double?, _ expected: Double, _ tolerance: Double = 1e-9) -> Bool {
    value.map { abs($0 - expected) <= tolerance } ?? false
  }

  @Test func `ranking figures count ties as half`() {
    let ranking = Ranking(ScoreOrder(Self.cases))
    #expect(ranking.area == 0.7)
    #expect(Self.isClose(ranking.areaError, 0.18973665961010278))
    #expect(Self.isClose(ranking.separation, 0.4))
    #expect(Self.isClose(ranking.averagePrecision, 0.6277777777777778))
  }

  @Test func `a confusion gives the coefficients`() {
    var confusion = Confusion()
    for (outcome, decision) in zip(Self.cases.outcomes, Self.cases.decisions) {
      confusion.add(outcome: outcome, decision: decision)
    }
    #expect(confusion == Confusion(truePositive: 4, falsePositive: 2, falseNegative: 1, trueNegative: 3))
    #expect(Self.isClose(confusion.matthews, 0.408248290463863))
    #expect(Self.isClose(confusion.kappa, 0.4))
    #expect(Self.isClose(confusion.f1, 0.7272727272727273))
    #expect(Self.isClose(confusion.balancedAccuracy, 0.7))
  }

  @Test func `certain mistakes cost much and not infinitely`() throws {
    let scores = try #require(ProbabilityScores(Self.cases))
    #expect(Self.isClose(scores.brier, 0.251))
    #expect(Self.isClose(scores.logLoss, 4.0656603762424215))
  }

  @Test func `scores on edges lie in the upper bin of equal width, and 1 in the last`() {
    let calibration = Calibration(ScoreOrder(Self.cases))
    #expect(calibration.width.map(\.count) == [1, 2, 0, 1, 0, 2, 0, 1, 0, 3])
    #expect(calibration.width.map(\.positives) == [0, 1, 0, 0, 0, 1, 0, 1, 0, 2])
    // By hand: (1·0 + 2·0.4 + 1·0.3 + 2·0 + 1·0.3 + 3·0.3) / 10.
    #expect(Self.isClose(Calibration.expected(calibration.width), 0.23))
    #expect(Self.isClose(Calibration.maximum(calibration.width), 0.4))
    #expect(calibration.quantile.map(\.count).reduce(0, +) == 10)
  }

  @Test func `the calibration line is that of a logistic regression`() throws {
    let clipped = Self.cases.scores.map { min(max($0, 0.05), 0.95) }
    let line = try #require(
      CalibrationLine(Cases(outcomes: Self.cases.outcomes, scores: clipped, decisions: Self.cases.decisions)))
    #expect(Self.isClose(line.intercept, -0.024155721239406958))
    #expect(Self.isClose(line.slope, 0.34930778965446496))
    #expect(Self.isClose(line.interceptError, 0.671321038040183))
    #expect(Self.isClose(line.slopeError, 0.3422933155752611))
  }

  @Test func `classes that a score separates have no calibration line`() {
    #expect(CalibrationLine(Self.cases([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])) == nil)
    #expect(CalibrationLine(Self.cases([1, 1, 1], [0.1, 0.5, 0.8])) == nil)
    #expect(CalibrationLine(Self.cases([0, 1, 1], [0.5, 0.5, 0.5])) == nil)
  }

  @Test(arguments: [
    (0, 10, 0.0, 0.27753279986288926), (10, 10, 0.7224672001371106, 1.0), (1, 1, 0.2065493143772374, 1.0),
    (3, 7, 0.15821985525146964, 0.7495416354723428),
  ])
  func `Wilson's interval reaches the ends exactly`(count: Int, total: Int, low: Double, high: Double) throws {
    let interval = try #require(Rate(count, of: total).wilson)
    #expect(Self.isClose(interval.low, low, 1e-12))
    #expect(Self.isClose(interval.high, high, 1e-12))
  }

  @Test func `a rate without a denominator is undefined`() {
    #expect(Rate(0, of: 0).value == nil)
    #expect(Rate(0, of: 0).wilson == nil)
    #expect(Rate.newcombe(Rate(1, of: 2), Rate(0, of: 0)) == nil)
  }

  @Test func `Newcombe's interval agrees with statsmodels`() throws {
    let interval = try #require(Rate.newcombe(Rate(56, of: 70), Rate(48, of: 80)))
    #expect(Self.isClose(interval.low, 0.05243147240236498))
    #expect(Self.isClose(interval.high, 0.33387265403690614))
  }

  @Test(arguments: [
    (3.841458820694124, 1, 0.04999999999999989), (0.6708147297544208, 3, 0.8800461883059925),
    (10, 4, 0.04042768199451279), (7.3, 5, 0.19926778992124214), (60, 12, 2.257348746396286e-08),
  ])
  func `the tail of χ² agrees with SciPy`(x: Double, degrees: Int, tail: Double) {
    #expect(abs(Distributions.chiSquaredTail(x, degrees: degrees) / tail - 1) < 1e-12)
  }

  @Test(arguments: [
    (2.0, 5.0, 0.10193947882985835), (0.5, 298, 0.6174440813038535), (5.1789, 998, 2.6993043658368297e-07),
    (12, 3, 0.0012450158007893362),
  ])
  func `the tails of t agree with SciPy`(t: Double, degrees: Double, tails: Double) {
    #expect(abs(Distributions.studentTails(t, degrees: degrees) / tails - 1) < 1e-11)
  }

  @Test(arguments: [
    (40, 10, 10, 0.41752365281777043), (63, 7, 12, 0.0072636341986187175), (180, 30, 20, 0.20235672077103806),
  ])
  func `the exact Kolmogorov-Smirnov tail agrees with SciPy`(lead: Int, first: Int, second: Int, tail: Double) {
    #expect(Self.isClose(Distributions.kolmogorovSmirnov(lead: lead, first, second), tail, 1e-12))
  }

  @Test func `contingency tables agree with SciPy`() {
    let corrected = ContingencyTable([[10, 20], [30, 5]])
    #expect(Self.isClose(corrected.chiSquared(corrected: true), 16.57848214285714))
    let wide = ContingencyTable([[10, 20, 7], [30, 5, 9]])
    #expect(wide.degrees == 2)
    #expect(Self.isClose(wide.chiSquared(), 18.7853578009828))
    #expect(ContingencyTable([[3, 0], [4, 0]]).cramer == nil)
  }

  @Test func `the power of two shares agrees with statsmodels`() {
    #expect(Self.isClose(Power.ofDifference(0.1, from: 0.7918552036199095, 79, 221), 0.5081758443123452))
    #expect(Power.ofDifference(0.1, from: 0.5, 0, 10) == nil)
  }

  @Test func `the generator gives its authors' numbers`() {
    var generator = Xoshiro256(state: (1, 2, 3, 4))
    #expect((0..<4).map { _ in generator.next() } == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test(arguments: [
    (0.1336273555186437123, 0.133627355519), (-1234567.8912345678, -1234567.89123), (0.99999999999987, 1), (0, 0),
    (2.5e-300, 2.5e-300), (123456789012.4, 123456789012), (6.02214076129876e23, 6.0221407613e23),
  ])
  func `results are rounded to twelve digits`(value: Double, rounded: Double) {
    #expect(SignificantDigits.rounded(value) == rounded)
  }

  @Test func `one class, one case and no case are undefined, and never 0`() {
    for cases in [Self.cases([1, 1], [0.2, 0.9]), Self.cases([0], [0.3]), Self.cases([], [])] {
      let ranking = Ranking(ScoreOrder(cases))
      #expect(ranking.area == nil)
      #expect(ranking.gini == nil)
      #expect(ranking.separation == nil)
      #expect(ranking.areaInterval == nil)
    }
    #expect(Ranking(ScoreOrder(Self.cases([0], [0.3]))).averagePrecision == nil)
    #expect(ProbabilityScores(Self.cases([], [])) == nil)
  }

  @Test func `a stable order puts the highest score first and −0 with 0`() {
    let order = ScoreOrder(Self.cases([0, 1, 0, 1, 1], [-2, 0, 300, 0, 1e-12]))
    #expect(order.positions == [2, 4, 1, 3, 0])
    #expect(order.endsTie == [true, true, false, true, true])
  }

  @Test func `the cheapest threshold weighs both mistakes`() {
    let cases = Self.cases([1, 1, 0, 1, 0, 0], [0.9, 0.8, 0.7, 0.6, 0.4, 0.2])
    let model = ModelFigures.definition(costs: .init(falsePositive: 5, falseNegative: 1))
    let rules = Thresholds.all(ScoreOrder(cases), model, youden: 0.8)
    // By hand: at 0.8 one favourable case is declined (1); at 0.6 one unfavourable one is accepted (5).
    #expect(rules.first { $0.rule == "cost" }?.value == 0.8)
    #expect(rules.first { $0.rule == "cost" }?.cost == 1)
    #expect(rules.first { $0.rule == "prevalence" }?.value == 0.5)
  }
}
