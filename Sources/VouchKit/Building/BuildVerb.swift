import AuditModel
import Bytes
import Diagnostics
import Digests
import DocumentModel
import JSON
import Packaging
import Reporting

/// What building a pack came to.
public struct BuildOutcome: Sendable {
  public let facts: Facts
  /// Where the zip was written.
  public let path: String
  /// The seal's path; nil if the pack was not sealed.
  public let seal: String?
  public let digests: Digests
  /// What the reader should know of the rendering: characters without a glyph.
  public let warnings: [Diagnostic]
  /// The outcome as JSON, keys sorted.
  public let json: String

  /// The three digests of a pack, as 64 lowercase hexadecimal digits.
  public struct Digests: Sendable {
    public let pack: String
    public let content: String
    public let facts: String
  }

  /// Whether a gate of severity error ended in a decision that blocks: the run exits 1.
  public var blocks: Bool { facts.decisions.contains(where: \.blocks) }
}

extension Vouch {
  /// The whole pipeline: reads, decides, renders, seals, and writes `NAME.zip` and what lies beside it.
  ///
  /// `output` is a folder, or the zip's own path. Nothing is written unless everything could be made, and an existing pack
  /// is replaced in one step.
  public static func build(
    _ options: RunOptions, output: String, sealing: Sealed = Sealed(),
    progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> BuildOutcome {
    try sealing.check()
    let (product, _) = try await make(options, progress: progress)
    let definition = product.facts.definition
    let path = output.hasSuffix(".zip") ? output : Paths.join(output, definition.pack + ".zip")
    let digests = product.sealed.digests
    do throws(Diagnostic) {
      let json = try CanonicalJSON.write(outcome(product, path))
      try FileWriting.makeFolders(for: path)
      let obsolete = try sealing.obsolete(by: product.sealed.zip, at: path)
      try write(product.sealed, to: path)
      for seal in obsolete { try FileWriting.remove(seal) }
      return BuildOutcome(
        facts: product.facts, path: path, seal: try sealing.seal(path),
        digests: .init(
          pack: digests.pack.hexadecimal, content: digests.content.hexadecimal, facts: digests.facts.hexadecimal),
        warnings: product.warnings, json: String(decoding: json, as: UTF8.self))
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Writes a pack and, beside it, what was observed of the machine.
  static func write(_ pack: SealedPack, to path: String) throws(Diagnostic) {
    let info = BuildInfo(
      libraries: RunningVersions.libraries, objects: RunningVersions.objects, processor: Machine.features)
    let observed = try info.bytes(zip: Paths.name(of: path), pack: pack.digests.pack)
    try FileWriting.replace(path, with: pack.zip)
    try FileWriting.replace(BuildInfo.name(beside: path), with: observed)
  }

  /// Reads and decides, and writes nothing.
  public static func evaluate(
    _ options: RunOptions, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> Facts {
    let (inputs, loaded) = try load(options, drawing: false)
    return try await assembly(inputs, loaded, forReports: false, jobs: options.jobs, progress: progress).concluded()
  }

  /// Reads and decides, composes every document, and writes nothing: what a build would find wrong, this does.
  public static func check(
    _ options: RunOptions, progress: @escaping @Sendable (String) -> Void = { _ in }
  ) async throws(Diagnostics) -> Facts {
    let (inputs, loaded) = try load(options)
    return try await assembly(inputs, loaded, forReports: true, jobs: options.jobs, progress: progress).composed().facts
  }

  /// The decisions as `decisions.json` has them.
  public static func decisionsJSON(_ facts: Facts) throws(Diagnostics) -> String {
    do throws(Diagnostic) { return String(decoding: try DecisionsFile.bytes(facts), as: UTF8.self) } catch {
      throw Diagnostics(error)
    }
  }

  /// The decisions as a JUnit report.
  public static func decisionsJUnit(_ facts: Facts) -> String {
    String(decoding: JUnitReport.bytes(facts), as: UTF8.self)
  }

  /// The decisions as a SARIF 2.1.0 log.
  public static func decisionsSARIF(_ facts: Facts) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      return String(decoding: try SARIFReport.bytes(facts, version: version), as: UTF8.self)
    } catch {
      throw Diagnostics(error)
    }
  }

  /// The account of the sources as `reconciliation.json` has it.
  public static func reconciliationJSON(_ facts: Facts) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      return String(decoding: try ReconciliationFile.bytes(facts.reconciliation), as: UTF8.self)
    } catch {
      throw Diagnostics(error)
    }
  }

  static func make(
    _ options: RunOptions, progress: @escaping @Sendable (String) -> Void
  ) async throws(Diagnostics) -> (Assembly.Product, PackInputs) {
    let (inputs, loaded) = try load(options)
    return (try await make(inputs, loaded, jobs: options.jobs, progress: progress), inputs)
  }

  static func make(
    _ inputs: PackInputs, _ loaded: LoadedDefinition, jobs: Int?, progress: @escaping @Sendable (String) -> Void
  ) async throws(Diagnostics) -> Assembly.Product {
    try await assembly(inputs, loaded, forReports: true, jobs: jobs, progress: progress).make()
  }

  private static func load(
    _ options: RunOptions, drawing: Bool = true
  ) throws(Diagnostics) -> (PackInputs, LoadedDefinition) {
    try InputLoader(
      path: options.definition, share: options.share, asOf: options.asOf, collector: DiagnosticCollector()
    ).load(drawing: drawing)
  }

  private static func assembly(
    _ inputs: PackInputs, _ loaded: LoadedDefinition, forReports: Bool, jobs: Int?,
    progress: @escaping @Sendable (String) -> Void
  ) async throws(Diagnostics) -> Assembly {
    let collector = DiagnosticCollector()
    guard let theme = ThemeReader(collector: collector).read(inputs.design.theme) else {
      throw Diagnostics(collector.all)
    }
    let result = try await Evaluation.run(
      inputs, loaded, forReports: forReports, jobs: jobs ?? Machine.processors, progress: progress)
    return Assembly(inputs: inputs, theme: theme, result: result, progress: progress)
  }

  private static func outcome(_ product: Assembly.Product, _ path: String) -> JSONValue {
    let digests = product.sealed.digests
    let summary = product.facts.summary.map { ($0.decision.rawValue, JSONValue.int(Int64($0.count))) }
    return .object(
      JSONObject([
        ("path", .string(path)), ("pack_sha256", .string(digests.pack.hexadecimal)),
        ("content_sha256", .string(digests.content.hexadecimal)),
        ("facts_sha256", .string(digests.facts.hexadecimal)), ("summary", .object(JSONObject(summary))),
      ]))
  }
}
