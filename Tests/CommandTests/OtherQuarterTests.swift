import TestSupport
import Testing

/// Quarters that nobody tuned a gate to: other dates, another seed, other names, and one fault at a time.
@Suite("Other quarters") struct OtherQuarterTests {
  /// Each fault of the generator with the gates that it changes; a breach that is closed late is one of a test that failed.
  static let gates: [String: Set<String>] = [
    "change_approved_by_author": ["changes-not-approved-by-their-author"],
    "deployment_by_author": ["deployed-by-somebody-else-than-the-author"],
    "privileged_user_without_mfa": ["second-factor-of-privileged-users"],
    "account_active_after_termination": ["leavers-are-deactivated"],
    "login_after_termination": ["no-sign-in-after-the-employment-ended"],
    "privileged_review_missed": ["privileged-access-reviewed-every-month"],
    "incident_acknowledged_late": ["severe-incidents-acknowledged-within-15-minutes"],
    "critical_patch_late": ["critical-vulnerabilities-patched-within-24-hours"],
    "failed_login_burst": [
      "failed-sign-ins-per-address-and-minute", "failed-console-sign-ins-per-address-and-minute",
    ],
    "cross_tenant_attempt": ["no-attempt-across-tenants"],
    "breach_resolved_late": ["breaches-resolved-within-a-day", "compliance-tests-pass"],
    "compliance_test_failed": ["compliance-tests-pass"], "backup_missed": ["a-full-backup-every-day"],
    "approval_by_reviewer": ["large-checks-approved-by-a-second-person"],
    "alert_acknowledged_late": ["alerts-acknowledged-within-an-hour"],
    "alert_not_raised": ["alerts-are-raised-answered-and-escalated"],
    "high_patch_late": ["high-vulnerabilities-patched-within-7-days"],
    "reviewer_missing": ["reviewers-by-type-of-change"],
    "emergency_reviewed_late": ["emergency-changes-reviewed-within-a-day"],
    "canary_too_short": ["deployment-gates-passed"], "rollback_too_slow": ["rollbacks-within-their-time"],
    "backup_unencrypted": ["full-backups-succeed-encrypted-and-kept"],
    "restore_test_missed": ["a-restore-is-tested-every-month"], "failover_too_slow": ["failover-within-its-times"],
    "dynamic_test_missed": ["application-tested-every-week"],
    "disclosure_acknowledged_late": ["disclosed-vulnerabilities-acknowledged-within-48-hours"],
    "vendor_without_agreement": ["vendors-with-customer-data"],
    "weak_transport_security": ["connections-are-encrypted-with-tls-1-2-or-later"],
    "provisioning_too_slow": ["access-granted-within-its-time"],
    "configuration_self_approved": ["settings-approved-by-a-second-person"],
    "error_rate_critical": ["rate-of-errors"], "token_used_twice": ["image-tokens-are-used-in-time"],
    "login_during_lockout": ["no-sign-in-while-an-account-is-locked"],
  ]

  private static let quarters = ["2025q3", "2023q2", "2026q4"]

  @Test(arguments: gates.keys.sorted().enumerated().map { ($0.offset, $0.element) })
  func `one fault changes its gates and no other`(place: Int, fault: String) throws {
    let quarter = try OtherQuarter(Self.quarters[place % 3], seed: 77 + place, faults: fault)
    let failing = try quarter.failing()
    #expect(Set(failing.keys) == Self.gates[fault])
    #expect(failing.values.allSatisfy { $0 == "fail" })
  }

  @Test(arguments: quarters) func `a quarter without a fault passes every gate`(quarter: String) throws {
    #expect(try OtherQuarter(quarter, seed: 4711, faults: "none").failing() == [:])
  }

