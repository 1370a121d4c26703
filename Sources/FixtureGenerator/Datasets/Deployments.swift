/// What went out: each change of the quarter to staging, then to production by somebody who did not write it.
struct Deployments {
  struct Deployment {
    let id: String
    let change: Changes.Change
    let version: String
    let time: Moment
    let deployer: Person
    let environment: String
    let rollback: (scenario: String, minutes: Int)?
  }

  private(set) var all: [Deployment] = []
  private var byAuthor: String?
  private var slow: String?

  /// What reached production, in the order of time.
  var production: [Deployment] { all.filter { $0.environment == "production" } }

  init(_ scenario: Scenario, _ changes: Changes) {
    let quarter = scenario.quarter
    let inside = changes.all.filter {
      quarter.contains($0.merged) && $0.merged.day < quarter.lastDay.adding(-4)
    }
    let atFault = inside.indices.dropFirst(30).first { inside[$0].type == "feature" }
    for (position, change) in inside.enumerated() {
      let version = "\(quarter.year % 100).\(change.merged.day.components.month).\(position + 1)"
      deploy(change, version: version, position: position, isAtFault: position == atFault, scenario)
    }
  }

  private mutating func deploy(
    _ change: Changes.Change, version: String, position: Int, isAtFault: Bool, _ scenario: Scenario
  ) {
    let names = ["Ingrid Solberg", "Omar Haddad"].filter { $0 != change.author.name }
    let staged = change.merged.adding(minutes: 35)
    let isUrgent = change.type == "emergency"
    var day = change.merged.day.adding(isUrgent ? 0 : 1)
    while day.isWeekend { day = day.adding(1) }
    let released = isUrgent ? change.merged.adding(minutes: 75) : day.at(14, 5 + 5 * (position % 11))
    let onDuty = scenario.staff[names[position % names.count]]
    let isByAuthor = scenario.plants(.deploymentByAuthor) && isAtFault
    if isByAuthor { byAuthor = "DEP-\(padded(2 * position + 3002, 5))" }
    let rollbacks: [Int: (String, Int)] = [
      9: ("bad_deployment", 4), 26: ("database_migration", 12),
      44: ("configuration_error", scenario.plants(.rollbackTooSlow) ? 19 : 3),
    ]
    if scenario.plants(.rollbackTooSlow), position == 44 { slow = "DEP-\(padded(2 * position + 3002, 5))" }
    for (offset, environment, time) in [(1, "staging", staged), (2, "production", released)] {
      all.append(
        Deployment(
          id: "DEP-\(padded(2 * position + 3000 + offset, 5))", change: change, version: version, time: time,
          deployer: isByAuthor && offset == 2 ? change.author : onDuty, environment: environment,
          rollback: environment == "production" ? rollbacks[position] : nil))
    }
    all.sort { ($0.time, $0.id) < ($1.time, $1.id) }
  }

  func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let rows = all.map { deployment in
      Row.occurring(
        deployment.id, at: deployment.time, in: scenario.quarter,
        [
          ("id", .string(deployment.id)), ("deployed_at", .time(deployment.time)),
          ("change", .string(deployment.change.id)), ("version", .string(deployment.version)),
          ("deployer", .string(deployment.deployer.email)), ("environment", .string(deployment.environment)),
          ("outcome", .string(deployment.rollback == nil ? "success" : "rolled_back")),
          ("scenario", deployment.rollback.map { .string($0.scenario) } ?? .null),
          ("rollback_minutes", deployment.rollback.map { .int($0.minutes) } ?? .null),
        ])
    }
    fixture.add(Source("deployments", [ExportFile.csv("exports/deployments.csv", rows)]))
    plant(to: &fixture)
  }

  private func plant(to fixture: inout Fixture) {
    if let byAuthor, let deployment = all.first(where: { $0.id == byAuthor }) {
      fixture.plant(
        Planting(
          .deploymentByAuthor, in: "deployments", ids: [byAuthor],
          report: "\(deployment.deployer.email) wrote \(deployment.change.id) and deployed it to production"))
    }
    if let slow {
      fixture.plant(
        Planting(
          .rollbackTooSlow, in: "deployments", ids: [slow],
          report: "a configuration error rolled back in 19 minutes; the limit is 5"))
    }
  }
}
