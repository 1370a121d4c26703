/// CalcBridge's audit log: what its users do all day, and what other exports call for.
struct AuditLog {
  private let scenario: Scenario
  private var random: SplitMix64
  private var events: [AuditEvent] = []

  /// Everything in the order of time, with ids.
  static func rows(_ scenario: Scenario, agenda: [AuditEvent]) -> [(event: AuditEvent, row: Row)] {
    var log = AuditLog(scenario)
    log.work()
    log.lockOuts()
    log.strangers()
    log.outsiders()
    if scenario.plants(.loginAfterTermination) { log.loginAfterTermination() }
    return identified(log.events + agenda, scenario, prefix: "evt")
  }

  /// Orders events by time and gives each an id that no other has.
  static func identified(
    _ events: [AuditEvent], _ scenario: Scenario, prefix: String
  ) -> [(event: AuditEvent, row: Row)] {
    var random = scenario.random("ids of \(prefix)")
    let ordered = events.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
    return ordered.enumerated().map { position, indexed in
      let id = "\(prefix)_\(padded(position + 1, 7))\(random.hexadecimal(5))"
      return (indexed.element, indexed.element.row(id: id, in: scenario.quarter))
    }
  }

  private init(_ scenario: Scenario) {
    self.scenario = scenario
    random = scenario.random("audit log")
  }

  private mutating func work() {
    let people = scenario.staff.people.filter { $0.isPerson && !$0.usesConsole }
    let days = WorkingDays(scenario, of: people, random: &random)
    // A session without activities is about three events long.
    let perSession = max(1, scenario.events / max(1, days.sessions.count) - 3)
    for session in days.sessions { play(session, activities: perSession) }
  }

  private mutating func play(_ session: WorkingDays.Session, activities: Int) {
    let person = session.person
    var time = session.start
    for _ in 0..<session.failures {
      fail(person, at: time)
      time = time.adding(seconds: random.int(25...60))
    }
    signIn(person, at: time, session: session.id)
    let pace = max(2, 30_000 / (activities + 1))
    for _ in 0..<random.int(max(1, activities - 3)...activities + 3) {
      time = time.adding(seconds: random.int(pace / 4...pace))
      act(person, at: time)
    }
    guard random.chance(88) else { return }
    time = time.adding(seconds: random.int(30...900))
    events.append(
      AuditEvent(
        at: time, "auth.logout", by: person, on: ("session", "ses_\(session.id)"), action: "logout",
        [("session_seconds", .int(time - session.start))]))
  }

  private mutating func signIn(_ person: Person, at time: Moment, session: String) {
    if !(scenario.plants(.privilegedUserWithoutMFA) && person.name == Users.withoutMFA) {
      events.append(
        AuditEvent(
          at: time.adding(seconds: 4), "auth.mfa", by: person, on: ("session", "ses_\(session)"),
          action: "mfa_verified", [("method", .string("totp")), ("result", .string("verified"))]))
    }
    events.append(
      AuditEvent(
        at: time.adding(seconds: 5), "auth.login", by: person, on: ("session", "ses_\(session)"), action: "login",
        [("method", .string("password")), ("token_ttl_seconds", .int(900))]))
  }

  private mutating func fail(_ person: Person, at time: Moment) {
    events.append(
      AuditEvent(
        at: time, "auth.failed", by: person, on: ("session", "ses_none"), action: "login_failed",
        [("reason", .string("invalid_password")), ("method", .string("password"))]))
  }

