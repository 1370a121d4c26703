import Bytes
import Diagnostics
import Digests
import JSON
import Packaging

/// The library versions and the processor's features recorded beside a pack against those of this process.
struct ComparedVersions {
  /// Whether a buildinfo of exactly this pack lies beside it.
  let areKnown: Bool
  /// `cairo 1.16.0 (recorded), 1.18.4 (here)`, by name.
  let differing: [String]

  /// A buildinfo that is not there is no error: it was observed, and is not part of the pack. One of another pack counts
  /// for nothing.
  init(beside path: String, of pack: Digest) {
    let info = ComparedVersions.read(BuildInfo.name(beside: path))
    let subject = info?["subject"]?[0]?["digest"]?["sha256"]?.string
    guard let predicate = info?["predicate"], subject == pack.hexadecimal else {
      areKnown = false
      differing = []
      return
    }
    areKnown = true
    differing = ComparedVersions.libraries(predicate["libraries"]) + ComparedVersions.features(predicate["processor"])
  }

  private static func read(_ path: String) -> JSONValue? {
    guard let bytes = try? FileSource(name: path, path: path).readAll(limit: Limits.configuration) else { return nil }
    return try? JSONParser.parse(bytes, name: path)
  }

  private static func libraries(_ recorded: JSONValue?) -> [String] {
    RunningVersions.libraries.compactMap { library in
      guard let version = recorded?[library.name]?.string, version != library.value else { return nil }
      return "\(library.name) \(version) (recorded), \(library.value) (here)"
    }
  }

  /// Nothing is said of a pack whose builder recorded none.
  private static func features(_ recorded: JSONValue?) -> [String] {
    let (old, new) = ((recorded?.array ?? []).compactMap(\.string), Machine.features)
    if old.isEmpty || old == new { return [] }
    return ["processor with \(old.joined(separator: " ")) (recorded), with \(new.joined(separator: " ")) (here)"]
  }
}
