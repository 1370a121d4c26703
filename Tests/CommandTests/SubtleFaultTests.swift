import TestSupport
import Testing

/// Faults as examiners plant them, one at a time in a clean quarter: other names for the same person, words that nobody
/// listed, what was done too late, and what was not done at all. Beside them what looks like a fault and is none.
@Suite("Subtle faults") struct SubtleFaultTests {
  /// Each is a script for `sed -E` over one export of a clean quarter, and the one gate that finds it.
  static let faults: [(fault: String, path: String, script: String, gate: String)] = [
    (
      "A privileged account of another word for active",
      "users.csv",
      #"s/^(U-115841,.*),active,developer,true,true/\1,Enabled,developer,true,false/"#,
      "second-factor-of-privileged-users"
    ),
    (
      "A contractor who signed in before the second factor",
      "users.csv",
      #"s/^(U-282140,.*),person,(([^,]*,){4})[^,]*/\1,contractor,\2/"#,
      "second-factor-before-the-first-sign-in"
    ),
    (
      "A privileged account that nobody used since January",
      "users.csv",
      "s/2025-09-30T09:14:12Z/2025-01-30T09:14:12Z/",
      "privileged-accounts-are-in-use"
    ),
    (
      "An account that nobody asked for",
      "access-requests.csv",
      "/^ACC-0416/d",
      "accounts-are-made-on-request"
    ),
    (
      "Access approved by who gets it, under the account's id",
      "access-requests.csv",
      #"s/^(ACC-0414,([^,]*,){3})[^,]*/\1U-163355/"#,
      "access-approved-by-somebody-else"
    ),
    (
      "A review of access that looked at nobody",
      "access-reviews.csv",
      #"s/,user,([^,]*),18,/,user,\1,0,/"#,
      "all-users-reviewed-every-quarter"
    ),
    (
      "A change approved by its author, under the account's id",
      "changes.csv",
      #"s/^(PR#02204,.*),ana.ferreira@northwind.test,2025/\1,u-147517,2025/"#,
      "changes-not-approved-by-their-author"
    ),
    (
      "An approver who is named twice",
      "changes.csv",
      #"s/^(PR#02205,.*),[^,;]*;(hannah.weiss@[^,]*),2025/\1,\2;Hannah.Weiss@Northwind.test ,2025/"#,
      "reviewers-by-type-of-change"
    ),
    (
      "A deployment the day before the merge",
      "deployments.csv",
      "s/^DEP-03002,2025-07-02/DEP-03002,2025-06-30/;s/^DEP-03004,2025-07-03/DEP-03004,2025-07-01/",
      "deployed-after-the-merge"
    ),
    (
      "A deployment by the author, to an environment of another name",
      "deployments.csv",
      #"s/^(DEP-03002,.*),omar.haddad@northwind.test,production/\1,ingrid.solberg@northwind.test,Prod EU/"#,
      "deployed-by-somebody-else-than-the-author"
    ),
    (
      "A deployment by the author, under the account's id",
      "deployments.csv",
      #"s/^(DEP-03002,.*),omar.haddad@northwind.test,/\1,U-195031,/"#,
      "deployed-by-somebody-else-than-the-author"
    ),
    (
      "A setting approved by who changed it, under the account's id",
      "configuration-changes.jsonl",
      #"s/("actor":"omar.haddad.*"approver":")[^"]*/\1U-187112/"#,
      "settings-approved-by-a-second-person"
    ),
    (
      "A large check approved by its reviewer, with a blank behind",
      "approvals.csv",
      #"s/^(.*,CD-70011,.*,)(teresa.gomez@.*),.*/\1\2,\2 /"#,
      "large-checks-approved-by-a-second-person"
    ),
    (
      "A compliance test that did not run through",
      "compliance-tests.csv",
      #"s/^(2025-08-13.*,cov_lite,)passed/\1error/"#,
      "compliance-tests-pass"
    ),
    (
      "A week without a compliance test",
      "compliance-tests.csv",
      "/^2025-08-1[1-7]/d",
      "compliance-tests-run-every-week"
    ),
    (
      "A scan that did not run through",
      "scans.csv",
      #"s/^(2025-08-13.*,pip-audit,.*),clean/\1,error: no network/"#,
      "python-dependencies-scanned-every-day"
    ),
    (
      "A lock-out after ten failures",
      "settings.csv",
      "s/lockout_failed_attempts,5/lockout_failed_attempts,10/",
      "accounts-lock-after-five-failures-for-15-minutes"
    ),
    (
      "A lock-out of five minutes",
      "settings.csv",
      "s/lockout_minutes,15/lockout_minutes,5/",
      "accounts-lock-after-five-failures-for-15-minutes"
    ),
    (
      "Logs kept for a month",
      "settings.csv",
      "s/retention_days:security,365/retention_days:security,30/",
      "logs-of-security-are-kept-for-a-year"
    ),
    (
      "A day that was not measured",
      "series.csv",
      "/^2025-08-13.*,(error_rate|response_time)/d",
      "the-service-is-measured-every-day"
    ),
    (
      "A root cause that is none",
      "incidents.json",
      #"s/"root_cause":"[^"]*"/"root_cause":"TBD"/"#,
      "severe-incidents-reviewed-afterwards"
    ),
    (
      "A breach neither confirmed nor dismissed",
      "breaches.json",
      #"s/"confirmed":true,"root_cause":"[^"]*"/"confirmed":null,"root_cause":null/"#,
      "confirmed-breaches-have-a-cause-and-a-remedy"
    ),
    (
      "A vendor of whose data nobody said anything",
      "vendors.csv",
      #"s/^Postmark,e-mail notifications,true,(.*),true,at rest/Postmark,e-mail notifications,,\1,false,at rest/"#,
      "vendors-with-customer-data"
    ),
    (
      "A letter that bridges three years",
      "vendors.csv",
      "s/2025-06-30,2025-08-11/2022-06-30,2022-08-11/",
      "vendors-with-customer-data"
    ),
    (
      "A role that nobody wrote down",
      "users.csv",
      #"s/^(U-187112,.*),sre;ops_lead,/\1,sre;ops_lead;super_user,/"#,
      "every-role-is-one-of-the-matrix"
    ),
    (
      "An incident acknowledged before it was opened",
      "incidents.json",
      #"s/2025-08-23T18:49:00Z","resolved/2025-08-23T18:39:00Z","resolved/"#,
      "severe-incidents-acknowledged-within-15-minutes"
    ),
    (
      "Customers told after a week",
      "incidents.json",
      "s/2025-08-05T12:10:00Z/2025-08-12T12:10:00Z/",
      "customers-told-of-exposed-data"
    ),
  ]

