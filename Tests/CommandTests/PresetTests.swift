import Foundation
import TestSupport
import Testing
import VouchKit

/// The presets that ship, on real exports and on small ones written after the systems' documentation.
@Suite("Presets")
struct PresetTests {
  static func query(_ file: String, _ preset: String, _ condition: String? = nil) async throws -> QueryOutcome {
    try await Vouch.query(
      QueryOptions(
        target: .export(Checkout.root.appending(path: "fixtures/" + file).path(), preset: preset), condition: condition,
        from: nil, until: nil,
        users: [], types: [], categories: [], severities: [], limit: 0, jobs: 2, share: Checkout.root.path()))
  }

  static func column(_ name: String, _ outcome: QueryOutcome) throws -> [String] {
    let position = try #require(outcome.fields.firstIndex(of: name))
    return outcome.rows.map { $0.values[position] }
  }

  /// The counts are `jq`'s over the same file: `select(.responseStatus.code == 403)`.
  @Test func `a Kubernetes log has its refusals`() async throws {
    let file = "kubernetes-2017-09/exports/audit2rbac-demo.log"
    let all = try await Self.query(file, "kubernetes-audit")
    #expect(all.account.counts.read == 37 && all.account.counts.used == 37)
    let denied = try await Self.query(file, "kubernetes-audit", #"outcome == "denied""#)
    #expect(denied.found == 11)
    let types = try Self.column("type", denied)
    #expect(types.filter { $0 == "kubernetes.pods.list" }.count == 7)
    #expect(
      Set(types) == [
        "kubernetes.pods.list", "kubernetes.nodes.list", "kubernetes.configmaps.list", "kubernetes.secrets.list",
      ])
  }

