import Bytes
import Diagnostics
import Glibc

/// Finds the files that a pattern names: `*`, `?` and `[…]` within a path component, never across `/`.
enum Glob {
  /// The matching paths relative to `folder`, in the order of their bytes; a pattern without wildcards is itself.
  ///
  /// A pattern that matches nothing, and a folder that cannot be listed, are diagnostics.
  static func files(_ pattern: String, in folder: String) throws(Diagnostic) -> [String] {
    guard isPattern(pattern) else { return [pattern] }
    var found = [""]
    let components = pattern.split(separator: "/").map(String.init)
    for (index, component) in components.enumerated() {
      let last = index == components.count - 1
      var next: [String] = []
      for prefix in found {
        let names = isPattern(component) ? try matches(of: component, in: prefix, of: folder, pattern) : [component]
        next += names.map { prefix + $0 + (last ? "" : "/") }
      }
      found = next
    }
    guard !found.isEmpty else {
      throw Diagnostic("no file matches '\(pattern)'", hint: "paths are relative to the definition")
    }
    return found.sortedByBytes()
  }

  private static func isPattern(_ text: String) -> Bool {
    text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B }
  }

  /// Hidden names match only a pattern that begins with a dot. A folder of the pattern that is not there matches nothing.
  private static func matches(
    of component: String, in prefix: String, of folder: String, _ pattern: String
  ) throws(Diagnostic) -> [String] {
    let (names, code) = FolderWalk.listed(folder + "/" + prefix)
    switch code {
    case 0: return names.filter { unsafe fnmatch(component, $0, FNM_PERIOD) == 0 }
    case ENOENT, ENOTDIR: return []
    default: throw Diagnostic("cannot list the folder of '\(pattern)'", hint: "check its permissions")
    }
  }
}
