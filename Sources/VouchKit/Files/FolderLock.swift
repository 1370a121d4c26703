import Diagnostics
import Glibc

/// The right to change the files of a folder that several runs of the program change: one at a time, others wait.
///
/// The lock is on the folder itself, so that a file in it can be replaced by renaming and no lock file is left over; it ends
/// with this value, and with the process whatever happens to it.
@safe struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits until no other run holds the folder of `path`.
  init(of path: String) throws(Diagnostics) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    descriptor = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Diagnostics(FileProblem.writing(path, errno)) }
    while flock(descriptor, LOCK_EX) != 0 {
      // A file system that has no locks leaves the runs to whoever starts them.
      guard errno == EINTR else { break }
    }
  }

  /// Lets the next run go on.
  consuming func release() {}

  deinit { close(descriptor) }
}
