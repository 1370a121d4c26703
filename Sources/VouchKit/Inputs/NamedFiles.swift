import AuditModel
import Bytes
import Diagnostics

/// The files that a definition names, opened beside it; what cannot be read is shown where the definition names it.
struct NamedFiles {
  let definition: PackDefinition
  let places: DefinitionPlaces
  let loader: InputLoader

  /// Of the definition: paths in it are relative to it.
  var folder: String { Paths.folder(of: loader.path) }

  /// Each as diagnostics show it, and as the pack keeps it.
  func policies() -> [(shown: Input, kept: Input)] {
    definition.policies.compactMap { relative in
      let path = Paths.join(folder, relative)
      return loader.read(path, label: path, limit: Limits.configuration, namedAt: places.policy(relative)).map {
        (shown: $0, kept: Input(label: relative, bytes: $0.bytes))
      }
    }
  }

  func attachments() -> [PackInputs.Attachment] {
    Attachments.wanted(definition).compactMap { role, relative in
      attachment(role, relative).map { PackInputs.Attachment(role: role, input: Input(label: relative, bytes: $0)) }
    }
  }

  private func attachment(_ role: PackInputs.Attachment.Role, _ path: String) -> [UInt8]? {
    switch role {
    case .narrative, .requests:
      loader.read(
        Paths.join(folder, path), label: path, limit: Limits.narrative, namedAt: places.value(path))?.bytes
    case .history:
      // That it cannot be read is told with its digest.
      definition.lineage.previous.flatMap { try? Predecessor.history(Paths.join(folder, $0)) }
    }
  }

  func redactionKey() -> [UInt8]? {
    definition.redaction.key.flatMap { relative in
      loader.collector.catching { () throws(Diagnostic) in
        let key = try FileSource(name: relative, path: Paths.join(folder, relative)).readAll(limit: RedactionKey.limit)
        try RedactionKey.validate(key, file: relative)
        return key
      }
    }
  }

  /// Waivers and responses, and the register of citations of this installation.
  func supplements() -> PolicySupplements {
    PolicySupplements(
      waivers: supplement(definition.waivers), responses: supplement(definition.responses),
      citations: InputLoader.citations(share: loader.share))
  }

  private func supplement(_ relative: String?) -> Input? {
    guard let relative else { return nil }
    let path = Paths.join(folder, relative)
    return loader.read(path, label: path, limit: Limits.configuration, namedAt: places.value(relative)).map {
      Input(label: relative, bytes: $0.bytes)
    }
  }

  /// The files of a source, each opened once to see that it can be read; what cannot is shown where the definition names
  /// it.
  func exports(of source: SourceDefinition) -> [any ByteSource] {
    var named: [(label: String, place: Location?)] = []
    for pattern in source.paths {
      let place = places.path(pattern, ofSource: source.name)
      let labels = loader.catching(place) { () throws(Diagnostic) in try Glob.files(pattern, in: folder) } ?? []
      named += labels.map { ($0, place) }
    }
    var seen: Set<[UInt8]> = []
    // `./a.jsonl` is the file that `a.jsonl` is.
    let distinct = named.filter { name in
      let steps = name.label.utf8.split(separator: 0x2F).filter { !$0.elementsEqual(".".utf8) }
      return seen.insert(Array(steps.joined(separator: [0x2F]))).inserted
    }.sortedByBytes(of: \.label)
    return distinct.compactMap { label, place in
      let file = FileSource(name: label, path: Paths.join(folder, label))
      return loader.catching(place) { () throws(Diagnostic) in
        _ = try file.open()
        return file
      }
    }
  }
}
