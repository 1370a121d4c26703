import CSV
import Diagnostics
import Packaging

/// What the notices of adverse action need to know of declined cases: their reason codes, as the pack's exhibit has them.
enum DeclinedCases {
  /// `cases`, each with its `id` and up to four `reasons`; `only` names the one case that is asked for.
  static func values(_ pack: ComparedPack, only: String?) throws(Diagnostic) -> [String: Any] {
    guard pack.pack.names.contains(ModelExhibits.reasons) else {
      throw Diagnostic(
        "the pack has no reason codes", hint: "export the model's attributions, and build the pack again")
    }
    let table = try SmallTable(try pack.pack.bytes(ModelExhibits.reasons), name: ModelExhibits.reasons)
    let rows = try table.columns(["id", "reason_1", "reason_2", "reason_3", "reason_4"])
    let wanted = rows.filter { only == nil || $0[0] == only }
    if let only, wanted.isEmpty {
      throw Diagnostic(
        "'\(only)' is no declined case of the pack", hint: suggestionHint(for: only, in: rows.map { $0[0] }))
    }
    return [
      "cases": wanted.map { row in
        [
          "id": row[0], "reasons": row.dropFirst().filter { !$0.isEmpty }.map { ["name": $0] },
          "has_reasons": !row[1].isEmpty,
        ] as [String: Any]
      }
    ]
  }
}
