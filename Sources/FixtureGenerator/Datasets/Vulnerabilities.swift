/// What the scanners found and when it was patched. The scanner's export has its own column names.
enum Vulnerabilities {
  private struct Vulnerability {
    let found: Moment
    let component: String
    /// In tenths.
    let score: Int
    let patched: Moment?
    let release: String?
    let source: String
  }

  /// Hours within which a score has to be patched; nil for the next release.
  private static func limit(_ score: Int) -> Int? {
    score >= 90 ? 24 : score >= 70 ? 7 * 24 : score >= 40 ? 30 * 24 : nil
  }

  /// Writes the export and returns the scans that found something, as tool and day.
  static func add(_ scenario: Scenario, _ deployments: Deployments, to fixture: inout Fixture) -> Set<String> {
    var random = scenario.random("vulnerabilities")
    let quarter = scenario.quarter
    var found = [
      vulnerability(quarter.start.adding(-40).at(5, 10), "pillow", 78, after: 51, nil, "pip-audit"),
      vulnerability(quarter.start.adding(-9).at(5, 10), "lxml", 55, after: 15 * 24, nil, "pip-audit"),
    ]
    let late = scenario.plants(.criticalPatchLate) ? 31 : 17
    found.append(vulnerability(quarter.day(1, 22).at(5, 12), "cryptography", 98, after: 11, nil, "pip-audit"))
    found.append(vulnerability(quarter.day(3, 13).at(5, 12), "pyopenssl", 91, after: late, nil, "pip-audit"))
    for (position, component) in components.enumerated() {
      let day = quarter.start.adding(3 + position * 80 / components.count)
      let score = [74, 53, 61, 31, 82, 47, 22][position % 7]
      var hours = random.int(6...((limit(score) ?? 100) * 8 / 10))
      if score == 82, position == 11, scenario.plants(.highPatchLate) { hours = 9 * 24 }
      let release = limit(score) == nil ? deployments.production.first { $0.time > day.at(5, 11) } : nil
      found.append(
        vulnerability(
          day.at(5, 11), component, score, after: hours, release, position % 2 == 0 ? "pip-audit" : "npm audit"))
    }
    found.append(
      Vulnerability(
        found: quarter.lastDay.adding(-9).at(5, 10), component: "jinja2", score: 54, patched: nil, release: nil,
        source: "pip-audit"))
    found.append(vulnerability(quarter.end.at(5, 10), "urllib3", 65, after: 80, nil, "pip-audit"))
    found.sort { ($0.found, $0.component) < ($1.found, $1.component) }
    let rows = found.enumerated().map { row($0.element, "VUL-\(padded($0.offset + 501, 4))", quarter, &fixture) }
    fixture.add(Source("vulnerabilities", [ExportFile.csv("exports/vulnerabilities.csv", rows)]))
    return Set(found.map { "\($0.source) \($0.found.day.text)" })
  }

  private static let components = [
    "requests", "webpack", "sqlalchemy", "postcss", "numpy", "axios", "certifi", "vite", "pyjwt", "lodash", "idna",
    "semver", "starlette", "minimist", "aiohttp", "braces", "werkzeug", "ws", "pandas", "follow-redirects", "uvicorn",
  ]

  private static func vulnerability(
    _ found: Moment, _ component: String, _ score: Int, after hours: Int, _ release: Deployments.Deployment?,
    _ source: String
  ) -> Vulnerability {
    Vulnerability(
      found: found, component: component, score: score,
      patched: release?.time ?? found.adding(minutes: -13, hours: hours), release: release?.version, source: source)
  }

  private static func row(_ found: Vulnerability, _ id: String, _ quarter: Quarter, _ fixture: inout Fixture) -> Row {
    if let limit = limit(found.score), let patched = found.patched, patched - found.found > limit * 3600 {
      let hours = (patched - found.found) * 10 / 3600
      fixture.plant(
        Planting(
          found.score >= 90 ? .criticalPatchLate : .highPatchLate, in: "vulnerabilities", ids: [id],
          report:
            "score \(decimal(found.score, places: 1)) patched after \(decimal(hours, places: 1)) h; the limit is \(limit) h"
        ))
    }
    if found.patched == nil {
      fixture.excuse(
        "vulnerabilities", ids: [id], why: "not patched yet, and its 30 days are not over at the as-of date")
    }
    let testing = found.score >= 90 ? "smoke" : found.score >= 40 ? "full_regression" : "standard_qa"
    return .open(
      id, from: found.found, to: found.patched, in: quarter,
      [
        ("finding", .string(id)), ("detected", .time(found.found)), ("package", .string(found.component)),
        ("cvss_base", .decimal(decimal(found.score, places: 1))), ("fixed", .time(found.patched)),
        ("tested_by", found.patched == nil ? .null : .string(testing)),
        ("release", found.release.map(JSONText.string) ?? .null), ("scanner", .string(found.source)),
      ])
  }
}
