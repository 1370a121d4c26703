import Diagnostics
import Digests
import JSON
import Packaging

/// What holding two packs against each other came to.
public struct PackDiffOutcome: Sendable {
  /// Whether every file of the two is the same.
  public let isSame: Bool
  public let differences: [PackDifference]
  /// What went in differently, in words, by the cause that it makes.
  public let causes: [Cause]
  public let old: Side
  public let new: Side
  /// The outcome as `vouch diff --format json` prints it.
  public let json: String

  public struct Cause: Hashable, Sendable {
    public let cause: PackDifference.Cause
    public let what: [String]
  }

  public struct Side: Hashable, Sendable {
    public let name: String
    public let period: String
    public let asOf: String
    public let packDigest: String
    public let factsDigest: String
  }
}

extension Vouch {
  /// What changed between two packs, and by which cause. Both must be intact.
  public static func diff(_ old: String, _ new: String) throws(Diagnostics) -> PackDiffOutcome {
    do throws(Diagnostic) {
      let diff = PackDiff(try ComparedPack(old), try ComparedPack(new))
      return try PackDiffOutcome(diff)
    } catch {
      throw Diagnostics(error)
    }
  }
}

extension PackDiffOutcome {
  init(_ diff: PackDiff) throws(Diagnostic) {
    isSame = diff.isSame
    differences = diff.isSame ? [] : try diff.differences()
    causes = diff.inputs.all.map { Cause(cause: $0.cause, what: $0.what) }
    old = Side(diff.old)
    new = Side(diff.new)
    let value: JSONValue = [
      "verdict": .string(isSame ? "same" : "differs"), "old": old.json, "new": new.json,
      "causes": .object(JSONObject(causes.map { ($0.cause.rawValue, .array($0.what.map { .string($0) })) })),
      "differences": .array(differences.map(\.json)),
    ]
    json = String(decoding: try CanonicalJSON.write(value), as: UTF8.self)
  }
}

extension PackDiffOutcome.Side {
  init(_ pack: ComparedPack) {
    name = pack.name
    period = pack.manifest.period
    asOf = pack.manifest.asOf.map { "\($0)" } ?? ""
    packDigest = pack.report.pack.hexadecimal
    factsDigest = pack.report.facts?.hexadecimal ?? ""
  }

  fileprivate var json: JSONValue {
    [
      "pack": .string(name), "period": .string(period), "as_of": .string(asOf), "pack_sha256": .string(packDigest),
      "facts_sha256": .string(factsDigest),
    ]
  }
}

extension PackDifference {
  fileprivate var json: JSONValue {
    [
      "subject": .string(subject.rawValue), "id": .string(id), "field": .string(field), "old": .string(old),
      "new": .string(new), "causes": .array(causes.map { .string($0.rawValue) }),
    ]
  }
}
