import AuditModel
import CEL
import Diagnostics
import Measurement
import Rows
import Testing
import YAML

@Suite("Measures") struct MeasureTests {
  @Test func `an exact sum keeps what rounding would lose`() {
    // 1e100 + 1 - 1e100 is 1; ten tenths are 1 when rounded once (Shewchuk's and Python's fsum say the same).
    #expect(sum([1e100, 1, -1e100]) == 1)
    #expect(sum(Array(repeating: 0.1, count: 10)) == 1)
    #expect(sum([1e308, 1e308, -1e308, -1e308, .leastNonzeroMagnitude]) == .leastNonzeroMagnitude)
    #expect(sum([-0.5, -0.25]) == -0.75)
    #expect(sum([]) == 0)
    #expect(sum([0x1p53, 1, 1]) == 0x1p53 + 2)
    #expect(sum([0x1p53, 1]) == 0x1p53)
    #expect(sum([1e308, 1e308]) == .infinity)
  }

  private func sum(_ values: [Double]) -> Double {
    var sum = ExactSum()
    for value in values { sum.add(value) }
    return sum.rounded
  }

  @Test(arguments: [
    // Newcombe 1998, table I, method 3 (score without continuity correction).
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718),
  ]) func `the interval of Wilson is the published one`(hits: Int, trials: Int, low: Double, high: Double) throws {
    let interval = try #require(Proportions.wilson(Int64(hits), of: Int64(trials)))
    #expect(abs(interval.low - low) < 0.00005)
    #expect(abs(interval.high - high) < 0.00005)
  }

  @Test func `percentiles interpolate as numpy does`() {
    // numpy.percentile([1, 2, 4, 8], [0, 25, 50, 90, 100]) is [1, 1.75, 3, 6.800000000000001, 8].
    let expected = [(0.0, 1.0), (25, 1.75), (50, 3), (90, 6.800000000000001), (100, 8)]
    for (percent, value) in expected { #expect(Quantile.percentile(percent, of: [1, 2, 4, 8]) == value) }
    #expect(Quantile.percentile(50, of: []) == nil)
    #expect(Quantile.percentile(95, of: [7]) == 7)
  }

  static let yaml = """
    measures:
      - {name: n, records: deployments, measure: count, where: 'record.environment == "production"'}
      - {name: total, records: deployments, measure: sum, value: rollback_minutes}
      - {name: mean, records: deployments, measure: mean, value: rollback_minutes, group_by: [environment, outcome]}
      - {name: low, records: deployments, measure: min, value: rollback_minutes}
      - {name: high, records: deployments, measure: max, value: 'record.rollback_minutes * 2.0', where: 'record.rollback_minutes != null'}
      - {name: failed, records: deployments, measure: ratio, holds: 'record.outcome == "failed"', group_by: environment}
      - {name: people, records: deployments, measure: unique, value: deployer}
      - {name: p95, records: deployments, measure: percentile, percentile: 95, value: rollback_minutes}
      - {name: peak, records: deployments, measure: peak_rate, by: [deployer], per: PT1H}
      - {name: peak of all, records: deployments, measure: peak_rate, per: PT10M, group_by: outcome}
      - {name: took, records: deployments, measure: duration, from: deployed_at, to: ended_at, group_by: environment}
      - {name: took 95, records: deployments, measure: duration, percentile: 95, from: deployed_at, to: ended_at}
      - {name: longest, records: deployments, measure: max, value: 'record.ended_at - record.deployed_at', where: 'record.ended_at != null'}
      - {name: hours, records: deployments, measure: sum, value: 'record.rollback_minutes / 60.0', where: 'record.rollback_minutes != null', group_by: ['record.deployer + record.outcome']}
      - {name: teams, records: deployments, measure: unique, value: 'record.deployer.substring(0, 7)', group_by: [environment]}
      - {name: wrong, records: deployments, measure: mean, value: 'double(record.version)', group_by: outcome}
      - {name: astray, records: deployments, measure: count, group_by: ['string(int(record.version))']}
    """

  /// Deployments with the time at which each ended, for lengths of time.
  static let kind = DatasetKind(
    "deployments", .occurs(at: "deployed_at"),
    (DatasetKinds.named("deployments")?.schema.fields ?? []) + [Field("ended_at", .timestamp)])

  /// 1,500 records whose figures are computed here by other means.
  static let rows: [[String: String]] = (0..<1500).map { index in
    var row = [
      "deployed_at": Instant(microseconds: (1_704_067_200 + Int64(index * index % 90_000) * 60) * 1_000_000)
        .description,
      "id": "D\(index)", "deployer": "person\(index % 17)", "environment": index % 3 == 0 ? "production" : "staging",
      "outcome": index % 5 == 0 ? "failed" : "success",
    ]
    if index % 4 != 3 {
      let ended = 1_704_067_200 + Int64(index * index % 90_000) * 60 + Int64(index % 613)
      row["ended_at"] = Instant(microseconds: ended * 1_000_000).description
    }
    row["version"] = index % 250 == 77 ? "v\(index)" : "\(index % 7)"
    if index % 2 == 0 { row["rollback_minutes"] = "\(Double(index % 101) * 0.1)" }
    return row
  }

  private func measures() throws -> (measures: [Measure], literals: [String]) {
    let file = try YAMLFile.parse(Array(Self.yaml.utf8), name: "measures.yaml")
    let collector = DiagnosticCollector()
    var reader = MeasureReader(
      MeasureContext(kinds: [Self.kind], constants: [], functions: [], zones: { _ in nil }), literals: [])
    let measures = reader.read(YAMLMapping(file.root, of: file, what: "file", collector))
    #expect(collector.all.isEmpty, "\(collector.all)")
    return (measures, reader.literals)
  }

  private func metrics(_ sizes: () -> Int) throws -> [Metric] {
    let (measures, literals) = try measures()
    let kind = Self.kind
    var folds = measures.map { MeasureFold($0) }
    var rest = Self.rows[...]
    while !rest.isEmpty {
      let size = min(max(1, sizes()), rest.count, Batch.capacity)
      let records = TestRecords(kind: kind, rows: Array(rest.prefix(size)))
      let offset = rest.startIndex
      rest = rest.dropFirst(size)
      for chunk in records.chunks(of: size, seeds: literals, after: offset) {
        for index in folds.indices {
          var part = MeasureFold(measures[index])
          part.absorb(chunk.batch, chunk.symbols)
          part.close(chunk.symbols)
          folds[index].merge(part)
        }
      }
    }
    return folds.flatMap { $0.metrics() }
  }

  @Test func `figures are those of a plain computation`() throws {
    let metrics = try metrics { 512 }
    func value(_ name: String) -> Double? { metrics.first { $0.name == name }?.value }
    let minutes = Self.rows.compactMap { $0["rollback_minutes"].flatMap(Double.init) }.sorted()
    #expect(value("n") == 500)
    #expect(value("people") == 17)
    #expect(value("low") == minutes.first)
    #expect(value("high") == minutes.last.map { $0 * 2 })
    #expect(metrics.filter { $0.name == "mean" }.count == 4)
    let failed = metrics.filter { $0.name == "failed" }
    #expect(failed.map { $0.labels.map(\.value) } == [["production"], ["staging"]])
    #expect(failed.map(\.sampleSize) == [500, 1000])
    #expect(failed.allSatisfy { $0.interval?.method == "wilson" })
    var peak: [String: Int] = [:]
    for row in Self.rows { peak["\(row["deployer"] ?? "") \((row["deployed_at"] ?? "").prefix(13))", default: 0] += 1 }
    #expect(value("peak") == peak.values.max().map(Double.init))
    #expect(value("p95") == Quantile.percentile(95, of: minutes))
    let lengths = (0..<1500).filter { $0 % 4 != 3 }.map { Double($0 % 613) }.sorted()
    #expect(value("took 95") == Quantile.percentile(95, of: lengths))
    #expect(value("longest") == 612)
    #expect(metrics.filter { $0.name == "took" }.map(\.unit) == ["s", "s"])
    #expect(metrics.filter { $0.name == "hours" }.count == 34)
    #expect(metrics.filter { $0.name == "teams" }.map(\.value) == [10, 10])
    // Six records have a version that is no number; that of one group of records is not known, so no group has a count.
    #expect(metrics.filter { $0.name == "wrong" }.allSatisfy { $0.value == nil } == false)
    #expect(metrics.filter { $0.name == "astray" }.count == 7)
    #expect(metrics.filter { $0.name == "astray" }.allSatisfy { $0.undefined?.hasPrefix("6 records") == true })
  }

  @Test(arguments: 0..<20) func `figures do not depend on where the chunks are cut`(seed: UInt64) throws {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let whole = try metrics { 512 }
    let cut = try metrics {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % 97
    }
    #expect(whole == cut)
  }

  @Test func `a ratio in per cent is scaled with its interval, and counts in nothing else`() throws {
    func read(_ unit: String) throws -> (measures: [Measure], problems: [Diagnostic], literals: [String]) {
      let text =
        "measures:\n  - {name: r, records: deployments, measure: ratio, holds: record.outcome == 'failed', unit: '\(unit)'}\n"
      let file = try YAMLFile.parse(Array(text.utf8), name: "m.yaml")
      let collector = DiagnosticCollector()
      var reader = MeasureReader(
        MeasureContext(kinds: DatasetKinds.all, constants: [], functions: [], zones: { _ in nil }), literals: [])
      let measures = reader.read(YAMLMapping(file.root, of: file, what: "file", collector))
      return (measures, collector.all, reader.literals)
    }
    let percent = try read("%")
    let measure = try #require(percent.measures.first)
    let kind = try #require(DatasetKinds.named("deployments"))
    // Newcombe 1998: 15 of 148 is 10.135 %, with an interval of 6.24 % to 16.05 %.
    let rows = (0..<148).map { ["id": "\($0)", "outcome": $0 < 15 ? "failed" : "success"] }
    var fold = MeasureFold(measure)
    for chunk in TestRecords(kind: kind, rows: rows).chunks(of: 512, seeds: percent.literals) {
      fold.absorb(chunk.batch, chunk.symbols)
      fold.close(chunk.symbols)
    }
    let metric = try #require(fold.metrics().first)
    #expect(metric.value == 1500.0 / 148)
    #expect(metric.unit == "%")
    #expect(abs((metric.interval?.low ?? 0) - 6.24) < 0.005)
    #expect(abs((metric.interval?.high ?? 0) - 16.05) < 0.005)
    #expect(try read("days").problems.map(\.message) == ["a ratio counts in '1' or in '%', not in 'days'"])
  }

  @Test func `a misspelt field is located and suggested`() throws {
    let text = "measures:\n  - {name: n, records: deployments, measure: count, where: 'record.outcom == \"failed\"'}\n"
    let file = try YAMLFile.parse(Array(text.utf8), name: "m.yaml")
    let collector = DiagnosticCollector()
    var reader = MeasureReader(
      MeasureContext(kinds: DatasetKinds.all, constants: [], functions: [], zones: { _ in nil }), literals: [])
    #expect(reader.read(YAMLMapping(file.root, of: file, what: "file", collector)).isEmpty)
    let problem = try #require(collector.all.first)
    #expect(problem.location?.line == 2)
    #expect(problem.hint?.contains("outcome") == true)
  }
}
