import AuditModel
import Bytes
import Diagnostics
import Digests
import Packaging
import Rows

/// Finds what a recorded pack was made from: copies in the pack, exports by digest, and what ships with the program.
struct InputSearch {
  let pack: OpenedPack
  let manifest: RecordedManifest
  let share: String?
  private(set) var problems: [Verification.Problem] = []

  init(pack: OpenedPack, manifest: RecordedManifest, share: String?) {
    self.pack = pack
    self.manifest = manifest
    self.share = share
  }

  /// Nil if something is missing or wrong: then `problems` says what.
  mutating func find(below folder: String) throws(Diagnostic) -> (PackInputs, LoadedDefinition)? {
    let copy = "definition/" + Paths.name(of: manifest.definition)
    let definitionInput = Input(label: manifest.definition, bytes: try pack.bytes(copy))
    let policies = try self.policies()
    let design = self.design()
    let zones = self.zones()
    let shelf = self.presets()
    let key = try redactionKey(below: folder)
    let exports = try self.files(below: folder)
    guard problems.isEmpty, let design else { return nil }

    let collector = DiagnosticCollector()
    guard let definition = DefinitionLoader.definition(definitionInput, presets: shelf, asOf: manifest.asOf, collector)
    else { return refuse(collector) }
    let zone = zones.first { $0.label == definition.calendar.zone }
    let attachments = try self.attachments(definition)
    let bounds = try DefinitionLoader.bounds(definition, zone: zone)
    let supplements = try self.supplements(definition)
    guard problems.isEmpty else { return nil }
    let set = DefinitionLoader.policies(
      PolicyInputs(definition: definitionInput, policies: policies, supplements: supplements, zone: zone),
      for: definition,
      bounds: bounds, collector)
    guard !collector.hasErrors else { return refuse(collector) }
    let sources = definition.sources.map { source in
      manifest.named("source/\(source.name)/").sortedByBytes(of: \.name).compactMap { wanted -> (any ByteSource)? in
        exports[wanted.sha256].map { FileSource(name: wanted.name, path: $0) }
      }
    }
    var inputs = PackInputs(
      definition: definitionInput, policies: policies, supplements: supplements, sources: sources, design: design,
      zone: zone,
      attachments: attachments, redactionKey: key, predecessors: Predecessor.recorded(manifest))
    inputs.presets = PresetLoader.used(by: definition, of: shelf)
    let declared = SourceZones.names(of: definition)
    inputs.artifacts = ArtifactFile.recorded(manifest)
    inputs.sourceZones = zones.filter { declared.contains($0.label) }
    return (
      inputs, LoadedDefinition(definition: definition, bounds: bounds, policies: set.policies, measures: set.measures)
    )
  }

  private mutating func refuse(_ collector: DiagnosticCollector) -> (PackInputs, LoadedDefinition)? {
    for diagnostic in collector.all {
      report("repro.input", diagnostic.location?.file ?? "", diagnostic.message)
    }
    return nil
  }

  private mutating func report(_ code: String, _ entry: String, _ message: String) {
    problems.append(.init(code: code, entry: entry, message: message))
  }

  /// The copies in the pack, whose digests `verify` has held against the manifest.
  private func policies() throws(Diagnostic) -> [Input] {
    var policies: [Input] = []
    let recorded = manifest.named("policy/").sortedByBytes { $0.copy ?? "" }
    for policy in recorded {
      policies.append(Input(label: policy.name, bytes: try pack.bytes(policy.copy ?? "")))
    }
    return policies
  }

  /// The copies in the pack, as the definition names them.
  private func attachments(_ definition: PackDefinition) throws(Diagnostic) -> [PackInputs.Attachment] {
    var attachments: [PackInputs.Attachment] = []
    for (role, path) in Attachments.wanted(definition) {
      let bytes = try pack.bytes("definition/" + Paths.name(of: path))
      attachments.append(PackInputs.Attachment(role: role, input: Input(label: path, bytes: bytes)))
    }
    return attachments
  }

  /// Waivers and responses from their copies in the pack; the register of citations of this installation, which must be
  /// the recorded one.
  private mutating func supplements(_ definition: PackDefinition) throws(Diagnostic) -> PolicySupplements {
    func copied(_ path: String?) throws(Diagnostic) -> Input? {
      guard let path else { return nil }
      return Input(label: path, bytes: try pack.bytes("definition/" + Paths.name(of: path)))
    }
    let recorded = manifest.dependencies.first { $0.name == "citations" }
    let citations = InputLoader.citations(share: share)
    if recorded?.sha256 != citations?.sha256 {
      report(
        "repro.template", "citations",
        citations == nil ? "it is not here" : "the register of citations here is another one")
    }
    return PolicySupplements(
      waivers: try copied(definition.waivers), responses: try copied(definition.responses), citations: citations)
  }

