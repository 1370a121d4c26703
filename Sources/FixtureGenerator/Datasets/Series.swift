/// What the monitoring system sampled: hourly figures of the services, daily ones of the portfolio and of uptime.
enum Series {
  /// A figure with its quiet range, in the unit's smallest step.
  private struct Metric {
    let name: String
    let unit: String
    let range: ClosedRange<Int>
    let places: Int

    init(_ name: String, _ unit: String, _ range: ClosedRange<Int>, places: Int = 0) {
      self.name = name
      self.unit = unit
      self.range = range
      self.places = places
    }
  }

  /// All of them stay clear of the band near their limits: 1 % errors, 2 s at p95, 80 % connections and disk.
  private static let hourly = [
    Metric("error_rate_5xx_percent", "%", 3...52, places: 2), Metric("response_time_p50_ms", "ms", 80...160),
    Metric("response_time_p95_ms", "ms", 410...980), Metric("response_time_p99_ms", "ms", 1100...2400),
    Metric("database_connections_percent", "%", 180...560, places: 1),
    Metric("disk_usage_percent", "%", 430...560, places: 1), Metric("redis_connected", "1", 1...1),
    Metric("active_sessions", "1", 2...34), Metric("queue_depth_pending_checks", "1", 0...60),
    Metric("audit_log_replication_lag_seconds", "s", 0...4),
  ]
  /// Health checks answered in a day: every 10 s, every 30 s and every 5 s.
  private static let daily = [
    Metric("health_checks_liveness", "1", 8640...8640), Metric("health_checks_api", "1", 2880...2880),
    Metric("health_checks_load_balancer", "1", 17280...17280),
    Metric("uptime_percent", "%", 9996...10000, places: 2),
  ]

  static func spike(_ quarter: Quarter) -> Moment { quarter.workday(2, 28).at(14) }

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    var random = scenario.random("series")
    var rows: [Row] = []
    for metric in hourly {
      let times = quarter.days.flatMap { day in (0..<24).map { day.at($0) } }
      rows += sampled(metric, at: times, quarter, &random)
    }
    for metric in daily { rows += sampled(metric, at: quarter.days.map { $0.at(23, 59) }, quarter, &random) }
    rows += Compliance.samples(scenario).map {
      row($0.measure.name, $0.time, decimal($0.value, places: 2), "%", quarter)
    }
    for month in 1...3 {
      let last = month == 3 ? quarter.lastDay : quarter.day(month + 1, 1).adding(-1)
      rows.append(row("mttr_minutes", last.at(20), String(30 + 4 * (month % 2)), "min", quarter))
    }
    rows.append(row("uptime_percent", quarter.start.adding(-1).at(23, 59), "99.99", "%", quarter))
    if scenario.plants(.errorRateCritical) { spike(&rows, scenario, to: &fixture) }
    rows.sort { ($0.time?.seconds ?? 0, $0.id) < ($1.time?.seconds ?? 0, $1.id) }
    var file = ExportFile.csv("exports/series.csv.gz", rows)
    file.entries.insert(
      Entry(malformed: quarter.day(2, 4).at(11).text + ",active_sessions,,1", "the required value is empty"), at: 4000)
    file.entries.insert(
      Entry(malformed: quarter.day(3, 3).at(8).text + ",active_sessions", "the row has 2 fields, the header has 4"),
      at: 9000)
    fixture.add(Source("series", [file]))
  }

  private static func sampled(
    _ metric: Metric, at times: [Moment], _ quarter: Quarter, _ random: inout SplitMix64
  ) -> [Row] {
    var rises = 0
    var last: Int?
    return times.map { time in
      var value = random.int(metric.range)
      // Never three rises running: that is what a trend alert looks for.
      if let previous = last, value > previous, rises == 2 { value = previous }
      rises = last.map { value > $0 ? rises + 1 : 0 } ?? 0
      last = value
      return row(metric.name, time, decimal(value, places: metric.places), metric.unit, quarter)
    }
  }

  private static func row(_ name: String, _ time: Moment, _ value: String, _ unit: String, _ quarter: Quarter) -> Row {
    .occurring(
      name, at: time, in: quarter,
      [("at", .time(time)), ("name", .string(name)), ("value", .decimal(value)), ("unit", .string(unit))])
  }

  private static func spike(_ rows: inout [Row], _ scenario: Scenario, to fixture: inout Fixture) {
    let time = spike(scenario.quarter)
    // The hour before is quiet, so that the spike does not end a run of rises as well.
    let before = time.adding(hours: -1)
    rows.removeAll { $0.id == "error_rate_5xx_percent" && ($0.time == time || $0.time == before) }
    rows.append(row("error_rate_5xx_percent", before, "0.03", "%", scenario.quarter))
    rows.append(row("error_rate_5xx_percent", time, "6.20", "%", scenario.quarter))
    fixture.plant(
      Planting(
        .errorRateCritical, in: "series", at: time.text, report: "error_rate_5xx_percent is 6.20; critical above 5"))
  }
}
