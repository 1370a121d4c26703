import AuditModel
import Bytes
import Diagnostics
import Digests
import JSON
import Packaging
import Rows

/// What building a pack again came to.
public struct Reproduction: Sendable {
  public enum Verdict: String, Sendable {
    case identical
    /// Facts and words are equal, bytes are not.
    case sameContent = "same_content"
    case different
    case notReproducible = "not_reproducible"
  }

  public let verdict: Verdict
  public let differences: [Difference]
  /// Libraries whose versions differ, or the statement that none does.
  public let components: [String]
  public let problems: [Verification.Problem]
  /// The outcome as `vouch reproduce --json` prints it.
  public let json: String

  /// One thing that is not the same.
  public struct Difference: Hashable, Sendable {
    /// The file of the pack.
    public let entry: String
    /// The layer, gate, metric or cell.
    public let place: String
    /// In the pack, and rebuilt.
    public let old: String
    public let new: String
  }

  init(
    _ verdict: Verdict, differences: [Difference] = [], components: [String] = [], problems: [Verification.Problem] = []
  )
    throws(Diagnostic)
  {
    self.verdict = verdict
    self.differences = differences
    self.components = components
    self.problems = problems
    func object(_ members: [(String, String)]) -> JSONValue {
      .object(JSONObject(members.map { ($0.0, JSONValue.string($0.1)) }))
    }
    let json = try CanonicalJSON.write(
      .object(
        JSONObject([
          ("verdict", .string(verdict.rawValue)),
          (
            "differences",
            .array(
              differences.map { object([("entry", $0.entry), ("where", $0.place), ("old", $0.old), ("new", $0.new)]) })
          ),
          ("components", .array(components.map { .string($0) })),
          (
            "problems",
            .array(problems.map { object([("code", $0.code), ("entry", $0.entry), ("message", $0.message)]) })
          ),
        ])))
    self.json = String(decoding: json, as: UTF8.self)
  }
}

extension Vouch {
  /// Builds a pack again and compares it.
  ///
  /// Definition and policies come from the pack, exports from below `inputs`, by their digests; the paths in a stranger's
  /// definition are labels, and open nothing. Nothing is written, unless `keep` names a folder for the rebuilt pack.
  public static func reproduce(
    _ path: String, inputs folder: String, keep: String? = nil, jobs: Int? = nil, share: String? = nil,
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> Reproduction {
    do throws(Diagnostic) {
      let file = try RegularFile(path, name: path)
      let report = await PackVerification.verify(file, jobs: Machine.processors)
      guard report.verdict == .intact else {
        return try Reproduction(
          .notReproducible, problems: report.problems.map { .init(code: $0.code, entry: $0.entry, message: $0.message) }
        )
      }
      let pack = try OpenedPack(file, name: path)
      let manifest = try RecordedManifest(pack)
      progress("looking for the inputs")
      var search = InputSearch(pack: pack, manifest: manifest, share: share)
      let found = try search.find(below: folder)
      guard let (rebuiltInputs, loaded) = found else {
        return try Reproduction(.notReproducible, problems: search.problems)
      }
      let product: Assembly.Product
      do throws(Diagnostics) {
        product = try await make(rebuiltInputs, loaded, jobs: jobs, progress: progress)
      } catch {
        return try Reproduction(
          .notReproducible,
          problems: error.all.map { .init(code: "repro.input", entry: $0.location?.file ?? "", message: $0.message) })
      }
      if let keep { try self.keep(product, in: keep) }
      let versions = ComparedVersions(beside: path, of: report.pack)
      return try PackComparison(
        old: pack, digest: report.pack, new: product.sealed, manifest: manifest, versions: versions
      ).outcome()
    } catch {
      throw Diagnostics(error)
    }
  }
}

extension Vouch {
  /// Writes a rebuilt pack into a folder under its own name, where no file of that name is.
  private static func keep(_ product: Assembly.Product, in folder: String) throws(Diagnostic) {
    let path = Paths.join(folder, product.facts.definition.pack + ".zip")
    if FolderWalk.exists(path) {
      throw Diagnostic("'\(path)' is there already", hint: "name another folder for the rebuilt pack")
    }
    try FileWriting.makeFolders(for: path)
    try write(product.sealed, to: path)
  }
}

/// What a manifest records of the run, as far as a rebuild needs it.
struct RecordedManifest {
  let asOf: Day?
  /// `2024-01-01 to 2024-03-31`.
  let period: String
  let definition: String
  let zone: String
  let version: String
  let dependencies: [Dependency]
  /// Digests of the reports' layers, by name (`reports/x.pdf#pages`).
  let byproducts: [String: String]
  /// By which a holder of the redaction key sees that it is this pack's; nil where nothing has a pseudonym.
  let redactionKeyCheck: String?

  struct Dependency {
    let name: String
    let sha256: String
    let bytes: Int64
    let copy: String?
  }

  /// The pack is intact, so that its manifest is complete.
  init(_ pack: OpenedPack) throws(Diagnostic) {
    let manifest = try pack.json(PackFormat.manifest)
    let build = manifest["predicate"]?["buildDefinition"]
    let parameters = build?["externalParameters"]
    asOf = parameters?["as_of"]?.string.flatMap { Day($0) }
    definition = parameters?["definition"]?.string ?? ""
    period = "\(parameters?["period"]?["start"]?.string ?? "") to \(parameters?["period"]?["end"]?.string ?? "")"
    zone = parameters?["time_zone"]?.string ?? "UTC"
    redactionKeyCheck = build?["internalParameters"]?["redaction_key_check"]?.string
    let run = manifest["predicate"]?["runDetails"]
    version = run?["builder"]?["version"]?["vouch"]?.string ?? ""
    dependencies = (build?["resolvedDependencies"]?.array ?? []).compactMap { item in
      guard let name = item["name"]?.string, let sha256 = item["digest"]?["sha256"]?.string else { return nil }
      let annotations = item["annotations"]
      return Dependency(
        name: name, sha256: sha256, bytes: annotations?["bytes"]?.int ?? 0, copy: annotations?["copy"]?.string)
    }
    let pairs = (run?["byproducts"]?.array ?? []).compactMap { item -> (String, String)? in
      guard let name = item["name"]?.string, let sha256 = item["digest"]?["sha256"]?.string else { return nil }
      return (name, sha256)
    }
    byproducts = Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The dependencies below a folder of names, without it: `font/` gives the fonts.
  func named(_ prefix: String) -> [Dependency] {
    dependencies.filter { $0.name.hasPrefix(prefix) }.map {
      Dependency(name: String($0.name.dropFirst(prefix.count)), sha256: $0.sha256, bytes: $0.bytes, copy: $0.copy)
    }
  }
}
