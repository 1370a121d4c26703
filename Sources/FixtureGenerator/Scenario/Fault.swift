/// What a quarter can have planted in it: one case for each kind of thing that a gate should find.
enum Fault: String, CaseIterable {
  // planted unless others are asked for
  case changeApprovedByAuthor = "change_approved_by_author"
  case deploymentByAuthor = "deployment_by_author"
  case privilegedUserWithoutMFA = "privileged_user_without_mfa"
  case accountActiveAfterTermination = "account_active_after_termination"
  case loginAfterTermination = "login_after_termination"
  case privilegedReviewMissed = "privileged_review_missed"
  case incidentAcknowledgedLate = "incident_acknowledged_late"
  case criticalPatchLate = "critical_patch_late"
  case failedLoginBurst = "failed_login_burst"
  case crossTenantAttempt = "cross_tenant_attempt"
  case breachResolvedLate = "breach_resolved_late"
  case complianceTestFailed = "compliance_test_failed"
  case backupMissed = "backup_missed"
  case approvalByReviewer = "approval_by_reviewer"
  // planted only when asked for
  case alertAcknowledgedLate = "alert_acknowledged_late"
  case alertNotRaised = "alert_not_raised"
  case highPatchLate = "high_patch_late"
  case reviewerMissing = "reviewer_missing"
  case emergencyReviewedLate = "emergency_reviewed_late"
  case canaryTooShort = "canary_too_short"
  case rollbackTooSlow = "rollback_too_slow"
  case backupUnencrypted = "backup_unencrypted"
  case restoreTestMissed = "restore_test_missed"
  case failoverTooSlow = "failover_too_slow"
  case dynamicTestMissed = "dynamic_test_missed"
  case disclosureAcknowledgedLate = "disclosure_acknowledged_late"
  case vendorWithoutAgreement = "vendor_without_agreement"
  case weakTransportSecurity = "weak_transport_security"
  case provisioningTooSlow = "provisioning_too_slow"
  case configurationSelfApproved = "configuration_self_approved"
  case errorRateCritical = "error_rate_critical"
  case tokenUsedTwice = "token_used_twice"
  case loginDuringLockout = "login_during_lockout"

  /// The faults of the committed quarter.
  static let standard: Set<Fault> = Set(allCases.prefix { $0 != .alertAcknowledgedLate })
}

/// A fault where it was planted, and what a test of the control should say about it.
struct Planting {
  let fault: Fault
  let source: String
  /// The records that are exceptions; empty when the fault is that a record is absent.
  let ids: [String]
  /// What a gate over the source should report.
  let report: String
  /// The calendar interval or the key that is at fault, where it is no record.
  let at: String?
  /// Where the same fault also shows, in words; a gate that sees it there sees no second fault.
  let alsoSeen: String?

  init(
    _ fault: Fault, in source: String, ids: [String] = [], at: String? = nil, report: String, alsoSeen: String? = nil
  ) {
    self.fault = fault
    self.source = source
    self.ids = ids
    self.at = at
    self.report = report
    self.alsoSeen = alsoSeen
  }
}
