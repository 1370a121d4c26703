import PolicyEvaluation
import Testing

@Suite("Deviation limits of samples") struct SampleLimitTests {
  /// By scipy.stats.beta.ppf(0.95, deviations + 1, size - deviations).
  @Test(arguments: [
    (0, 25, 0.1129281450068432), (1, 25, 0.176120710604518), (3, 60, 0.12418721047743608),
    (700, 1000, 0.7238772288409887), (2500, 5000, 0.5117286740409437), (1, 100_000, 4.743775717386053e-05),
  ])
  func `the upper limit is that of Clopper and Pearson, for samples of any size`(
    deviations: Int, size: Int, expected: Double
  ) {
    #expect(abs(SampleDraw.upperLimit(deviations: deviations, of: size) - expected) < 1e-11)
  }

  @Test func `a sample of deviations alone, or of nothing, limits nothing`() {
    #expect(SampleDraw.upperLimit(deviations: 5, of: 5) == 1)
    #expect(SampleDraw.upperLimit(deviations: 0, of: 0) == 1)
  }
}
