import Bytes
import Diagnostics
import Glibc

/// Lists the regular files below a folder; links are not followed, so that no loop and nothing outside is reached.
enum FolderWalk {
  struct File {
    let path: String
    let size: Int64
  }

  /// The most files that are listed.
  static let limit = 1_000_000

  /// In the order of their paths' bytes. A folder within that cannot be listed is passed over.
  static func files(below folder: String) throws(Diagnostic) -> [File] {
    guard let names = list(folder) else {
      throw Diagnostic("cannot list the folder '\(folder)'", hint: "name a folder that you may read")
    }
    var files: [File] = []
    var waiting = names.map { Paths.join(folder, $0) }
    while let path = waiting.popLast() {
      var status = stat()
      guard unsafe lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFREG: files.append(File(path: path, size: Int64(status.st_size)))
      case S_IFDIR: waiting += (list(path) ?? []).map { Paths.join(path, $0) }
      default: continue
      }
      guard files.count + waiting.count <= limit else {
        throw Diagnostic("'\(folder)' holds more than \(limit) files", hint: "name a folder nearer to the exports")
      }
    }
    return files.sortedByBytes(of: \.path)
  }

  /// Whether anything has that path, a broken link too.
  static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0
  }

  /// The names in a folder but `.` and `..`; nil if it cannot be listed to its end.
  static func list(_ folder: String) -> [String]? {
    let (names, code) = listed(folder)
    return code == 0 ? names : nil
  }

  /// The names in a folder but `.` and `..`, and the system's error: 0 only if none was left out.
  static func listed(_ folder: String) -> (names: [String], code: Int32) {
    guard let listing = unsafe opendir(folder) else { return ([], errno) }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while true {
      // The end and an error both give nothing; only the error leaves a code.
      errno = 0
      guard let entry = unsafe readdir(listing) else { return (names, errno) }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }
}
