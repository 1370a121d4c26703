/// What the service accounts did, as the paged API answers it: an envelope around an array, one page a month.
enum ServiceLog {
  static func add(_ scenario: Scenario, _ runs: [AuditEvent], to fixture: inout Fixture) {
    var random = scenario.random("service log")
    var events = runs
    let feed = scenario.staff["svc-market-feed"]
    let reports = scenario.staff["svc-reporting"]
    for day in scenario.quarter.days {
      for hour in stride(from: 5, through: 21, by: 4) {
        events.append(
          AuditEvent(
            at: day.at(hour, 2, random.int(0...40)), "data.modified", by: feed, on: ("dataset", "ds_prices"),
            action: "rows_changed",
            [
              ("rows_inserted", .int(0)), ("rows_updated", .int(random.int(300...900))),
              ("source", .string("price_file")),
            ]))
      }
      guard scenario.quarter.isWorkday(day) else { continue }
      events.append(
        AuditEvent(
          at: day.at(7, 15, random.int(0...50)), "workbook.created", by: reports, on: ("workbook", "wb_0900"),
          action: "report_published", [("template", .string("daily_summary")), ("sheets", .int(4))]))
    }
    for month in 1...3 {
      events.append(
        AuditEvent(
          at: scenario.quarter.day(month, 2).at(4), "api_key.generated", by: feed, on: ("api_key", "key_feed\(month)"),
          action: "api_key_rotated", [("scopes", .texts(["prices:write"])), ("expires_in_days", .int(35))]))
    }
    let identified = AuditLog.identified(events, scenario, prefix: "svc")
    let files = (1...3).map { month -> ExportFile in
      let first = scenario.quarter.day(month, 1).at(0)
      let next = month == 3 ? scenario.quarter.end.at(0) : scenario.quarter.day(month + 1, 1).at(0)
      let rows = identified.map(\.row).filter { ($0.time ?? first) >= first && ($0.time ?? next) < next }
      let month = scenario.quarter.monthText(month)
      let before = "{\"object\":\"audit_log.page\",\"month\":\"\(month)\",\"count\":\(rows.count),\"results\":"
      return ExportFile(
        "exports/service-log/service-\(month).json", .array(before: before, after: ",\"has_more\":false}"),
        rows.map(\.asJSON))
    }
    fixture.add(Source("service_log", kind: "events", unique: true, files))
  }
}
