import AuditModel
import DocumentModel
import Rows

/// Who reviews and approves changes, by the type of the change.
enum ApprovalWorkflowSection {
  static let section = ReportSection.records("approval_workflow", "Approval of changes", of: "changes") { rows, facts in
    [
      .table(summary(Dataset.grouped(rows, by: "type"), facts)),
      listing.table("Changes and their approvers", rows, facts),
    ]
  }

  private static let listing = Listing(
    "changes",
    [
      .code("Change", "id"), .time("Merged", "merged_at"), .text("Type", "type"), .text("Author", "author"),
      .text("Reviewer roles", "reviewer_roles"), .text("Approvers", "approvers"),
      .init("Reviewed before the merge", .trailing, reads: ["reviewed_at"]) { row in
        let seconds = Words.seconds(row, "reviewed_at", "merged_at")
        return [.text(seconds.map { $0 < 0 ? "afterwards" : Words.duration(seconds: $0) } ?? "not reviewed")]
      },
    ])

  private static func summary(_ types: [(value: String, rows: [Table.Row])], _ facts: Facts) -> DocumentTable {
    let approvers = !Dataset.lacks("approvers", of: "changes", facts)
    let known = !Dataset.lacks("reviewer_roles", of: "changes", facts)
    return DocumentTable(
      caption: "Changes by type",
      columns: [
        .init("Type"), .init("Changes", .trailing), .init("Roles that reviewed"), .init("Without approver", .trailing),
        .init("Author among approvers", .trailing),
      ],
      rows: types.map { type in
        let roles = Dataset.tally(type.rows.flatMap { Dataset.items($0, "reviewer_roles") })
        let without = type.rows.count { Dataset.items($0, "approvers").isEmpty }
        let own = type.rows.count { Dataset.items($0, "approvers").contains($0.written("author")) }
        return [
          [.text(type.value)], [.text(Words.count(type.rows.count))],
          [
            .text(
              known ? roles.map { "\($0.text) \(Words.count($0.count))" }.joined(separator: ", ") : Words.notExported)
          ],
          [.text(approvers ? Words.count(without) : Words.notExported)],
          [.text(approvers ? Words.count(own) : Words.notExported)],
        ]
      })
  }
}
