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

  /// The inputs with what was read from them; throws everything that is wrong at once.
  func load() throws(Diagnostics) -> (PackInputs, LoadedDefinition) {
    let folder = Paths.folder(of: path)
    guard let input = read(path, label: path, limit: Limits.configuration) else { throw Diagnostics(collector.all) }
    let shelf = PresetLoader.load(share: share)
    guard let definition = DefinitionLoader.definition(input, presets: shelf, asOf: asOf, collector) else {
      throw Diagnostics(collector.all)
    }
    let labelled = Input(label: Paths.name(of: path), bytes: input.bytes)
    let places = DefinitionPlaces(input)
    let policies = definition.policies.compactMap { relative in
      read(
        Paths.join(folder, relative), label: Paths.join(folder, relative), limit: Limits.configuration,
        namedAt: places.policy(relative)
      )
      .map { (shown: $0, kept: Input(label: relative, bytes: $0.bytes)) }
    }
    Attachments.checkNames(definition, file: labelled.label, collector)
    let attachments = Attachments.wanted(definition).compactMap { role, relative in
      attachment(role, relative, definition, in: folder, places).map {
        PackInputs.Attachment(role: role, input: Input(label: relative, bytes: $0))
      }
    }
    let key = definition.redaction.key.flatMap { relative in
      collector.catching { () throws(Diagnostic) in
        let file = FileSource(name: relative, path: Paths.join(folder, relative))
        let key = try file.readAll(limit: RedactionKey.limit)
        try RedactionKey.validate(key, file: relative)
        return key
      }
    }
    let zone = ZoneFiles.load(definition.calendar.zone, namedAt: places.zone, collector)
    let sourceZones = SourceZones.names(of: definition).compactMap { ZoneFiles.load($0, collector) }
    let sources = definition.sources.map { files(of: $0, in: folder, places) }
    let predecessors = Predecessor.load(definition.lineage, in: folder, collector)
    let artifacts = ArtifactFile.load(definition.model?.artifacts ?? [], in: folder, places, collector)
    let design = DesignLoader(share: share, collector: collector).load()
    guard
      let bounds = collector.catching({ () throws(Diagnostic) in try DefinitionLoader.bounds(definition, zone: zone) })
    else { throw Diagnostics(collector.all) }
    let supplements = self.supplements(definition, in: folder, places)
    let policyInputs = PolicyInputs(
      definition: input, policies: policies.map(\.shown), supplements: supplements, zone: zone)
    let set = DefinitionLoader.policies(policyInputs, for: definition, bounds: bounds, collector)
    try collector.throwIfErrors()
    guard let design else { throw Diagnostics(collector.all) }
    var inputs = PackInputs(
      definition: labelled, policies: policies.map(\.kept), supplements: supplements, sources: sources, design: design,
      zone: zone, attachments: attachments, redactionKey: key, predecessors: predecessors)
    inputs.presets = PresetLoader.used(by: definition, of: shelf)
    inputs.sourceZones = sourceZones
    inputs.artifacts = artifacts
    return (
      inputs,
      LoadedDefinition(definition: definition, bounds: bounds, policies: set.policies, measures: set.measures)
    )
  }

  private func attachment(
    _ role: PackInputs.Attachment.Role, _ path: String, _ definition: PackDefinition, in folder: String,
    _ places: DefinitionPlaces
  ) -> [UInt8]? {
    switch role {
    case .narrative, .requests:
      read(Paths.join(folder, path), label: path, limit: Limits.narrative, namedAt: places.value(path))?.bytes
    case .history:
      // That it cannot be read is told with its digest.
      definition.lineage.previous.flatMap { try? Predecessor.history(Paths.join(folder, $0)) }
    }
  }

  private func supplements(
    _ definition: PackDefinition, in folder: String, _ places: DefinitionPlaces
  ) -> PolicySupplements {
    func file(_ path: String?) -> Input? {
      path.flatMap { path in
        read(
          Paths.join(folder, path), label: Paths.join(folder, path), limit: Limits.configuration,
          namedAt: places.value(path)
        )
        .map { Input(label: path, bytes: $0.bytes) }
      }
    }
    return PolicySupplements(
      waivers: file(definition.waivers), responses: file(definition.responses),
      citations: InputLoader.citations(share: share))
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

  /// The files of a source, each opened once to see that it can be read; what cannot is shown where the definition names
  /// it.
  func files(of source: SourceDefinition, in folder: String, _ places: DefinitionPlaces) -> [any ByteSource] {
    var named: [(label: String, place: Location?)] = []
    for pattern in source.paths {
      let place = places.path(pattern, ofSource: source.name)
      let labels = catching(place) { () throws(Diagnostic) in try Glob.files(pattern, in: folder) } ?? []
      named += labels.map { ($0, place) }
    }
    var seen: Set<[UInt8]> = []
    let distinct = named.filter { seen.insert(Array($0.label.utf8)).inserted }.sortedByBytes(of: \.label)
    return distinct.compactMap { label, place in
      let file = FileSource(name: label, path: Paths.join(folder, label))
      return catching(place) { () throws(Diagnostic) in
        _ = try file.open()
        return file
      }
    }
  }

  func read(_ path: String, label: String, limit: Int, namedAt place: Location? = nil) -> Input? {
    catching(place) { () throws(Diagnostic) in
      Input(label: label, bytes: try FileSource(name: label, path: path).readAll(limit: limit))
    }
  }

  /// The result of `body`, or nil with its diagnostic gathered at the place that names the file.
  private func catching<T>(_ place: Location?, _ body: () throws(Diagnostic) -> T) -> T? {
    do { return try body() } catch {
      collector.report(place.map { Diagnostic(error.message, at: $0, hint: error.hint) } ?? error)
      return nil
    }
  }
}
