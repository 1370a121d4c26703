import AuditModel
import Foundation
import Measurement
import TestSupport
import Testing

/// What outside libraries computed from sets of predictions with something to stumble over.
@Suite("Model figures of other libraries")
struct ModelLibraryTests {
  private struct Expected: Decodable {
    let threshold: Double
    let seed: UInt64
    let draws: Int
    let metrics: [Figure]
  }

  private struct Figure: Decodable {
    let name: String
    let labels: [[String]]
    let value: Double?
    let interval: [Double]?
  }

  static let sets = [
    "two-cases", "one-score", "all-favourable", "separated", "scores-on-edges", "hundredths-and-ties", "extreme-scores",
    "scores-near-0-and-1", "continuous",
  ]

  @Test(arguments: sets)
  func `every figure and interval agrees to 1e-9`(set: String) async throws {
    let all = try JSONDecoder().decode(
      [String: Expected].self, from: Data(try Checkout.bytes("fixtures/model-figures/expected.json")))
    let expected = try #require(all[set])
    let text = String(decoding: try Checkout.bytes("fixtures/model-figures/\(set).csv"), as: UTF8.self)
    let model = ModelFigures.definition(
      protected: ["a", "b"], intersections: [["a", "b"]], seed: expected.seed, bootstrap: expected.draws,
      threshold: expected.threshold)
    let metrics = try await ModelFigures.measure(text, model).metrics
    #expect(expected.metrics.count > 40)
    for figure in expected.metrics {
      let found = metrics.find(figure.name, figure.labels.map { ($0[0], $0[1]) })
      #expect(isNear(found?.value, figure.value), "\(figure.name) \(figure.labels)")
      guard let interval = figure.interval else { continue }
      #expect(
        isNear(found?.interval?.low, interval[0]) && isNear(found?.interval?.high, interval[1]),
        "interval of \(figure.name) \(figure.labels)")
    }
  }

  private func isNear(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-9 * max(1, abs(other))
  }
}
