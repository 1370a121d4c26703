/// How the systems were set when they were looked at, near the quarter's end.
enum Settings {
  private static let settings: [(system: String, key: String, value: String)] = [
    ("console", "access_token_ttl_seconds", "900"), ("console", "refresh_cookie_http_only", "true"),
    ("console", "password_min_length", "12"), ("console", "password_complexity", "true"),
    ("console", "lockout_failed_attempts", "5"), ("console", "lockout_minutes", "15"),
    ("console", "mfa_method", "totp"), ("console", "account_number_masking", "true"),
    ("console", "log_redaction_filters", "true"), ("console", "image_token_ttl_seconds", "90"),
    ("console", "image_token_single_use", "true"), ("console", "rate_limit_per_ip", "true"),
    ("console", "rate_limit_per_user", "true"), ("console", "unauthenticated_endpoints", "/health;/api/v1/health"),
    ("console", "tenant_scoped_queries", "true"), ("console", "tenant_validation_middleware", "true"),
    ("console", "cross_tenant_logging", "true"), ("console", "health_interval_seconds:/health", "10"),
    ("console", "health_interval_seconds:/api/v1/health", "30"),
    ("console", "security_txt", "/.well-known/security.txt"), ("nginx", "health_interval_seconds:/health", "5"),
    ("nginx", "tls_min_version", "1.2"),
    ("nginx", "tls_ciphers", "ECDHE-ECDSA-AES256-GCM-SHA384;ECDHE-RSA-AES256-GCM-SHA384"),
    ("nginx", "https_redirect_status", "301"), ("nginx", "header_strict_transport_security", "max-age=31536000"),
    ("nginx", "header_x_frame_options", "DENY"), ("nginx", "header_content_security_policy", "default-src 'self'"),
    ("database", "encryption_at_rest", "AES-256"), ("database", "row_level_security", "true"),
    ("logging", "retention_days:access", "90"), ("logging", "retention_days:application", "90"),
    ("logging", "retention_days:security", "365"), ("logging", "retention_days:audit_trail", "2557"),
    ("logging", "audit_log_append_only", "true"), ("logging", "siem_export", "true"),
    ("privileged_access", "developer:access", "read_only_production_logs"),
    ("privileged_access", "developer:audit_logged", "true"), ("privileged_access", "dba:session_recorded", "true"),
    ("privileged_access", "sre:break_glass_audit", "true"), ("privileged_access", "security:dual_approval", "true"),
    ("deployment", "block_on_critical", "true"), ("deployment", "canary_minutes", "15"),
    ("continuity", "dr_site", "warm_standby"), ("continuity", "dr_region", "eu-central-1"),
    ("continuity", "primary_region", "eu-west-1"),
  ]

  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let observed = scenario.quarter.lastDay.adding(-3).at(6)
    let isWeak = scenario.plants(.weakTransportSecurity)
    let rows = settings.map { system, key, value in
      let isAtFault = isWeak && key == "tls_min_version"
      let id = "\(system).\(key)"
      return Row(
        id: id, time: observed, isInside: true,
        members: [
          ("observed_at", .time(observed)), ("system", .string(system)), ("key", .string(key)),
          ("value", .string(isAtFault ? "1.0" : value)),
        ])
    }
    fixture.add(Source("settings", [ExportFile.csv("exports/settings.csv", rows)]))
    if isWeak {
      fixture.plant(
        Planting(
          .weakTransportSecurity, in: "settings", ids: ["nginx.tls_min_version"],
          report: "TLS 1.0 is accepted; 1.2 is the least"))
    }
  }
}

/// Figures that come ready-made from the monitoring system.
enum Metrics {
  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let measured = scenario.quarter.lastDay.adding(1).at(6)
    let figures = [
      ("availability", "99.98", "%", 91 * 1440), ("tests_run", "1600", "1", 64), ("audit_coverage", "100", "%", 20_000),
    ]
    let rows = figures.map { name, value, unit, count in
      Row(
        id: name, time: nil, isInside: true,
        members: [
          ("name", .string(name)), ("value", .decimal(value)), ("unit", .string(unit)), ("n", .int(count)),
          ("measured_at", .time(measured)),
        ])
    }
    fixture.add(Source("metrics", [ExportFile.csv("exports/metrics.csv", rows)]))
  }
}
