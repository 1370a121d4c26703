/// The services of others, with what they have to show.
enum Vendors {
  static func add(_ scenario: Scenario, to fixture: inout Fixture) {
    let quarter = scenario.quarter
    let lacksAgreement = scenario.plants(.vendorWithoutAgreement)
    let rows = [
      hosted("Amazon Web Services", "infrastructure", "all data (encrypted)", quarter, isSigned: true),
      hosted("Postmark", "e-mail notifications", "e-mail addresses only", quarter, isSigned: !lacksAgreement),
      selfHosted("PostgreSQL", "database", "all data, on own hosts"),
      selfHosted("Redis", "caching", "session data, on own hosts"),
    ]
    fixture.add(Source("vendors", [ExportFile.csv("exports/vendors.csv", rows)]))
    fixture.excuse(
      "vendors", ids: ["PostgreSQL", "Redis"], why: "run on own hosts: no vendor has access to customer data")
    if lacksAgreement {
      fixture.plant(
        Planting(
          .vendorWithoutAgreement, in: "vendors", ids: ["Postmark"],
          report: "has access to customer data without a data processing agreement"))
    }
  }

  /// A vendor whose last report ends three months before the quarter does; a letter covers the rest.
  private static func hosted(
    _ name: String, _ purpose: String, _ shared: String, _ quarter: Quarter, isSigned: Bool
  ) -> Row {
    let end = quarter.start.adding(-1)
    return row(
      name,
      [
        ("purpose", .string(purpose)), ("customer_data", .bool(true)), ("soc2_status", .string("type_2")),
        ("report_start", .string(end.adding(-364).text)), ("report_end", .string(end.text)),
        ("report_date", .string(quarter.workday(2, 9).text)), ("bridge_letter", .string(quarter.asOf.adding(-3).text)),
        ("dpa_signed", .bool(isSigned)), ("encryption", .string("at rest and in transit")),
        ("breach_notice_hours", .int(48)), ("questionnaire_on", .string(quarter.start.adding(-75).text)),
        ("data_shared", .string(shared)),
      ])
  }

  private static func selfHosted(_ name: String, _ purpose: String, _ shared: String) -> Row {
    row(
      name,
      [
        ("purpose", .string(purpose)), ("customer_data", .bool(false)), ("soc2_status", .string("not_applicable")),
        ("report_start", .null), ("report_end", .null), ("report_date", .null), ("bridge_letter", .null),
        ("dpa_signed", .null), ("encryption", .string("at rest and in transit")), ("breach_notice_hours", .null),
        ("questionnaire_on", .null), ("data_shared", .string(shared)),
      ])
  }

  private static func row(_ name: String, _ members: [(String, JSONText)]) -> Row {
    Row(id: name, time: nil, isInside: true, members: [("name", .string(name))] + members)
  }
}
