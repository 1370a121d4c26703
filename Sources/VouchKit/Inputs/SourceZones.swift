import AuditModel
import Bytes
import Rows
import TimeZones

/// The time zones that the times of sources are declared in.
enum SourceZones {
  /// Names that need a zone file, each once, in the order of their bytes.
  static func names(of definition: PackDefinition) -> [String] {
    let formats = definition.sources.flatMap { source in [source.mapping.time] + source.fields.compactMap(\.time) }
    let names = formats.compactMap(\.zone).filter { TimeZoneRules(fixed: $0) == nil }
    return Set(names).sortedByBytes()
  }

  /// The rules of the zones whose files are given.
  static func rules(_ files: [Input]) -> @Sendable (String) -> TimeZoneRules? {
    let known = files.compactMap { file in
      (try? TimeZoneRules(tzif: file.bytes, name: file.label)).map { (file.label, $0) }
    }
    return { name in known.first { $0.0 == name }?.1 }
  }
}
