import VouchKit

/// What is said first of a pack that is not verified: its own state, before that of what lies beside it.
enum VerificationState {
  /// The word over the problems of a pack that is whole; nil for one that is not.
  static func heading(_ report: Verification) -> String? {
    report.verdict == .notIntact && report.ofPack.isEmpty ? "not verified" : nil
  }

  /// What holds although something else does not.
  static func lines(_ report: Verification) -> [String] {
    if report.verdict == .notIntact, report.ofPack.isEmpty {
      return ["\(Ink.good("✓")) The pack itself is intact; what lies beside it is not what was asked for:"]
    }
    // What names no file is about the zip, or about an entry for a folder.
    guard report.filesAreAsListed,
      report.ofPack.allSatisfy({ $0.code.hasPrefix("zip.") || $0.entry.isEmpty || $0.entry.hasSuffix("/") })
    else { return [] }
    return [
      "\(Ink.caution("!")) The files are the same: each has the digest that the pack lists, and none was added.",
      "  Only the zip around them is another, as when a folder is unpacked and packed anew; send the zip that vouch wrote.",
    ]
  }
}
