import AuditModel
import DocumentModel
import Rows

/// Which reviews of access took place, by kind and month, and what they led to.
enum AccessReviewsSection {
  static let section = ReportSection.records("access_reviews", "Access reviews", of: "access_reviews") { rows, facts in
    [.figure(grid(rows, facts)), listing.table("Reviews", rows, facts)]
  }

  private static let listing = Listing(
    "access_reviews",
    [
      .code("Review", "id"), .time("Reviewed", "reviewed_at"), .text("Kind", "kind"), .text("Reviewer", "reviewer"),
      .number("Accounts", "users_reviewed"), .number("Revoked", "revoked"), .text("Findings", "findings"),
    ])

  /// Kinds against the months of the period. A month without a review is told, not judged: a gate knows how often.
  private static func grid(_ rows: [Table.Row], _ facts: Facts) -> Figure {
    let months = Months(facts.definition.period)
    let kinds = Dataset.grouped(rows, by: "kind")
    let cells = kinds.map { kind in
      months.labels.map { month in
        let count = kind.rows.count { months.label(of: $0["reviewed_at"].instant, facts.clock) == month }
        return StatusGrid.Cell(count == 0 ? "none" : Words.count(count), count == 0 ? .neutral : .good)
      }
    }
    let grid = StatusGrid(rows: kinds.map(\.value), columns: months.labels, cells: cells)
    let empty = cells.reduce(0) { $0 + $1.count { $0.tone == .neutral } }
    return Figure(
      title: empty == 0
        ? "Every kind of review took place in every month"
        : "\(Words.count(Int64(empty), "month")) without a review of its kind",
      alternative: grid.alternative, source: "access_reviews, by the month of the review in \(facts.clock.zone)",
      drawing: grid.drawing)
  }
}