  private mutating func act(_ person: Person, at time: Moment) {
    let workbook = "wb_\(padded(random.int(101...180), 4))"
    let draw = random.int(1...100)
    let event: AuditEvent
    switch draw {
    case 1...52:
      let cells = random.int(1...240)
      event = AuditEvent(
        at: time, "workbook.updated", by: person, on: ("workbook", workbook), action: "workbook_saved",
        [
          ("sheet", .string(random.pick(AuditLog.sheets))), ("cells_changed", .int(cells)),
          ("formulas_changed", .int(cells / 12)), ("recalculation_ms", .int(random.int(40...1900))),
        ])
    case 53...82:
      event = AuditEvent(
        at: time, "data.modified", by: person, on: ("dataset", "ds_\(random.pick(AuditLog.datasets))"),
        action: "rows_changed",
        [
          ("rows_inserted", .int(random.int(0...40))), ("rows_updated", .int(random.int(1...90))),
          ("source", .string(random.pick(["trustee_report", "manual_entry", "loan_tape", "price_file"]))),
        ])
    case 83...92:
      event = AuditEvent(
        at: time, "workbook.created", by: person, on: ("workbook", workbook), action: "workbook_created",
        [
          ("template", .string(random.pick(["clo_monthly", "blank", "covenant_check"]))),
          ("sheets", .int(random.int(1...9))),
        ])
    case 93...97:
      event = AuditEvent(
        at: time, "workbook.deleted", by: person, on: ("workbook", workbook), action: "workbook_deleted",
        [("retained_days", .int(30)), ("reason", .string("superseded"))])
    default:
      event = AuditEvent(
        at: time, "api_key.generated", by: person, on: ("api_key", "key_\(random.hexadecimal(8))"),
        action: "api_key_generated",
        [("scopes", .texts(["workbooks:read"])), ("expires_in_days", .int(90))])
    }
    events.append(event)
  }

  private mutating func lockOuts() {
    for episode in LockOut.episodes {
      let person = scenario.staff[episode.name]
      let plan = LockOut.times(on: scenario.quarter.workday(episode.month, episode.day), waits: 22)
      for time in plan.failures { fail(person, at: time) }
      signIn(person, at: plan.login, session: random.hexadecimal(10))
    }
  }

  /// More than twenty failures from one address within one minute of the clock.
  private mutating func strangers() {
    guard scenario.plants(.failedLoginBurst) else { return }
    let start = scenario.quarter.day(2, 17).at(3, 12)
    let names = ["admin", "root", "info", "sales", "test", "backup", "support", "finance"]
    for position in 0..<31 {
      var event = AuditEvent(
        strangerAt: start.adding(seconds: 1 + position * 58 / 31),
        email: "\(names[position % names.count])\(position / names.count)@calcbridge.example", ip: "203.0.113.77")
      event.label = "burst"
      events.append(event)
    }
  }

  /// Events just outside the quarter, two of them only once their zone is taken into account.
  private mutating func outsiders() {
    let early = scenario.staff["Zoë Müller"]
    let late = scenario.staff["Beatriz Santos"]
    let start = scenario.quarter.start.at(0)
    let end = scenario.quarter.end.at(0)
    for (person, time, offset) in [
      (early, start.adding(minutes: -412), 0), (early, start.adding(minutes: -95), 0),
      (early, start.adding(minutes: -90), 120), (late, end.adding(minutes: 270), -300),
      (late, end.adding(minutes: 452), 0),
    ] {
      var event = AuditEvent(
        at: time, "workbook.updated", by: person, on: ("workbook", "wb_0117"), action: "workbook_saved",
        [("sheet", .string("Tests")), ("cells_changed", .int(3))])
      event.offsetMinutes = offset
      events.append(event)
    }
  }

  private mutating func loginAfterTermination() {
    let person = scenario.staff[Users.activeAfterTermination]
    guard let left = person.left else { return }
    var day = left.adding(5)
    while !scenario.quarter.isWorkday(day) { day = day.adding(1) }
    events.append(
      AuditEvent(
        at: day.at(22, 14, 9), "auth.login", by: person, on: ("session", "ses_\(random.hexadecimal(10))"),
        action: "login", [("method", .string("password")), ("token_ttl_seconds", .int(900))],
        label: "login after termination"))
  }

  private static let sheets = ["Assets", "Tests", "Waterfall", "Hedges", "Inputs", "Concentrations"]
  private static let datasets = ["loans", "prices", "ratings", "obligors", "fx_rates"]
}
