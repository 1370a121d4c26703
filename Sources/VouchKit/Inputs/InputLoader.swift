import AuditModel
import Bytes
import Diagnostics
import Rows
import YAML

/// Opens everything that a definition names, from the file system.
struct InputLoader {
  /// The definition's path as the user typed it.
  let path: String
  /// The folder of templates and policies; nil to look for it.
  let share: String?
  let asOf: Day?
  let collector: DiagnosticCollector

  /// The inputs with what was read from them; throws everything that is wrong at once. Without `drawing` no font is read
  /// and no template tried.
  func load(drawing: Bool) throws(Diagnostics) -> (PackInputs, LoadedDefinition) {
    let shelf = PresetLoader.load(share: share)
    guard let input = read(path, label: path, limit: Limits.configuration),
      let definition = DefinitionLoader.definition(input, presets: shelf, asOf: asOf, collector)
    else { throw Diagnostics(collector.all) }
    let labelled = Input(label: Paths.name(of: path), bytes: input.bytes)
    let files = NamedFiles(definition: definition, places: DefinitionPlaces(input), loader: self)
    let policies = files.policies()
    Attachments.checkNames(definition, file: labelled.label, collector)
    let attachments = files.attachments()
    let key = files.redactionKey()
    let zone = ZoneFiles.load(definition.calendar.zone, namedAt: files.places.zone, collector)
    let sourceZones = SourceZones.names(of: definition).compactMap { ZoneFiles.load($0, collector) }
    let sources = definition.sources.map(files.exports)
    let predecessors = Predecessor.load(definition.lineage, in: files.folder, collector)
    let artifacts = ArtifactFile.load(
      definition.model?.artifacts ?? [], in: files.folder, files.places, collector)
    let design = DesignLoader(share: share, collector: collector).load(drawing: drawing)
    let supplements = files.supplements()
    let loaded = try judged(
      definition,
      by: PolicyInputs(definition: input, policies: policies.map(\.shown), supplements: supplements, zone: zone))
    guard let design else { throw Diagnostics(collector.all) }
    var inputs = PackInputs(
      definition: labelled, policies: policies.map(\.kept), supplements: supplements, sources: sources, design: design,
      zone: zone, attachments: attachments, redactionKey: key, predecessors: predecessors)
    inputs.presets = PresetLoader.used(by: definition, of: shelf)
    inputs.sourceZones = sourceZones
    inputs.artifacts = artifacts
    return (inputs, loaded)
  }

  /// The definition with its policies read; throws what is wrong with them, and whatever else was found before.
  private func judged(
    _ definition: PackDefinition, by policies: PolicyInputs
  ) throws(Diagnostics) -> LoadedDefinition {
    let bounds = collector.catching { () throws(Diagnostic) in
      try DefinitionLoader.bounds(definition, zone: policies.zone)
    }
    guard let bounds else { throw Diagnostics(collector.all) }
    let set = DefinitionLoader.policies(policies, for: definition, bounds: bounds, collector)
    try collector.throwIfErrors()
    return LoadedDefinition(definition: definition, bounds: bounds, policies: set.policies, measures: set.measures)
  }

  /// The register of citations that ships with the program; nil for an installation without one.
  static func citations(share: String?) -> Input? {
    guard let folder = try? share ?? ShareFolder.find() else { return nil }
    let name = PolicySupplements.citationsName
    guard let bytes = try? FileSource(name: name, path: folder + "/" + name).readAll(limit: Limits.configuration) else {
      return nil
    }
    return Input(label: name, bytes: bytes)
  }

  /// A file as an input; what cannot be read is shown where the definition names it.
  func read(_ path: String, label: String, limit: Int, namedAt place: Location? = nil) -> Input? {
    catching(place) { () throws(Diagnostic) in
      Input(label: label, bytes: try FileSource(name: label, path: path).readAll(limit: limit))
    }
  }

  /// The result of `body`, or nil with its diagnostic gathered at the place that names the file.
  func catching<T>(_ place: Location?, _ body: () throws(Diagnostic) -> T) -> T? {
    do { return try body() } catch {
      collector.report(place.map { Diagnostic(error.message, at: $0, hint: error.hint) } ?? error)
      return nil
    }
  }
}