  /// What an auditor would let be.
  static let lookalikes: [(what: String, path: String, script: String)] = [
    (
      "A change merged on the last evening of the quarter before",
      "changes.csv",
      "s/^PR#02203,2025-07-01/PR#02203,2025-06-30/;s/2025-07-01T05:49:00Z/2025-06-30T05:49:00Z/"
    ),
    (
      "A backup that failed and was made again",
      "backups.csv",
      #"s/^(2025-08-13T)02(:.*,BK-[0-9]*)(,database_full,)success(.*)/\103\2R\3success\4\n\102\2\3failed\4/"#
    ),
    (
      "Roles as people write them",
      "changes.csv",
      "s/,engineer;security_lead,/,Engineer;Security Lead,/"
    ),
    (
      "A deployment taken back in staging",
      "deployments.csv",
      "s/,staging,success,,/,staging,rolled_back,,/"
    ),
    (
      "A typing error of Friday evening, seen to on Monday",
      "incidents.json",
      "s/2025-09-19T16:44:00Z/2025-09-22T09:00:00Z/;s/2025-09-19T16:59:00Z/2025-09-22T09:10:00Z/"
    ),
    (
      "An incident that is still open",
      "incidents.json",
      #"s/("opened_at":"2025-09-27[^{]*)SEV-3([^{]*"resolved_at":)[^,]*/\1SEV-2\2null/"#
    ),
    (
      "A change whose id is written in small letters",
      "deployments.csv",
      "s/,PR#02203,/,pr#02203 ,/"
    ),
  ]

  private func quarter() throws -> OtherQuarter { try OtherQuarter("2025q3", seed: 77, faults: "none") }

  /// The gates that a script changes, which has to change its export.
  private func failing(_ path: String, _ script: String) throws -> Set<String> {
    let quarter = try quarter()
    let before = try quarter.workspace.text("exports/" + path)
    try quarter.edit("exports/" + path, script)
    #expect(try quarter.workspace.text("exports/" + path) != before)
    return Set(try quarter.failing().filter { $0.value != "not_applicable" }.keys)
  }

  @Test(arguments: faults.indices) func `a fault is found by its gate and no other`(index: Int) throws {
    let fault = Self.faults[index]
    #expect(try failing(fault.path, fault.script) == [fault.gate], "\(fault.fault)")
  }

  @Test(arguments: lookalikes.indices) func `what is no fault fails no gate`(index: Int) throws {
    let lookalike = Self.lookalikes[index]
    #expect(try failing(lookalike.path, lookalike.script) == [], "\(lookalike.what)")
  }

  @Test func `a working day without a record in any log is found`() throws {
    let quarter = try quarter()
    for path in ["audit/audit-2025-08-week-2.jsonl", "console/console-2025-08.jsonl"] {
      try quarter.edit("exports/" + path, #"/"timestamp":"2025-08-13/d"#)
    }
    try quarter.edit("exports/service-log/service-2025-08.json", #"s/"timestamp":"2025-08-13/"timestamp":"2025-08-14/"#)
    let failing = try quarter.failing()
    #expect(Set(failing.keys) == ["the-audit-log-has-no-working-day-without-a-record"])
  }
}
