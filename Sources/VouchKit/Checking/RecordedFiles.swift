import Bytes
import Diagnostics
import Digests

/// Recorded files found again by their digests, wherever they lie and whatever their names are.
struct RecordedFiles {
  /// By digest.
  let paths: [String: String]
  let missing: [Missing]

  struct Missing {
    /// As the manifest has it.
    let name: String
    /// What was looked for, and what looks as if it were it.
    let words: String
  }

  /// Only files of a recorded size are read.
  init(_ wanted: [RecordedManifest.Dependency], below folder: String) throws(Diagnostic) {
    let sizes = Set(wanted.map(\.bytes))
    let files = try FolderWalk.files(below: folder)
    var paths: [String: String] = [:]
    for file in files where sizes.contains(file.size) {
      guard let digest = try? SHA256.digest(reading: RegularFile(file.path, name: file.path)).hexadecimal else {
        continue
      }
      if paths[digest] == nil { paths[digest] = file.path }
    }
    let others = files.map(\.path).filter { [found = Set(paths.values)] in !found.contains($0) }
    missing = wanted.filter { paths[$0.sha256] == nil }.map { file in
      let changed = RecordedFiles.namesake(of: file.name, in: others).map { "; \($0) is there, but was changed" } ?? ""
      return Missing(name: file.name, words: "no file below the inputs has the digest \(file.sha256)\(changed)")
    }
    self.paths = paths
  }

  /// The file that has an input's path or, failing that, its name.
  private static func namesake(of input: String, in files: [String]) -> String? {
    let path = input.split(separator: "/").dropFirst(2).filter { $0 != ".." }.joined(separator: "/")
    if path.isEmpty { return nil }
    return files.first { $0.hasSuffix("/" + path) } ?? files.first { Paths.name(of: $0) == Paths.name(of: path) }
  }
}