  /// Theme, templates, fonts and profile of this installation, each of which must be the recorded one.
  private mutating func design() -> Design? {
    let (templates, fonts) = (DiagnosticCollector(), DiagnosticCollector())
    guard let design = DesignLoader(share: share, collector: templates, fonts: fonts).load() else {
      for (code, collector) in [("repro.template", templates), ("repro.font", fonts)] {
        for diagnostic in collector.all { report(code, diagnostic.location?.file ?? "", diagnostic.message) }
      }
      return nil
    }
    compare("repro.template", "theme", [("", design.theme.sha256)])
    compare("repro.template", "template/", design.templates.map { ($0.label, $0.sha256) })
    compare("repro.font", "font/", design.faces.map { ($0.label, $0.sha256) })
    compare("repro.template", "icc/", [(design.colourProfile.label, design.colourProfile.sha256)])
    return design
  }

  private mutating func compare(_ code: String, _ prefix: String, _ present: [(name: String, sha256: String)]) {
    let recorded = manifest.named(prefix)
    for wanted in recorded {
      guard let own = present.first(where: { $0.name == wanted.name }) else {
        report(code, prefix + wanted.name, "it is not here")
        continue
      }
      if own.sha256 != wanted.sha256 {
        report(code, prefix + wanted.name, "the one here has other bytes: \(own.sha256)")
      }
    }
    for own in present where !recorded.contains(where: { $0.name == own.name }) {
      report(code, prefix + own.name, "the pack was made without it")
    }
  }

  /// A file below the inputs that has the recorded check.
  private mutating func redactionKey(below folder: String) throws(Diagnostic) -> [UInt8]? {
    guard let wanted = manifest.redactionKeyCheck else { return nil }
    for file in try FolderWalk.files(below: folder) where file.size <= RedactionKey.limit {
      let bytes = try? FileSource(name: file.path, path: file.path).readAll(limit: RedactionKey.limit)
      if let bytes, RedactionKey.check(bytes) == wanted { return bytes }
    }
    report("repro.key", "redaction key", "no file below the inputs is the key of this pack's pseudonyms")
    return nil
  }

  private mutating func zones() -> [Input] {
    manifest.named("zone/").compactMap { wanted in
      let zone = ZoneFiles.load(wanted.name, DiagnosticCollector())
      if zone?.sha256 != wanted.sha256 {
        report(
          "repro.zone", "zone/" + wanted.name,
          zone == nil ? "it is not here" : "the zone file here is of another release")
      }
      return zone
    }
  }

  /// The recorded presets, each of which must be the one of this installation.
  private mutating func presets() -> PresetShelf {
    let shelf = PresetLoader.load(share: share)
    let wanted = manifest.named("preset/")
    for preset in wanted where shelf.input(named: preset.name)?.sha256 != preset.sha256 {
      let isHere = shelf.input(named: preset.name) != nil
      report("repro.input", "preset/" + preset.name, isHere ? "the one here has other bytes" : "it is not here")
    }
    return PresetShelf(shelf.inputs.filter { input in wanted.contains { $0.name == input.label } })
  }

  /// Paths of the recorded exports, and of the files that the model was made with, by digest. Only files of a recorded size
  /// are read.
  private mutating func files(below folder: String) throws(Diagnostic) -> [String: String] {
    let wanted = manifest.dependencies.filter { $0.name.hasPrefix("source/") || $0.name.hasPrefix("artifact/") }
    let sizes = Set(wanted.map(\.bytes))
    let files = try FolderWalk.files(below: folder)
    var paths: [String: String] = [:]
    for file in files where sizes.contains(file.size) {
      guard let digest = try? SHA256.digest(reading: RegularFile(file.path, name: file.path)).hexadecimal else {
        continue
      }
      if paths[digest] == nil { paths[digest] = file.path }
    }
    for export in wanted where paths[export.sha256] == nil {
      let changed = InputSearch.namesake(of: export.name, in: files.map(\.path), but: Set(paths.values))
        .map { "; \($0) is there, but was changed" }
      report(
        "repro.input", export.name, "no file below the inputs has the digest \(export.sha256)\(changed ?? "")")
    }
    return paths
  }

  /// The file that has an input's path or, failing that, its name, and is no other input.
  private static func namesake(of export: String, in files: [String], but found: Set<String>) -> String? {
    let path = export.split(separator: "/").dropFirst(2).filter { $0 != ".." }.joined(separator: "/")
    let others = files.filter { !found.contains($0) }
    return others.first { $0.hasSuffix("/" + path) } ?? others.first { Paths.name(of: $0) == Paths.name(of: path) }
  }
}
