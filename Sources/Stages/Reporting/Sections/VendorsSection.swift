import AuditModel
import DocumentModel
import Rows

/// Suppliers, what they see, and what they show of their own controls.
enum VendorsSection {
  static let section = ReportSection.records("vendors", "Vendors", of: "vendors") { rows, facts in
    let customer = rows.count { $0["customer_data"].bool == true }
    let opening: Block =
      Dataset.lacks("customer_data", of: "vendors", facts)
      ? .lacking("customer_data", of: "vendors", "which vendors have access to customer data")
      : .words("\(Words.share(customer, of: rows.count)) vendors have access to customer data.")
    return [
      opening,
      listing.table("Vendors", rows, facts), duties.table("What vendors owe", rows, facts),
    ]
  }

  private static let listing = Listing(
    "vendors",
    [
      .text("Vendor", "name"), .text("Purpose", "purpose"), .flag("Customer data", "customer_data"),
      .text("Data shared", "data_shared"), .text("Encryption", "encryption"),
    ])

  private static let duties = Listing(
    "vendors",
    [
      .text("Vendor", "name"), .text("SOC 2 report", "soc2_status"), .day("Covers from", "report_start"),
      .day("to", "report_end"), .text("Bridge letter", "bridge_letter"), .flag("Agreement signed", "dpa_signed"),
      .number("Notice of breach", "breach_notice_hours", unit: "h"), .day("Questionnaire", "questionnaire_on"),
    ])
}
