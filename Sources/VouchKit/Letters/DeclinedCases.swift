import CSV
import Correspondence
import Diagnostics
import Packaging

/// The declined cases of a pack, as its exhibit of reason codes has them.
enum DeclinedCases {
  /// `only` names the one case that is asked for; nil for all.
  static func read(_ pack: ComparedPack, only: String?) throws(Diagnostic) -> [DeclinedCase] {
    guard pack.pack.has(ModelExhibits.reasons) else {
      throw Diagnostic(
        "the pack has no reason codes", hint: "export the model's attributions, and build the pack again")
    }
    let table = try SmallTable(try pack.pack.bytes(ModelExhibits.reasons), name: ModelExhibits.reasons)
    let rows = try table.columns(["id", "reason_1", "reason_2", "reason_3", "reason_4", "protected"])
    let wanted = rows.filter { only == nil || $0[0] == only }
    if let only, wanted.isEmpty {
      throw Diagnostic(
        "'\(only)' is no declined case of the pack", hint: suggestionHint(for: only, in: rows.map { $0[0] }))
    }
    return wanted.map { row in
      let protected = row[5].split(separator: ";").map(String.init)
      return DeclinedCase(
        id: row[0],
        reasons: row[1...4].filter { !$0.isEmpty }.map {
          DeclinedCase.Reason(feature: $0, isProtected: protected.contains($0))
        })
    }
  }
}