  /// The counts are Python's `csv` over the same file: rows whose message begins with `AUDIT: `, by its fourth item.
  @Test func `a PostgreSQL log has its statements, its refusals and its failed logins`() async throws {
    let file = "postgresql-2026-11/exports/postgresql-15-pgaudit.csv"
    let all = try await Self.query(file, "postgresql-pgaudit")
    #expect(all.account.counts.read == 918 && all.account.counts.rejected == 0)
    let types = try Self.column("type", all)
    func count(_ type: String) -> Int { types.filter { $0 == type }.count }
    #expect(count("database.write") == 801)
    #expect(count("database.read") == 61)
    #expect(count("database.role") == 9)
    #expect(count("database.ddl") == 5)
    #expect(count("database.function") == 1)
    #expect(count("security.access.denied") == 1)
    #expect(count("auth.failed") == 1)
    let denied = try await Self.query(file, "postgresql-pgaudit", #"type == "security.access.denied""#)
    #expect(try Self.column("actor", denied) == ["analyst"])
    #expect(try Self.column("ip", denied) == ["127.0.0.1"])
  }

  /// The command writes its own time as a text in any zone or as a number; the record in `CloudTrailEvent` decides.
  @Test func `what lookup-events prints is read from the record inside`() async throws {
    let log = try await Self.query("presets/cloudtrail-lookup.json", "aws-cloudtrail-lookup")
    #expect(log.account.counts.used == 4)
    #expect(
      try Self.column("timestamp", log) == [
        "2024-02-05T09:12:31Z", "2024-02-05T09:15:00Z", "2024-02-05T09:20:00Z", "2024-02-05T09:21:00Z",
      ])
    #expect(try Self.column("type", log) == ["auth.login", "auth.failed", "PutBucketPolicy", "DescribeInstances"])
    #expect(try Self.column("outcome", log) == ["success", "failure", "denied", "success"])
    #expect(
      try Self.column("actor", log) == [
        "arn:aws:iam::111122223333:user/ana", "ana", "arn:aws:sts::111122223333:assumed-role/release/deploy",
        "autoscaling.amazonaws.com",
      ])
    #expect(try Self.column("ip", log) == ["198.51.100.7", "198.51.100.7", "", ""])
  }

  /// As exports to storage write them: the result beside the properties, as a text or a number; the last says none.
  @Test func `an Entra sign-in of which nothing says how it ended is no login`() async throws {
    func line(_ id: String, _ who: String, _ result: String) -> String {
      #"{"time":"2024-02-01T10:00:00Z","tenantId":"t",\#(result)"properties":{"id":"\#(id)",\#(who)"#
        + #""createdDateTime":"2024-02-01T10:00:00.6733668+00:00"}}"#
    }
    let user = #""userPrincipalName":"a@b.example","#
    let workspace = try Workspace()
    let file = try workspace.write(
      "entra.jsonl",
      [
        line("i1", user, #""resultType":"50126","#), line("i2", user, #""resultType":"0","#),
        line("i3", #""servicePrincipalName":"sync","servicePrincipalId":"s-1","#, #""resultType":7000222,"#),
        line("i4", user, ""),
      ].joined(separator: "\n"))
    let log = try await Vouch.query(
      QueryOptions(
        target: .export(file.path(), preset: "entra-sign-in"), condition: nil, from: nil, until: nil, users: [],
        types: [], categories: [], severities: [], limit: 0, jobs: 2, share: Checkout.root.path()))
    #expect(try Self.column("type", log) == ["auth.failed", "auth.login", "auth.failed", "auth.unstated"])
    #expect(try Self.column("outcome", log) == ["failure", "success", "failure", ""])
    #expect(try Self.column("actor", log) == ["a@b.example", "a@b.example", "sync", "a@b.example"])
  }

  /// The same names as in JSON, with RFC 3339 times; the records are typed here by hand.
  @Test func `a GitHub log as CSV is read by the same preset`() async throws {
    let workspace = try Workspace()
    let file = try workspace.write(
      "github.csv",
      """
      @timestamp,_document_id,action,actor,actor_ip,org,repo,data.team
      2024-02-01T10:00:00.123Z,a1,org.add_member,octocat,192.0.2.7,acme,,
      1706781601000,a2,repo.create,octocat,,acme,acme/vault,
      2024-02-01T10:00:02Z,a3,team.add_member,octocat,,acme,,acme/ops

      """)
    let log = try await Vouch.query(
      QueryOptions(
        target: .export(file.path(), preset: "github-audit"), condition: nil, from: nil, until: nil, users: [],
        types: [], categories: [], severities: [], limit: 0, jobs: 2, share: Checkout.root.path()))
    #expect(try Self.column("type", log) == ["user.created", "repo.create", "team.add_member"])
    #expect(
      try Self.column("timestamp", log) == ["2024-02-01T10:00:00.123Z", "2024-02-01T10:00:01Z", "2024-02-01T10:00:02Z"])
    #expect(try Self.column("resource_id", log) == ["acme", "acme/vault", "acme/ops"])
    #expect(try Self.column("resource_type", log) == ["organization", "repository", "team"])
    #expect(try Self.column("ip", log) == ["192.0.2.7", "", ""])
  }

  @Test func `a GitHub log has its times in milliseconds and repeats an id once`() async throws {
    let log = try await Self.query("presets/github.json", "github-audit")
    #expect(log.account.counts.duplicate == 1)
    #expect(try Self.column("timestamp", log).first == "2024-02-01T10:00:00.123Z")
    #expect(try Self.column("type", log) == ["user.created", "config.changed", "team.add_member"])
    #expect(try Self.column("resource_id", log) == ["newcomer", "octo/ledger", "octo/ops"])
  }

  @Test func `an Okta log tells a sign-in that failed from one that did not`() async throws {
    let log = try await Self.query("presets/okta.json", "okta-system-log")
    #expect(try Self.column("type", log) == ["auth.login", "auth.failed", "user.deactivated"])
    #expect(try Self.column("original_type", log)[1] == "user.session.start")
    #expect(try Self.column("ip", log) == ["198.51.100.4", "198.51.100.9", ""])
  }

  @Test func `each event of a Workspace activity is a record`() async throws {
    let log = try await Self.query("presets/workspace.json", "google-workspace-admin")
    #expect(log.account.counts.containers == 4)
    #expect(log.account.counts.read == 3)
    #expect(try Self.column("type", log) == ["auth.failed", "auth.login", "user.created"])
    #expect(try Self.column("resource_id", log)[2] == "new@example.org")
  }

  @Test(arguments: ["presets/entra.json", "presets/entra.jsonl"])
  func `an Entra log is read from Graph and from a stream`(file: String) async throws {
    let log = try await Self.query(file, "entra-sign-in")
    #expect(try Array(Self.column("type", log).prefix(2)) == ["auth.login", "auth.failed"])
    #expect(try Array(Self.column("actor", log).prefix(2)) == ["ada@example.org", "eve@example.org"])
  }

  @Test func `what only interrupts a sign-in is no failure, in the portal's CSV too`() async throws {
    let log = try await Self.query("presets/entra-portal.csv", "entra-sign-in-csv")
    #expect(log.account.counts.read == 5 && log.account.counts.rejected == 0)
    #expect(
      try Self.column("type", log) == ["auth.login", "auth.failed", "auth.mfa", "auth.interrupted", "auth.interrupted"])
    #expect(try Self.column("outcome", log) == ["success", "failure", "interrupted", "interrupted", "interrupted"])
    #expect(try Self.column("original_type", log) == ["0", "50126", "50074", "50140", "65001"])
    #expect(try Self.column("ip", log)[2] == "2001:db8::7")
  }

  @Test func `two systems that name a failed login differently agree`() async throws {
    let console = try await Self.query("presets/console.jsonl", "check-review-console", #"type == "auth.failed""#)
    let calcbridge = try await Self.query("presets/calcbridge.json", "calcbridge-audit", #"type == "auth.failed""#)
    #expect(console.found == 1 && calcbridge.found == 1)
    #expect(try Self.column("original_type", console) == ["security.auth.login_failure"])
  }

  /// Twelve failures of one address in a minute: more than the 5 that the controls document has noted, fewer than the 20 of
  /// an attack. The preset calls them `auth.failed`; the policies say what they ask of the console by its own name.
  @Test(arguments: [
    ("policies/check-review-console.yaml", "crc-2-4-failed-logins-per-ip", ["crc-2-2-security-auth-login-failure"]),
    ("policies/soc2.yaml", "failed-console-sign-ins-per-address-and-minute", []),
  ])
  func `a burst of failed console logins read through the preset is noted`(
    policy: String, gate: String, passing: [String]
  ) throws {
    let workspace = try Workspace()
    try workspace.write(
      "pack.yaml",
      """
      pack: p
      title: T
      organization: O
      period: Q1-2024
      as_of: 2024-04-05
      sources:
        console: {preset: check-review-console, path: console-burst.jsonl}
      policies: [policy.yaml]

      """)
    try workspace.write("policy.yaml", Checkout.bytes(policy))
    try workspace.write("console-burst.jsonl", Checkout.bytes("fixtures/presets/console-burst.jsonl"))
    let run = try Program.run(["gate", "pack.yaml", "--format", "json"], folder: workspace.folder)
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let decisions = try decoder.decode(DecisionsJSON.self, from: Data(run.outBytes)).decisions
    let burst = try #require(decisions.first { $0.gate == gate })
    #expect(burst.decision == "warning" && burst.value == 12)
    for name in passing { #expect(decisions.first { $0.gate == name }?.decision == "pass", "\(name)") }
  }

  /// The last of the burst is a refused second factor, and then the sign-in succeeds.
  @Test func `what the console calls a success or a failure has an outcome`() async throws {
    let log = try await Self.query("presets/console-burst.jsonl", "check-review-console")
    #expect(try Self.column("type", log).suffix(3) == ["auth.failed", "auth.failed", "auth.login"])
    #expect(try Self.column("outcome", log).suffix(3) == ["failure", "failure", "success"])
    #expect(
      try Self.column("original_type", log).suffix(2) == ["security.auth.mfa_failure", "security.auth.login_success"])
  }

  /// A list names no object: it is over a namespace, or over all of the cluster. The annotations say who forbade a request.
  @Test func `a Kubernetes list has no object, and a refusal has its reason`() async throws {
    let file = "presets/kubernetes.jsonl"
    let log = try await Self.query(file, "kubernetes-audit")
    #expect(try Self.column("resource_id", log) == ["prod/db", "", "prod", "node-1", "/healthz"])
    let forbidden = try await Self.query(
      file, "kubernetes-audit",
      #"details.annotations["authorization.k8s.io/decision"] == "forbid" && details.responseStatus.reason == "Forbidden""#
    )
    #expect(try Self.column("resource_id", forbidden) == ["prod/db"])
  }

  /// Cloud Logging's form of the same log: another preset's, and never a record without a verb.
  @Test func `the log of a GKE cluster is read by its own preset and rejected by Kubernetes'`() async throws {
    let log = try await Self.query("presets/gke.json", "gke-audit")
    #expect(log.account.counts.read == 4 && log.account.counts.filtered == 1)
    #expect(
      try Self.column("type", log) == [
        "kubernetes.secrets.get", "kubernetes.pods/exec.create", "kubernetes.rolebindings.create",
      ])
    #expect(try Self.column("outcome", log) == ["success", "denied", "failure"])
    #expect(try Self.column("actor", log) == ["ada@example.org", "ada@example.org", "ada@example.org"])
    #expect(try Self.column("ip", log) == ["203.0.113.4", "203.0.113.4", "203.0.113.4"])
    let mixed = try await Self.query("presets/gke-mixed.jsonl", "kubernetes-audit")
    #expect(mixed.account.counts.rejected == 1 && mixed.found == 1)
    #expect(try Self.column("type", mixed) == ["kubernetes.secrets.get"])
    #expect(mixed.account.rejections.map(\.origin.line) == [2])
    let other = try await Self.query("presets/gke-mixed.jsonl", "gke-audit")
    #expect(other.account.counts.rejected == 1 && other.found == 1)
    #expect(other.account.rejections.map(\.origin.line) == [1])
  }

  /// Sign-ins of Identity Center say how they ended in their service details; a verification is one step of a sign-in.
  @Test func `CloudTrail's sign-ins, refusals and Insights are what they are`() async throws {
    let log = try await Self.query("presets/cloudtrail.json", "aws-cloudtrail")
    #expect(log.account.counts.used == 11)
    #expect(
      try Self.column("type", log) == [
        "auth.login", "auth.failed", "CredentialVerification", "auth.login", "CreateUser.Refused", "user.created",
        "DeleteUser.Refused", "DeregisterImage", "AuthorizeSecurityGroupIngress", "AssumeRole", "Insight.CreateUser",
      ])
    #expect(
      try Self.column("outcome", log) == [
        "success", "failure", "success", "success", "denied", "success", "failure", "denied", "success", "success", "",
      ])
    let release = "arn:aws:sts::111122223333:assumed-role/release/deploy"
    let ana = "arn:aws:iam::111122223333:user/ana"
    #expect(
      try Self.column("actor", log) == [
        ana, "ben@example.org", "544894e8-80c1", "ben@example.org", ana, ana, ana, release, release, "AIDAEXAMPLE9", "",
      ])
    #expect(
      try Self.column("resource_id", log).suffix(4) == ["", "sg-1", "arn:aws:iam::111122223333:role/audit", ""])
    #expect(try Self.column("original_type", log)[4] == "CreateUser")
    for (condition, id) in [
      (#"details.additionalEventData.MFAUsed == "No""#, "auth.login"),
      (#"details.errorCode == "NoSuchEntityException" && details.errorMessage.contains("eva")"#, "DeleteUser.Refused"),
      (
        #"details.sessionContext.attributes.mfaAuthenticated == "true" && has(details.requestParameters)"#,
        "AuthorizeSecurityGroupIngress"
      ), (#"details.insightDetails.state == "Start""#, "Insight.CreateUser"),
    ] {
      #expect(try Self.column("type", await Self.query("presets/cloudtrail.json", "aws-cloudtrail", condition)) == [id])
    }
  }

  /// The second is made with a parameter that is called as an error is.
  @Test func `lookup-events tells a refused change from one that was made`() async throws {
    let log = try await Self.query("presets/cloudtrail-lookup-refused.json", "aws-cloudtrail-lookup")
    #expect(
      try Self.column("type", log) == [
        "CreateUser.Refused", "user.created", "auth.failed", "auth.login", "DeregisterImage",
      ])
    #expect(try Self.column("outcome", log) == ["denied", "success", "failure", "success", "denied"])
    #expect(try Self.column("actor", log)[2] == "544894e8-80c1")
    #expect(try Self.column("actor", log)[3] == "ben@example.org")
  }

  /// The console's download says no result of a sign-in, and Identity Center logs none that failed.
  @Test func `the event history's CSV claims no login that it does not show`() async throws {
    let log = try await Self.query("presets/cloudtrail-history.csv", "aws-cloudtrail-csv")
    #expect(log.account.counts.read == 5 && log.account.counts.rejected == 0)
    #expect(
      try Self.column("type", log) == [
        "auth.unstated", "auth.login", "CreateUser.Refused", "user.created", "DescribeInstances",
      ])
    #expect(try Self.column("outcome", log) == ["", "success", "denied", "success", "failure"])
    #expect(try Self.column("actor", log) == ["ana", "ben@example.org", "ana", "ana", "deploy"])
    #expect(try Self.column("ip", log).last == "")
    #expect(try Self.column("tenant", log).first == "111122223333")
  }

  /// A challenge that failed has the name of one that was passed.
  @Test func `a Workspace challenge that failed is a failure, and a denied access is denied`() async throws {
    let log = try await Self.query("presets/workspace-challenges.json", "google-workspace-admin")
    #expect(
      try Self.column("type", log) == [
        "auth.failed", "auth.mfa", "auth.failed", "security.access.denied", "user.modified", "config.changed",
        "user.modified", "view",
      ])
    #expect(
      try Self.column("outcome", log) == [
        "failure", "success", "failure", "denied", "success", "success", "success", "success",
      ])
    #expect(try Self.column("original_type", log)[0] == "login_challenge")
    #expect(try Self.column("actor", log).last == "1052")
  }

  /// A German server: the SQLSTATE says the same in every language. The eighth row only quotes what a login says.
  @Test func `a PostgreSQL server in another language has its refusals`() async throws {
    let log = try await Self.query("presets/postgresql-de.csv", "postgresql-pgaudit")
    #expect(log.account.counts.read == 9 && log.account.counts.filtered == 2)
    #expect(
      try Self.column("type", log) == [
        "auth.failed", "security.access.denied", "database.error", "database.read", "auth.login", "auth.login",
        "database.error",
      ])
    #expect(
      try Self.column("outcome", log) == ["denied", "denied", "failure", "success", "success", "success", "failure"])
    #expect(
      try Self.column("severity", log) == ["warning", "warning", "warning", "info", "info", "info", "critical"])
    #expect(
      try Self.column("ip", log) == ["10.0.0.5", "10.0.0.5", "10.0.0.5", "10.0.0.5", "2001:db8::7", "10.0.0.6", ""])
    #expect(try Self.column("resource_id", log)[3] == "public.accounts")
  }

  @Test func `an Entra sign-in has its risk, and a refusal by conditional access is denied`() async throws {
    let log = try await Self.query("presets/entra-codes.json", "entra-sign-in")
    #expect(
      try Self.column("type", log) == [
        "auth.login", "auth.failed", "auth.interrupted", "auth.interrupted", "auth.failed", "auth.failed",
        "auth.failed", "auth.failed",
      ])
    #expect(
      try Self.column("outcome", log) == [
        "success", "failure", "interrupted", "interrupted", "denied", "denied", "failure", "failure",
      ])
    #expect(
      try Self.column("severity", log) == ["critical", "warning", "info", "", "info", "info", "info", "info"])
    #expect(try Self.column("actor", log).suffix(2) == ["ada@example.org", "deployer"])
    #expect(try Self.column("actor_id", log).suffix(2) == ["u-1", "sp-1"])
  }

  @Test func `the portal's CSV of applications names them`() async throws {
    let log = try await Self.query("presets/entra-applications.csv", "entra-sign-in-csv")
    #expect(try Self.column("actor", log) == ["deployer", "deployer", "deployer"])
    #expect(try Self.column("actor_id", log) == ["sp-1", "sp-1", "sp-1"])
    #expect(try Self.column("type", log) == ["auth.login", "auth.failed", "auth.failed"])
    #expect(try Self.column("outcome", log) == ["success", "failure", "denied"])
  }

  @Test func `a GitHub event says what changed, and a login whether it succeeded`() async throws {
    let file = "presets/github-attributes.json"
    let log = try await Self.query(file, "github-audit")
    #expect(
      try Self.column("type", log) == [
        "config.changed", "config.changed", "git.clone", "api.request", "auth.failed", "auth.login", "auth.logout",
        "user.modified",
      ])
    #expect(try Self.column("outcome", log) == ["", "", "", "denied", "failure", "success", "success", ""])
    #expect(try Self.column("resource_id", log).prefix(4) == ["octo/ledger", "octo/ledger", "octo/vault", "octo"])
    #expect(try Self.column("resource_type", log)[2] == "repository")
    #expect(try Self.column("tenant", log)[3] == "octo")
    for (condition, action) in [
      (#"details.visibility == "public" && details.previous_visibility == "private""#, "repo.access"),
      (#"details.overridden_codes[0] == "review_policy_not_satisfied""#, "protected_branch.policy_override"),
      (#"details.permission == "admin" && details.old_permission == "read""#, "org.update_member"),
    ] {
      #expect(try Self.column("original_type", await Self.query(file, "github-audit", condition)) == [action])
    }
  }

  @Test func `what Okta refused was not done, and an unknown target has its name`() async throws {
    let file = "presets/okta-refused.json"
    let log = try await Self.query(file, "okta-system-log")
    #expect(
      try Self.column("type", log) == [
        "auth.failed", "user.lifecycle.create.refused", "user.created", "policy.lifecycle.update.refused",
        "security.access.denied", "policy.evaluate_sign_on",
      ])
    #expect(
      try Self.column("outcome", log) == ["failure", "failure", "success", "denied", "denied", "challenge"])
    #expect(
      try Self.column("resource_id", log) == [
        "Password", "new@example.org", "new@example.org", "Default Policy", "Payroll", "",
      ])
    let reasons = try await Self.query(file, "okta-system-log", #"details.reason == "NOT_AUTHORIZED""#)
    #expect(try Self.column("original_type", reasons) == ["user.lifecycle.create", "policy.lifecycle.update"])
  }

  @Test func `the CSV of Okta's console is read as its API is`() async throws {
    let file = "presets/okta-console.csv"
    let log = try await Self.query(file, "okta-system-log-csv")
    #expect(log.account.counts.read == 4 && log.account.counts.rejected == 0)
    #expect(
      try Self.column("type", log) == [
        "auth.login", "auth.failed", "user.lifecycle.create.refused", "user.deactivated",
      ])
    #expect(try Self.column("outcome", log) == ["success", "failure", "failure", "success"])
    #expect(try Self.column("severity", log) == ["info", "warning", "warning", "info"])
    #expect(try Self.column("actor", log) == ["ada@example.org", "eve@example.org", "Ada", "ada@example.org"])
    #expect(try Self.column("resource_id", log) == ["Password", "", "new@example.org", "eve@example.org"])
    #expect(try Self.column("ip", log)[1] == "198.51.100.9")
    let refused = try await Self.query(file, "okta-system-log-csv", #"details.reason == "INVALID_CREDENTIALS""#)
    #expect(try Self.column("actor", refused) == ["eve@example.org"])
  }

  @Test func `an unknown preset is refused with a suggestion`() async throws {
    await #expect(throws: Diagnostics.self) { _ = try await Self.query("presets/okta.json", "okta-sytem-log") }
  }
}
