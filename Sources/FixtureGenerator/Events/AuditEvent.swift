/// A record of CalcBridge's audit API before it has its id.
struct AuditEvent {
  let time: Moment
  let type: String
  /// The account that acted; nil for a sign-in to an account that does not exist.
  let userID: String?
  let email: String
  let tenant: String
  let resource: (type: String, id: String)
  let action: String
  let details: [(String, JSONText)]
  let ip: String
  let agent: String
  /// By what other exports name the event, before it has an id.
  var label: String?
  /// East of UTC, for the events whose clock is elsewhere.
  var offsetMinutes = 0

  init(
    at time: Moment, _ type: String, by person: Person, on resource: (type: String, id: String), action: String,
    _ details: [(String, JSONText)] = [], label: String? = nil
  ) {
    self.time = time
    self.type = type
    userID = person.id
    email = person.email
    tenant = person.tenant
    self.resource = resource
    self.action = action
    self.details = details
    ip = person.ip
    agent = person.isPerson ? AuditEvent.agents[person.number % AuditEvent.agents.count] : "CalcBridge/1.0"
    self.label = label
  }

  /// A sign-in that fails for an address that no account has.
  init(strangerAt time: Moment, email: String, ip: String) {
    self.time = time
    type = "auth.failed"
    userID = nil
    self.email = email
    tenant = Staff.meridian
    resource = ("session", "ses_none")
    action = "login_failed"
    details = [("reason", .string("unknown_user")), ("method", .string("password"))]
    self.ip = ip
    agent = "python-requests/2.31.0"
  }

  func row(id: String, in quarter: Quarter) -> Row {
    Row(
      id: id, time: time, isInside: quarter.contains(time),
      members: [
        ("event_id", .string(id)), ("timestamp", .string(time.written(offsetMinutes: offsetMinutes))),
        ("event_type", .string(type)), ("user_id", userID.map(JSONText.string) ?? .null),
        ("user_email", .string(email)), ("tenant_id", .string(tenant)), ("resource_type", .string(resource.type)),
        ("resource_id", .string(resource.id)), ("action", .string(action)), ("details", .object(details)),
        ("ip_address", .string(ip)), ("user_agent", .string(agent)),
      ])
  }

  private static let agents = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Safari/605.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0",
    "CalcBridge-Excel/4.2 (Windows)",
  ]
}
