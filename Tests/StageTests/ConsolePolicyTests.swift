import TestSupport
import Testing
import YAML

/// Every row of the Check Review Console's controls document is a gate with its clause, or a named untestable.
@Suite("Console policy") struct ConsolePolicyTests {
  /// How many rows each table or list of the document has, counted by hand in the document.
  static let rows: [(section: String, rows: [String])] = [
    ("1.1", ["SEC-001", "SEC-002", "SEC-003", "SEC-004", "SEC-005"]),
    ("1.2", ["SEC-010", "SEC-011", "SEC-012", "SEC-013", "SEC-014"]),
    ("1.3", ["SEC-020", "SEC-021", "SEC-022", "SEC-023"]), ("1.4", ["SEC-030", "SEC-031", "SEC-032"]),
    ("2.1", ["Access logs", "Application logs", "Security logs", "Audit trail"]),
    (
      "2.2",
      [
        "auth.login_success", "auth.login_failure", "auth.logout", "auth.token_refresh", "auth.mfa_required",
        "auth.mfa_failure", "access.denied", "access.cross_tenant", "image.token_created", "image.token_used",
        "image.token_expired", "rate.limit_exceeded",
      ].map { "security." + $0 }
    ),
    ("2.3", ["GET /health", "GET /api/v1/health", "GET /health (nginx)"]),
    (
      "2.4",
      [
        "Error rate (5xx)", "Response time p95", "Failed logins (per IP)", "Cross-tenant attempts",
        "Database connections", "Disk usage",
      ]
    ), ("3.1", ["SEV-1", "SEV-2", "SEV-3", "SEV-4"]),
    ("3.2", ["On-call Engineer", "Security Lead", "Engineering Manager", "Executive Sponsor"]),
    (
      "3.3",
      [
        "Incident Timeline", "Root Cause Analysis", "Action Items", "Customer Communication", "Lessons Learned",
      ]
    ), ("4.1", ["pip-audit", "npm audit", "Dependabot", "Container scan"]),
    ("4.2", ["Critical", "High", "Medium", "Low"]),
    ("4.3", ["Automated DAST", "Manual pentest", "Red team exercise"]),
    ("4.4", ["Security contact", "Response SLA", "Coordinated disclosure"]),
    (
      "5.1", ["Feature code", "Security-sensitive", "Database migration", "Infrastructure", "Emergency hotfix"]
    ), ("5.2", ["gate 1", "gate 2", "gate 3", "gate 4", "gate 5"]),
    ("5.3", ["Bad deployment", "Database migration issue", "Configuration error", "Complete failure"]),
    (
      "6.1",
      ["Access request", "Security review", "Account creation", "Role assignment", "MFA enrollment"]
    ), ("6.2", ["Developer", "DBA", "SRE", "Security"]),
    (
      "6.3",
      [
        "User access recertification", "Privileged access review", "Service account review", "Terminated user audit",
      ]
    ),
    (
      "6.4",
      [
        "Approve check > $50,000", "Deploy to production", "Create privileged user", "Modify audit logs",
      ]
    ), ("7.1", ["Database (full)", "Database (WAL)", "Configuration", "Audit logs"]),
    (
      "7.2",
      [
        "RPO (Recovery Point Objective)", "RTO (Recovery Time Objective)", "MTTR (Mean Time to Recovery)",
      ]
    ), ("7.3", ["Database", "Application", "Load balancer", "Static assets"]),
    ("7.4", ["Backup restore", "Failover drill", "Chaos engineering"]),
    ("8.1", ["AWS/Azure", "PostgreSQL", "Redis", "SMTP Provider"]),
    ("8.2", (1...5).map { "requirement \($0)" }), ("C", ["quarterly", "annually"]),
  ]

  private func policy() throws -> YAMLNode {
    try YAMLFile.parse(try Checkout.bytes("policies/check-review-console.yaml"), name: "policy").root
  }

  private func entries(_ node: YAMLNode, _ key: String) -> [YAMLNode] {
    guard case .mapping(let entries) = node.content,
      case .sequence(let items)? = entries.first(where: { $0.name == key })?.value.content
    else { return [] }
    return items
  }

  private func text(_ node: YAMLNode, _ key: String) -> String? {
    guard case .mapping(let entries) = node.content else { return nil }
    return entries.first { $0.name == key }?.value.text
  }

  @Test func `every row of every table has its gate`() throws {
    #expect(try missing(from: clauses()) == [])
    #expect(Self.rows.map(\.rows.count).reduce(0, +) == 125)
  }

  private func clauses() throws -> Set<String> {
    Set(try entries(policy(), "gates").compactMap { text($0, "clause") })
  }

  /// The rows that none of the clauses is of.
  private func missing(from clauses: Set<String>) -> [String] {
    Self.rows.flatMap { section, rows in rows.map { "\(section) \($0)" } }.filter { !clauses.contains($0) }
  }

  @Test func `a gate that is taken out is missed`() throws {
    let all = try clauses()
    for (section, rows) in Self.rows {
      for row in rows { #expect(missing(from: all.subtracting(["\(section) \(row)"])) == ["\(section) \(row)"]) }
    }
  }

  @Test func `what no export can show is named with its reason`() throws {
    let controls = try entries(policy(), "controls")
    let untestable = controls.filter { text($0, "untestable") != nil }.compactMap { text($0, "id") }
    // The nine rows of appendix A, the key of 4.4, and the review on change of appendix C.
    #expect(untestable.count == 11)
    let tested = Set(
      try entries(policy(), "gates").flatMap { gate in entries(gate, "controls").compactMap(\.text) })
    let ids = controls.compactMap { text($0, "id") }
    #expect(Set(ids).subtracting(untestable) == tested)
  }
}
