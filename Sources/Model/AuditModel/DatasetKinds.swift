import Rows

/// The kinds that ship; a definition may declare its own.
///
/// A record without a required field cannot be read. So those are what a record is known by and when it happened, and never
/// what a gate asks: an approval without an approver is an exception.
public enum DatasetKinds {
  public static let all: [DatasetKind] = [
    events, users, roles, accessRequests, accessReviews, reviews, changes, deployments, configurationChanges, settings,
    incidents, alerts, breaches, complianceTests, vulnerabilities, scans, assessments, disclosures, backups,
    recoveryTests, vendors, approvals, series, metrics, sampleResults, predictions, attributions, features,
    coefficients,
  ]

  public static func named(_ name: String) -> DatasetKind? { all.first { $0.name == name } }

  /// The one kind that may be larger than memory: its records are streamed, never held.
  public static let events = DatasetKind(
    "events", .occurs(at: "timestamp"),
    [
      required("timestamp", .timestamp), required("type"), text("severity"), text("actor"), text("actor_id"),
      text("tenant"), text("action"), text("resource_type"), text("resource_id"), text("outcome"), text("ip"),
      text("user_agent"), Field("details", .json), text("original_type"),
    ])

  static let users = DatasetKind(
    "users", .standing(from: "created_at", until: "deactivated_at"),
    [
      time("created_at"), required("id"), required("email"), text("name"), words("type", ["person", "service"]),
      words("status", ["active", "deactivated"], required: true),
      list("roles"), flag("privileged"), flag("mfa_enrolled"), time("mfa_enrolled_at"), time("first_login_at"),
      time("last_login_at"), time("deactivated_at"), time("terminated_on"), text("manager"), text("department"),
    ])

  static let roles = DatasetKind(
    "roles", .standing(from: nil, until: nil), [required("role"), required("permission")])

  static let accessRequests = DatasetKind(
    "access_requests", .occurs(at: "requested_at"),
    [
      required("requested_at", .timestamp), required("id"), required("user"), text("requested_by"),
      words("status", ["granted", "refused", "withdrawn", "pending"]),
      text("approved_by"), time("approved_at"), time("security_reviewed_at"), time("account_created_at"),
      time("role_assigned_at"), time("provisioned_at"),
    ])

  static let accessReviews = DatasetKind(
    "access_reviews", .occurs(at: "reviewed_at"),
    [
      required("reviewed_at", .timestamp), required("id"),
      words("kind", ["user", "privileged", "service_account", "terminated"], isClosed: false, required: true),
      required("reviewer"),
      count("users_reviewed"), count("revoked"), text("findings"),
    ])

  static let reviews = DatasetKind(
    "reviews", .occurs(at: "reviewed_at"),
    [
      required("reviewed_at", .timestamp), required("id"),
      words(
        "subject", ["log_review", "alert_rules", "thresholds", "controls_document"], isClosed: false, required: true),
      required("reviewer"),
    ])

  static let changes = DatasetKind(
    "changes", .occurs(at: "merged_at"),
    [
      required("merged_at", .timestamp), required("id"),
      words("type", ["feature", "security", "migration", "infrastructure", "emergency"], required: true), text("title"),
      text("author"),
      list("reviewers"), list("reviewer_roles"), list("approvers"), time("reviewed_at"), flag("ci_passed"),
      flag("scan_clean"), flag("staging_passed"), number("canary_minutes"), text("ticket"),
    ])

  static let deployments = DatasetKind(
    "deployments", .occurs(at: "deployed_at"),
    [
      required("deployed_at", .timestamp), required("id"), text("change"), text("version"), text("deployer"),
      words("environment", ["production", "staging"], isClosed: false, required: true),
      words("outcome", ["success", "failed", "rolled_back"], required: true),
      words("scenario", ["bad_deployment", "database_migration", "configuration_error", "complete_failure"]),
      number("rollback_minutes"),
    ])

  static let configurationChanges = DatasetKind(
    "configuration_changes", .occurs(at: "changed_at"),
    [
      required("changed_at", .timestamp), required("id"), required("key"), text("old"), text("new"),
      text("actor"), text("approver"),
    ])

  static let settings = DatasetKind(
    "settings", .standing(from: "observed_at", until: nil),
    [required("observed_at", .timestamp), required("system"), required("key"), required("value")])

  static let incidents = DatasetKind(
    "incidents", .open(from: "opened_at", until: "resolved_at"),
    [
      required("opened_at", .timestamp), required("id"),
      words("severity", ["SEV-1", "SEV-2", "SEV-3", "SEV-4"], required: true), text("title"),
      time("acknowledged_at"), time("resolved_at"), Field("escalations", .json), Field("timeline", .json),
      text("root_cause"), Field("actions", .json), text("lessons"), flag("data_exposed"),
      time("customer_notified_at"),
    ])

  static let alerts = DatasetKind(
    "alerts", .open(from: "raised_at", until: "resolved_at"),
    [
      required("raised_at", .timestamp), required("id"), required("rule"), required("severity"), text("metric"),
      number("value"), number("limit"), text("channel"), time("acknowledged_at"), Field("escalations", .json),
      time("resolved_at"), text("outcome"),
    ])

