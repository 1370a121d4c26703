import AuditModel
import DocumentModel
import Rows

/// Which settings were changed, by whom, and who approved it.
enum ConfigurationChangesSection {
  static let section = ReportSection.records(
    "configuration_changes", "Configuration changes", of: "configuration_changes"
  ) { rows, facts in
    let alone = rows.count { $0.text("approver") == nil || $0.text("approver") == $0.text("actor") }
    let approved =
      Dataset.lacks("approver", of: "configuration_changes", facts)
      ? "the export does not say who approved them"
      : "\(Words.count(Int64(alone), "change")) without a second person's approval"
    return [
      .words("\(Words.count(Int64(rows.count), "change")) of settings; \(approved)."),
      listing.table("Settings changed", rows, facts),
    ]
  }

  private static let listing = Listing(
    "configuration_changes",
    [
      .code("Change", "id"), .time("Changed", "changed_at"), .code("Setting", "key"), .text("From", "old"),
      .text("To", "new"), .text("By", "actor"), .text("Approver", "approver"),
    ])
}
