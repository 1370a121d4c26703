/// The Check Review Console's security events: another system, whose fields have other names.
struct ConsoleLog {
  struct Event {
    let time: Moment
    let type: String
    let userID: String?
    let tenant: String
    let ip: String
    let details: [(String, JSONText)]
    var label: String?
  }

  private let scenario: Scenario
  private var random: SplitMix64
  private var events: [Event] = []

  /// The severity that the console gives each of its event types.
  static let severities: [(type: String, severity: String)] = [
    ("security.auth.login_success", "info"), ("security.auth.login_failure", "warning"),
    ("security.auth.logout", "info"), ("security.auth.token_refresh", "info"),
    ("security.auth.mfa_required", "info"), ("security.auth.mfa_failure", "warning"),
    ("security.access.denied", "warning"), ("security.access.cross_tenant", "critical"),
    ("security.image.token_created", "info"), ("security.image.token_used", "info"),
    ("security.image.token_expired", "warning"), ("security.rate.limit_exceeded", "warning"),
  ]

  static func rows(_ scenario: Scenario) -> [(label: String?, row: Row)] {
    var log = ConsoleLog(scenario)
    log.work()
    log.lockOuts()
    log.strangers()
    log.oddities()
    return log.identified()
  }

  private init(_ scenario: Scenario) {
    self.scenario = scenario
    random = scenario.random("console")
  }

  private func identified() -> [(label: String?, row: Row)] {
    let ordered = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    var random = scenario.random("ids of the console")
    return ordered.enumerated().map { position, indexed in
      let event = indexed.element
      let id = "sec-\(padded(position + 1, 6))-\(random.hexadecimal(6))"
      let severity = ConsoleLog.severities.first { $0.type == event.type }?.severity ?? "info"
      let row = Row(
        id: id, time: event.time, isInside: scenario.quarter.contains(event.time),
        members: [
          ("id", .string(id)), ("timestamp", .string(event.time.text)), ("event_type", .string(event.type)),
          ("severity", .string(severity)), ("user_id", event.userID.map(JSONText.string) ?? .null),
          ("tenant_id", .string(event.tenant)), ("ip_address", .string(event.ip)),
          ("user_agent", .string("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Edg/120.0.2210.91")),
          ("details", .object(event.details)),
        ])
      return (event.label, row)
    }
  }

  private mutating func add(
    _ time: Moment, _ type: String, _ person: Person, _ details: [(String, JSONText)] = [], label: String? = nil
  ) {
    events.append(
      Event(
        time: time, type: type, userID: person.id, tenant: person.tenant, ip: person.ip, details: details,
        label: label))
  }

  private mutating func work() {
    let people = scenario.staff.people.filter(\.usesConsole)
    let days = WorkingDays(scenario, of: people, random: &random)
    for session in days.sessions { play(session) }
  }

  private mutating func play(_ session: WorkingDays.Session) {
    let person = session.person
    var time = session.start
    for _ in 0..<session.failures {
      add(time, "security.auth.login_failure", person, [("reason", .string("invalid_password"))])
      time = time.adding(seconds: random.int(25...60))
    }
    time = signIn(person, at: time)
    for _ in 0..<random.int(1...3) {
      time = time.adding(seconds: 60 * random.int(12...14))
      add(time, "security.auth.token_refresh", person, [("access_token_ttl_seconds", .int(900))])
      for _ in 0..<random.int(0...2) {
        time = time.adding(seconds: random.int(20...240))
        viewImage(person, at: time)
      }
    }
    if person.role == .reviewer, random.chance(4) {
      add(
        time.adding(seconds: 40), "security.access.denied", person,
        [("permission", .string("check_item:approve")), ("path", .string("/api/v1/checks/approve"))])
    }
    add(time.adding(seconds: 60 * random.int(6...40)), "security.auth.logout", person)
  }

  private mutating func signIn(_ person: Person, at time: Moment) -> Moment {
    add(time.adding(seconds: 1), "security.auth.mfa_required", person, [("method", .string("totp"))])
    var verified = time.adding(seconds: 14)
    if random.chance(3) {
      add(verified, "security.auth.mfa_failure", person, [("reason", .string("invalid_code"))])
      verified = verified.adding(seconds: 31)
    }
    add(verified, "security.auth.login_success", person, [("mfa", .bool(true))])
    return verified
  }

