import Bytes
import Diagnostics
import JSON
import Packaging

/// The library versions recorded beside a pack against those of this process.
struct ComparedVersions {
  /// Whether a buildinfo lies beside the pack.
  let areKnown: Bool
  /// `cairo 1.16.0 (recorded), 1.18.4 (here)`, by name.
  let differing: [String]

  /// A buildinfo that is not there is no error: it was observed, and is not part of the pack.
  init(beside pack: String) throws(Diagnostic) {
    let path = BuildInfo.name(beside: pack)
    guard let bytes = try? FileSource(name: path, path: path).readAll(limit: Limits.configuration),
      let info = try? JSONParser.parse(bytes, name: path), let recorded = info["predicate"]?["libraries"]?.object
    else {
      areKnown = false
      differing = []
      return
    }
    areKnown = true
    differing = RunningVersions.libraries.compactMap { library in
      guard let version = recorded[library.name]?.string, version != library.value else { return nil }
      return "\(library.name) \(version) (recorded), \(library.value) (here)"
    }
  }
}
