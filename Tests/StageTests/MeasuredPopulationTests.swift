import AuditModel
import Diagnostics
import Measurement
import Rows
import Testing
import YAML

/// The records that stand behind a figure, for the gate whose limit it passes.
@Suite("Records behind a figure") struct MeasuredPopulationTests {
  private static let yaml = """
    measures:
      - {name: peak, records: deployments, measure: peak_rate, by: [deployer], per: PT1M}
      - {name: failed, records: deployments, measure: count, where: 'record.outcome == "failed"'}
      - {name: share, records: deployments, measure: ratio, holds: 'record.outcome == "success"', group_by: environment}
      - {name: slowest, records: deployments, measure: max, value: rollback_minutes}
      - {name: mean, records: deployments, measure: mean, value: rollback_minutes}
    """

  /// Thirty a minute by `burst` at noon, and one an hour by others; every fifth fails and takes ten minutes.
  private static let rows: [[String: String]] = (0..<60).map { index in
    let isBurst = index % 2 == 0
    let time = isBurst ? "12:00:\(10 + index / 2)" : "\(10 + index / 6):30:00"
    return [
      "deployed_at": "2024-02-01T\(time)Z", "id": "D\(index)", "deployer": isBurst ? "burst" : "person\(index)",
      "environment": isBurst ? "production" : "staging", "outcome": index % 5 == 0 ? "failed" : "success",
      "rollback_minutes": index % 5 == 0 ? "10" : "1",
    ]
  }

  private func run() throws -> (run: MeasureRun, metrics: [Metric]) {
    let file = try YAMLFile.parse(Array(Self.yaml.utf8), name: "measures.yaml")
    let collector = DiagnosticCollector()
    var reader = MeasureReader(
      MeasureContext(kinds: DatasetKinds.all, constants: [], functions: [], zones: { _ in nil }), literals: [])
    let measures = reader.read(YAMLMapping(file.root, of: file, what: "file", collector))
    #expect(collector.all.isEmpty)
    let kind = try #require(DatasetKinds.named("deployments"))
    let table = TestRecords(kind: kind, rows: Self.rows).table(seeds: reader.literals)
    let sources = [
      SourceReconciliation(
        name: "deployments", kind: "deployments", files: [], expected: nil, first: nil, last: nil, largestGap: nil,
        rejections: [])
    ]
    let run = MeasureRun(
      measures, tables: ["deployments": table], judged: ["peak", "failed", "share", "slowest", "mean"])
    return (run, run.metrics(sources: sources, events: Pass()))
  }

  private func behind(
    _ name: String, _ comparison: Comparison, _ limit: Double, group: String? = nil
  ) throws -> TestedPopulation? {
    let (run, metrics) = try run()
    let metric = try #require(
      metrics.first { $0.name == name && (group == nil || $0.labels.contains { $0.value == group }) })
    return run.population(
      behind: MeasuredAgainst(metric: metric, name: name, comparison: comparison, limits: [limit]), sources: [],
      events: Pass())
  }

  @Test func `a burst names its key, its window and every record`() throws {
    let tested = try #require(try behind("peak", .lessThanOrEqual, 20))
    #expect(tested.exceptionCount == 30)
    #expect(tested.population == 60)
    #expect(tested.exceptions.map(\.id) == stride(from: 0, to: 60, by: 2).map { "D\($0)" })
    #expect(tested.exceptions.map(\.origin.line) == stride(from: 1, through: 60, by: 2).map { $0 })
    #expect(
      tested.exceptions.allSatisfy {
        $0.why == "one of 30 records of deployer burst in the 60 s from 2024-02-01T12:00:00Z"
      }
    )
    #expect(tested.fields == ["deployed_at", "deployer"])
  }

  @Test func `a count names what was counted, and nothing where it is too low`() throws {
    #expect(try behind("failed", .lessThan, 5)?.exceptions.map(\.id) == stride(from: 0, to: 60, by: 5).map { "D\($0)" })
    #expect(try behind("failed", .greaterThan, 50) == nil)
  }

  @Test func `a ratio names the records on its wrong side, of its own group`() throws {
    let low = try #require(try behind("share", .greaterThan, 0.99, group: "production"))
    #expect(low.exceptions.map(\.id) == ["D0", "D10", "D20", "D30", "D40", "D50"])
    #expect(low.population == 30)
    #expect(low.exceptionCount == 6)
    let high = try #require(try behind("share", .lessThan, 0.5, group: "staging"))
    #expect(high.exceptionCount == 24)
  }

  @Test func `an extreme names every record beyond the limit, a mean none`() throws {
    let slow = try #require(try behind("slowest", .lessThanOrEqual, 5))
    #expect(slow.exceptions.map(\.why).first == "10 is not at most 5")
    #expect(slow.exceptionCount == 12)
    #expect(try behind("mean", .lessThan, 1) == nil)
  }
}
