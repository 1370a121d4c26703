import AuditModel
import DocumentModel

/// Which inputs tell of a protected attribute.
enum ProxiesSection {
  /// Comparisons that the report shows.
  private static let most = 20

  static let section = ReportSection(name: "proxies", title: "Proxies of protected attributes") { facts, _ in
    guard let audit = facts.model else { return [] }
    guard !audit.proxies.isEmpty else {
      return [.note(.caution, [.text("No inputs are exported: proxies were not assessed.")])]
    }
    let strongest = audit.proxies.sorted { abs($0.statistic) > abs($1.statistic) }.prefix(most)
    return [
      .paragraph([
        .text(
          "How much each input tells of a protected attribute: the point-biserial correlation of a number with two groups, the correlation ratio with more, Cramér's V of a category. 0 tells nothing, 1 tells all."
        )
      ]),
      .table(ModelWords.comparisons("The inputs that tell most about a protected attribute", Array(strongest))),
    ]
  }
}