  @Test func `the console's policy passes a clean quarter, and names what it could not test`() throws {
    let quarter = try OtherQuarter("2025q3", seed: 77, faults: "none", policy: "check-review-console.yaml")
    #expect(
      try quarter.failing() == [
        "crc-1-4-sec-031-blocked": "not_applicable", "crc-2-2-security-access-cross-tenant": "not_applicable",
        "crc-5-3-complete-failure": "not_applicable",
      ])
  }

  @Test func `every fault of the console's quarter is found by its policy, too`() throws {
    let quarter = try OtherQuarter("2026q2", seed: 12, faults: "all", policy: "check-review-console.yaml")
    let failing = Set(try quarter.failing().filter { $0.value == "fail" }.keys)
    #expect(failing.count >= 25, "\(failing.sorted())")
  }

  /// What real exports write for the same thing; each is a script for `sed -E`.
  static let spellings: [(path: String, script: String)] = [
    ("users.csv", "s/,active,/,Active,/; s/,deactivated,/,DEACTIVATED,/; s/,person,/,Person,/"),
    ("users.csv", "2,$ s/,false,true,/,No,YES,/; 2,$ s/,true,true,/,1,y,/; 2,$ s/,false,false,/,N,0,/"),
    (
      "deployments.csv",
      "s/,production,success/,Production,Success/; s/rolled_back/Rolled Back/; s/bad_deployment/Bad deployment/"
    ),
    (
      "changes.csv",
      "s/,feature,/,Feature,/; s/,emergency,/,EMERGENCY,/; s/,infrastructure,/,Infrastructure,/; s/true/TRUE/g"
    ),
    ("incidents.json", "s/\"SEV-([1-4])\"/\"sev-\\1\"/"),
    ("compliance-tests.csv", "s/,passed,/,PASSED,/; s/,warning,/,Warning,/"),
    ("access-reviews.csv", "s/,privileged,/,Privileged,/; s/,service_account,/,Service account,/; s/T[0-9:]+Z,/,/"),
    ("reviews.csv", "s/,log_review,/,Log review,/; s/,alert_rules,/,ALERT-RULES,/; s/T[0-9:]+Z,/,/"),
    ("backups.csv", "s/,success,true,/,Success,Yes,/"),
    ("recovery-tests.csv", "s/,passed$/,Passed/; s/,failover,/,Failover,/; s/,load_balancer,/,Load balancer,/"),
    ("vendors.csv", "s/,true,/,Y,/g; s/,type_2,/,Type 2,/"),
    ("incidents.json", "s/\"(root_cause|lessons)\":null,//g"), ("incidents.json", "s/:null/:\"\"/g"),
  ]

  @Test(arguments: spellings.indices) func `other spellings of the same export change no gate`(index: Int) throws {
    let spelling = Self.spellings[index]
    let quarter = try OtherQuarter("2025q3", seed: 99, faults: "none")
    let before = try quarter.workspace.text("exports/" + spelling.path)
    try quarter.edit("exports/" + spelling.path, spelling.script)
    #expect(try quarter.workspace.text("exports/" + spelling.path) != before)
    #expect(try quarter.failing() == [:])
  }

  /// Faults that the generator does not know, written into the exports of a clean quarter.
  static let written: [(path: String, script: String, gates: Set<String>)] = [
    ("users.csv", "s/[0-9-]{10}T17:30:00Z,([0-9-]{10},)/2025-09-30T17:30:00Z,\\1/", ["leavers-are-deactivated"]),
    (
      "access-requests.csv", "s/^(ACC-([^,]*,){5}[^,T]*)T[^,]*/\\1T23:59:00Z/", ["access-approved-by-somebody-else"]
    ), ("vendors.csv", "s/,2025-04-17,/,2022-04-17,/", ["vendors-with-customer-data"]),
    ("settings.csv", "s/tls_min_version,1.2/tls_min_version,TLSv1.2/", []),
    (
      "settings.csv", "s/tls_min_version,1.2/tls_min_version,TLSv1.1/",
      ["connections-are-encrypted-with-tls-1-2-or-later"]
    ),
    ("deployments.csv", "s/,PR#0220[1-9],/,PR#99999,/", ["deployed-by-somebody-else-than-the-author"]),
    ("audit/audit-2025-07.jsonl", "s/farah.aziz@/ghost@/", ["no-sign-in-after-the-employment-ended"]),
    ("audit/audit-2025-07.jsonl", "s/farah.aziz@/Farah.AZIZ@/", []),
    // The console names who signs in by the account's id alone.
    (
      "users.csv", "s/2025-09-08T17:30:00Z,2025-09-08/2025-08-28T17:30:00Z,2025-08-28/",
      ["no-sign-in-after-the-employment-ended"]
    ),
    ("access-requests.csv", "1 s/$/,status/; 2,$ s/$/,granted/; 3 s/^(([^,]*,){4}).*/\\1,,,,,,Refused/", []),
    (
      "access-requests.csv", "1 s/$/,status/; 2,$ s/$/,granted/; 3 s/granted/pending/",
      ["access-approved-by-somebody-else"]
    ), ("access-requests.csv", "3 s/^(([^,]*,){7})[^,]*/\\1/", []),
    (
      "approvals.csv", "s/^([^,]*,[^,]*,([5-9][0-9]|[0-9]{3})[0-9]{3}[^,]*,[^,]*,).*/\\1/",
      ["large-checks-approved-by-a-second-person"]
    ),
    (
      "deployments.csv", "s/^(([^,]*,){4})[^,]*,production/\\1,production/",
      ["deployed-by-somebody-else-than-the-author"]
    ),
    (
      "vulnerabilities.csv", "5 s/,[0-9]+[.][0-9],/,,/",
      [
        "critical-vulnerabilities-patched-within-24-hours", "high-vulnerabilities-patched-within-7-days",
        "medium-vulnerabilities-patched-within-30-days",
      ]
    ),
    ("scans.csv", "/,pip-audit,/d", ["python-dependencies-scanned-every-day"]),
    ("incidents.json", "s/\"severity\":\"SEV-1\"/\"severity\":\"Critical\"/", ["other-incidents-acknowledged-in-time"]),
  ]

  @Test(arguments: written.indices) func `a fault that is written by hand changes its gates and no other`(index: Int)
    throws
  {
    let fault = Self.written[index]
    let quarter = try OtherQuarter("2025q3", seed: 77, faults: "none")
    let before = try quarter.workspace.text("exports/" + fault.path)
    try quarter.edit("exports/" + fault.path, fault.script)
    #expect(try quarter.workspace.text("exports/" + fault.path) != before)
    #expect(Set(try quarter.failing().filter { $0.value != "not_applicable" }.keys) == fault.gates)
  }

  @Test func `a fault is found whatever the spelling`() throws {
    let quarter = try OtherQuarter("2023q2", seed: 5, faults: "privileged_user_without_mfa,change_approved_by_author")
    try quarter.edit("exports/users.csv", "s/,active,/,ACTIVE,/; 2,$ s/,false,/,no,/g; 2,$ s/,true,/,Yes,/g")
    try quarter.edit("exports/changes.csv", "s/@northwind.test/@Northwind.TEST/")
    #expect(
      Set(try quarter.failing().keys) == ["second-factor-of-privileged-users", "changes-not-approved-by-their-author"])
  }
}
