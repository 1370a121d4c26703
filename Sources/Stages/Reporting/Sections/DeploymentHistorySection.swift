import AuditModel
import DocumentModel
import Rows

/// What was deployed, where, by whom, and how it ended.
enum DeploymentHistorySection {
  static let section = ReportSection.records("deployment_history", "Deployments", of: "deployments") { rows, facts in
    [.table(summary(rows)), listing.table("Deployments", rows, facts)]
  }

  private static let listing = Listing(
    "deployments",
    [
      .code("Deployment", "id"), .time("Deployed", "deployed_at"), .code("Change", "change"),
      .text("Version", "version"),
      .text("Environment", "environment"), .text("Deployer", "deployer"),
      .init("Outcome") { [.status($0.written("outcome").replacing("_", with: " "), tone($0.written("outcome")))] },
    ])

  static func tone(_ outcome: String) -> Tone {
    switch outcome {
    case "success": .good
    case "rolled_back": .warning
    case "failed": .bad
    default: .neutral
    }
  }

  private static func summary(_ rows: [Table.Row]) -> DocumentTable {
    let outcomes = ["success", "rolled_back", "failed"]
    return DocumentTable(
      caption: "Outcomes by environment",
      columns: [.init("Environment")]
        + ["Succeeded", "Rolled back", "Failed", "Other", "All"].map { .init($0, .trailing) },
      rows: Dataset.grouped(rows, by: "environment").map { environment in
        let counts = outcomes.map { outcome in environment.rows.count { $0.text("outcome") == outcome } }
        let rest = environment.rows.count - counts.reduce(0, +)
        return [[.text(environment.value)]]
          + (counts + [rest, environment.rows.count]).map { [.text(Words.count($0))] }
      })
  }
}
