import AuditModel
import Bytes
import Diagnostics

/// Reads the presets of the share folder.
enum PresetLoader {
  /// Every preset there; none where the folder has none, so that a definition without presets needs none.
  static func load(share: String?) -> PresetShelf {
    guard let folder = share ?? (try? ShareFolder.find()) else { return PresetShelf() }
    let presets = folder + "/presets"
    let names = (try? Glob.files("*.yaml", in: presets)) ?? []
    return PresetShelf(
      names.compactMap { name in
        let bytes = try? FileSource(name: name, path: presets + "/" + name).readAll(limit: Limits.configuration)
        return bytes.map { Input(label: String(name.dropLast(".yaml".count)), bytes: $0) }
      })
  }

  /// The presets that a definition's sources begin from, each once, by name.
  static func used(by definition: PackDefinition, of shelf: PresetShelf) -> [Input] {
    let names = Set(definition.sources.compactMap(\.mapping.preset))
    return shelf.inputs.filter { names.contains($0.label) }
  }
}
