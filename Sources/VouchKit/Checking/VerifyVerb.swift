import Bytes
import Diagnostics
import Digests
import Packaging

/// What checking a pack came to.
public struct Verification: Sendable {
  public enum Verdict: Sendable {
    case intact, notIntact, unreadable
  }

  public let verdict: Verdict
  /// 64 lowercase hexadecimal digits each; nil where the pack has no list of its files.
  public let packDigest: String
  public let contentDigest: String?
  public let factsDigest: String?
  public let problems: [Problem]
  /// The report as `vouch verify --json` prints it.
  public let json: String

  /// Something that is not as the pack format has it.
  public struct Problem: Hashable, Sendable {
    /// `zip.bytes`, `sums.mismatch` and so on.
    public let code: String
    /// The entry that it is about; empty for the pack as a whole.
    public let entry: String
    public let message: String
  }
}

extension Vouch {
  /// Checks a pack: closed world, every byte; writes nothing.
  ///
  /// A file that cannot be read is a diagnostic; one that is no zip is the verdict `unreadable`.
  public static func verify(_ path: String) throws(Diagnostics) -> Verification {
    do throws(Diagnostic) {
      let bytes = try FileSource(name: path, path: path).readAll(limit: Limits.pack)
      let report = PackVerification.verify(bytes)
      return Verification(
        verdict: report.verdict.said, packDigest: report.pack.hexadecimal,
        contentDigest: report.content?.hexadecimal, factsDigest: report.facts?.hexadecimal,
        problems: report.problems.map { .init(code: $0.code, entry: $0.entry, message: $0.message) },
        json: String(decoding: try report.json(), as: UTF8.self))
    } catch {
      throw Diagnostics(error)
    }
  }
}

extension VerificationReport.Verdict {
  fileprivate var said: Verification.Verdict {
    switch self {
    case .intact: .intact
    case .notIntact: .notIntact
    case .unreadable: .unreadable
    }
  }
}
