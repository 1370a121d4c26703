import AuditModel
import Bytes
import Diagnostics
import Packaging

/// The narratives and lists that a definition names, and what the pack before says of earlier periods.
enum Attachments {
  /// Their paths with their roles, each path once.
  static func wanted(_ definition: PackDefinition) -> [(role: PackInputs.Attachment.Role, path: String)] {
    var wanted: [(role: PackInputs.Attachment.Role, path: String)] = []
    for path in definition.documents.compactMap(\.source) where !wanted.contains(where: { $0.path == path }) {
      wanted.append((.narrative, path))
    }
    if definition.lineage.previous != nil { wanted.append((.history, PeriodsFile.earlier)) }
    if let requests = definition.examination.requests { wanted.append((.requests, requests)) }
    return wanted
  }

  /// Copies lie in one folder of the pack, under their names alone.
  static func checkNames(_ definition: PackDefinition, file: String, _ collector: DiagnosticCollector) {
    var paths: [String: String] = [file.lowercased(): file]
    let own = [definition.waivers, definition.responses].compactMap { $0 }
    for path in wanted(definition).map(\.path) + own {
      let name = Paths.name(of: path)
      if !isPortable(name) {
        collector.error(
          "'\(name)' cannot be a file name in the pack",
          hint: "use letters, digits, '.', '_' and '-', beginning with a letter or digit")
      }
      if let other = paths.updateValue(path, forKey: name.lowercased()) {
        collector.error("'\(other)' and '\(path)' have one name in the pack", hint: "rename one of them")
      }
    }
  }

  private static func isPortable(_ name: String) -> Bool {
    guard let first = name.utf8.first, first.isASCIILetter || first.isASCIIDigit, name.utf8.last != 0x2E else {
      return false
    }
    return name.utf8.count <= 100
      && name.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D }
  }
}
