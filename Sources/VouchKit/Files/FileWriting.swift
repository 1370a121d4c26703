import Diagnostics
import Glibc

/// Writes files so that a reader finds the old one or the new one, whole, whatever happens in between.
enum FileWriting {
  /// Writes beside the target, syncs, and renames over it; on any error the target is as it was, and nothing is left over.
  static func replace(_ path: String, with bytes: [UInt8]) throws(Diagnostic) {
    try replace(path) { (write) throws(Diagnostic) in write(bytes[...]) }
  }

  /// The same with bytes that come in parts; where `content` throws, the target is as it was.
  static func replace(
    _ path: String, _ content: (_ write: (ArraySlice<UInt8>) -> Void) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let temporary = path + ".tmp-\(getpid())"
    do throws(Diagnostic) {
      try writeNew(temporary, content, shownAs: path)
      guard unsafe rename(temporary, path) == 0 else { throw FileProblem.writing(path, errno) }
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    syncFolder(of: path)
  }

  /// Gives a folder another name, under which nothing is.
  static func move(_ path: String, to target: String) throws(Diagnostic) {
    guard unsafe rename(path, target) == 0 else { throw FileProblem.writing(target, errno) }
  }

  /// Removes a file.
  static func remove(_ path: String) throws(Diagnostic) {
    guard unsafe unlink(path) == 0 else { throw FileProblem.writing(path, errno) }
  }

  /// Creates the folders on the way to a file.
  static func makeFolders(for path: String) throws(Diagnostic) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/").dropLast() {
      made += part + "/"
      if unsafe mkdir(made, 0o777) != 0, errno != EEXIST { throw FileProblem.writing(made, errno) }
    }
  }

  private static func writeNew(
    _ path: String, _ content: (_ write: (ArraySlice<UInt8>) -> Void) throws(Diagnostic) -> Void, shownAs name: String
  ) throws(Diagnostic) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw FileProblem.writing(name, errno) }
    var code: Int32 = 0
    do throws(Diagnostic) {
      try content { part in if code == 0 { code = append(part, to: descriptor) } }
    } catch {
      close(descriptor)
      throw error
    }
    if code == 0, fsync(descriptor) != 0 { code = errno }
    if close(descriptor) != 0, code == 0 { code = errno }
    if code != 0 { throw FileProblem.writing(name, code) }
  }

  /// The error's number, or 0.
  private static func append(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int32 {
    unsafe bytes.withUnsafeBytes { content in
      var written = 0
      while written < content.count, let base = content.baseAddress {
        let count = unsafe write(descriptor, base + written, content.count - written)
        if count >= 0 { written += count } else if errno != EINTR { return errno }
      }
      return 0
    }
  }

  /// Makes the rename itself durable; a file system that cannot sync a folder has done what it can.
  private static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