  static let breaches = DatasetKind(
    "breaches", .open(from: "detected_at", until: "closed_at"),
    [
      required("detected_at", .timestamp), required("id"), required("test"), number("value"), number("limit"),
      flag("confirmed"), text("root_cause"), text("remediation"), time("implemented_at"), time("verified_at"),
      time("rule_updated_at"), time("closed_at"),
    ])

  static let complianceTests = DatasetKind(
    "compliance_tests", .occurs(at: "run_at"),
    [
      required("run_at", .timestamp), required("id"), required("suite"), required("name"),
      words("status", ["passed", "warning", "failed"], required: true),
      number("value"), number("limit"),
    ])

  static let vulnerabilities = DatasetKind(
    "vulnerabilities", .open(from: "found_at", until: "patched_at"),
    [
      required("found_at", .timestamp), required("id"), required("component"), number("cvss"),
      time("patched_at"), text("testing"), text("release"), text("source"),
    ])

  static let scans = DatasetKind(
    "scans", .occurs(at: "run_at"),
    [required("run_at", .timestamp), required("id"), required("tool"), required("scope"), required("result")])

  static let assessments = DatasetKind(
    "assessments", .occurs(at: "done_on"),
    [
      required("done_on", .timestamp), required("id"),
      words("type", ["dast", "pentest", "red_team"], isClosed: false, required: true), required("performed_by"),
      text("findings"),
    ])

  static let disclosures = DatasetKind(
    "disclosures", .open(from: "received_at", until: "resolved_at"),
    [
      required("received_at", .timestamp), required("id"), time("acknowledged_at"), time("resolved_at"),
      time("published_at"),
    ])

  static let backups = DatasetKind(
    "backups", .occurs(at: "finished_at"),
    [
      required("finished_at", .timestamp), required("id"), required("data"),
      words("status", ["success", "failed"], required: true), flag("encrypted"),
      text("location"), text("region"), number("retention_days"),
    ])

  static let recoveryTests = DatasetKind(
    "recovery_tests", .occurs(at: "run_at"),
    [
      required("run_at", .timestamp), required("id"),
      words("type", ["restore", "failover", "chaos"], isClosed: false, required: true),
      words("component", ["database", "application", "load_balancer", "static_assets"], isClosed: false),
      number("rpo_minutes"),
      number("rto_minutes"), number("failover_minutes"),
      words("result", ["passed", "failed"], required: true),
    ])

  static let vendors = DatasetKind(
    "vendors", .standing(from: nil, until: nil),
    [
      required("name"), text("purpose"), flag("customer_data"),
      words("soc2_status", ["type_1", "type_2", "not_applicable"], isClosed: false), time("report_start"),
      time("report_end"), time("report_date"), text("bridge_letter"), flag("dpa_signed"), text("encryption"),
      number("breach_notice_hours"), time("questionnaire_on"), text("data_shared"),
    ])

  static let approvals = DatasetKind(
    "approvals", .occurs(at: "decided_at"),
    [
      required("decided_at", .timestamp), required("id"), required("amount", .double), text("reviewer"),
      text("approver"),
    ])

  static let series = DatasetKind(
    "series", .occurs(at: "at"),
    [required("at", .timestamp), required("name"), required("value", .double), text("unit")])

  static let metrics = DatasetKind(
    "metrics", .standing(from: nil, until: nil),
    [
      required("name"), required("value", .double), text("unit"), count("n"), text("attribute"), text("group"),
      number("ci_low"), number("ci_high"), time("measured_at"),
    ])

  static let sampleResults = DatasetKind(
    "sample_results", .standing(from: nil, until: nil),
    [
      required("tested_on", .timestamp), required("sample"), required("item"), required("result"),
      required("tester"), text("reference"),
    ])

  static let predictions = DatasetKind(
    "predictions", .standing(from: nil, until: nil),
    [required("id"), required("y_true", .int), required("y_score", .double), count("y_pred")])

  static let attributions = DatasetKind(
    "attributions", .standing(from: nil, until: nil),
    [required("id"), required("feature"), required("contribution", .double), text("value")])

  /// A linear model, a row a number or category; the constant is the feature `(intercept)`. A number enters as (value − mean)
  /// / scale.
  static let coefficients = DatasetKind(
    "coefficients", .standing(from: nil, until: nil),
    [
      required("feature"), text("category"), required("coefficient", .double), Field("mean", .double),
      Field("scale", .double),
    ])

  static let features = DatasetKind("features", .standing(from: nil, until: nil), [required("id")])

  private static func required(_ name: String, _ type: FieldType = .text) -> Field { Field(name, type, required: true) }
  private static func text(_ name: String) -> Field { Field(name, .text) }
  private static func time(_ name: String) -> Field { Field(name, .timestamp) }
  private static func flag(_ name: String) -> Field { Field(name, .bool) }
  private static func number(_ name: String) -> Field { Field(name, .double) }
  private static func count(_ name: String) -> Field { Field(name, .int) }
  private static func words(
    _ name: String, _ words: [String], isClosed: Bool = true, required: Bool = false
  ) -> Field {
    Field(name, .text, required: required, vocabulary: Vocabulary(words, isClosed: isClosed))
  }
  private static func list(_ name: String) -> Field { Field(name, .list) }
}