  /// An image is fetched with a token that is good once, for ninety seconds.
  private mutating func viewImage(_ person: Person, at time: Moment) {
    let token = random.uuid()
    let item = "chk_\(random.hexadecimal(7))"
    add(
      time, "security.image.token_created", person,
      [("token", .string(token)), ("item", .string(item)), ("ttl_seconds", .int(90))])
    if random.chance(97) {
      add(
        time.adding(seconds: random.int(2...70)), "security.image.token_used", person,
        [("token", .string(token)), ("item", .string(item))])
    } else {
      add(
        time.adding(seconds: random.int(95...400)), "security.image.token_expired", person,
        [("token", .string(token)), ("item", .string(item))])
    }
  }

  private mutating func lockOuts() {
    for episode in LockOut.console {
      let person = scenario.staff[episode.name]
      let day = scenario.quarter.workday(episode.month, episode.day)
      let early = scenario.plants(.loginDuringLockout)
      let plan = LockOut.times(on: day, waits: early ? 6 : 22)
      for time in plan.failures {
        add(time, "security.auth.login_failure", person, [("reason", .string("invalid_password"))])
      }
      add(
        plan.login, "security.auth.login_success", person, [("mfa", .bool(true))],
        label: early ? "login during lock-out" : nil)
    }
  }

  private mutating func strangers() {
    guard scenario.plants(.failedLoginBurst) else { return }
    let start = scenario.quarter.day(3, 9).at(1, 47)
    for position in 0..<26 {
      events.append(
        Event(
          time: start.adding(seconds: 2 + 2 * position), type: "security.auth.login_failure", userID: nil,
          tenant: Staff.harbor, ip: "198.51.100.23",
          details: [("reason", .string("unknown_user")), ("login", .string("teller\(padded(position + 1))"))],
          label: "burst"))
    }
    events.append(
      Event(
        time: start.adding(seconds: 57), type: "security.rate.limit_exceeded", userID: nil, tenant: Staff.harbor,
        ip: "198.51.100.23", details: [("limit", .string("20/minute")), ("path", .string("/api/v1/auth/login"))]))
  }

  private mutating func oddities() {
    let archive = scenario.staff["svc-image-archive"]
    for (month, day) in [(1, 9), (2, 20), (3, 19)] {
      add(
        scenario.quarter.workday(month, day).at(23, 5), "security.rate.limit_exceeded", archive,
        [("limit", .string("600/minute")), ("path", .string("/api/v1/images"))])
    }
    let outsider = scenario.staff["Harriet Stone"]
    for time in [scenario.quarter.start.at(0).adding(minutes: -31), scenario.quarter.end.at(0).adding(minutes: 66)] {
      add(time, "security.auth.token_refresh", outsider, [("access_token_ttl_seconds", .int(900))])
    }
    if scenario.plants(.crossTenantAttempt) {
      add(
        scenario.quarter.workday(3, 5).at(15, 22, 41), "security.access.cross_tenant", scenario.staff["Marcus Bell"],
        [
          ("requested_tenant", .string(Staff.meridian)), ("path", .string("/api/v1/workbooks/wb_0142")),
          ("blocked", .bool(true)),
        ], label: "cross-tenant attempt")
    }
    if scenario.plants(.tokenUsedTwice) { useTokenTwice() }
  }

  private mutating func useTokenTwice() {
    let person = scenario.staff["Teresa Gómez"]
    let time = scenario.quarter.workday(2, 27).at(19, 30)
    let details: [(String, JSONText)] = [("token", .string(random.uuid())), ("item", .string("chk_0000007"))]
    add(time, "security.image.token_created", person, details + [("ttl_seconds", .int(90))])
    add(time.adding(seconds: 12), "security.image.token_used", person, details)
    add(time.adding(seconds: 33), "security.image.token_used", person, details, label: "second use")
  }
}
