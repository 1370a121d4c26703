import Bytes
import Diagnostics
import Glibc

/// An open regular file; it is closed with its last reference.
///
/// As bytes that are read at any place it holds nothing, so that it may be larger than memory.
final class RegularFile: RandomAccessBytes {
  let name: String
  let descriptor: Int32
  /// Bytes when it was opened.
  let count: Int
  private let changed: Change

  /// Opened without blocking, so that a FIFO cannot hold the program up, and refused unless it is a regular file.
  ///
  /// `name` is the file's in diagnostics.
  init(_ path: String, name: String) throws(Diagnostic) {
    let opened = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw FileProblem.opening(name, errno) }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      let what = status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is no regular file"
      throw Diagnostic("'\(name)' \(what)", at: Location(file: name), hint: "name a file")
    }
    descriptor = opened
    count = Int(status.st_size)
    changed = Change(status)
    self.name = name
  }

  deinit { close(descriptor) }

  func read(at offset: Int, into buffer: inout [UInt8]) throws(Diagnostic) {
    var done = 0
    while done < buffer.count {
      let count = unsafe buffer.withUnsafeMutableBytes { bytes in
        unsafe pread(descriptor, bytes.baseAddress.map { unsafe $0 + done }, bytes.count - done, off_t(offset + done))
      }
      if count > 0 {
        done += count
      } else if count == 0 {
        throw shortened
      } else if errno != EINTR {
        throw FileProblem.reading(name, errno)
      }
    }
  }

  /// Throws if the file was written to since it was opened.
  func checkUnchanged() throws(Diagnostic) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0, Change(status) == changed else { throw shortened }
  }

  private var shortened: Diagnostic {
    Diagnostic("'\(name)' changed while it was read", at: Location(file: name), hint: "try again when it is complete")
  }

  /// What differs after a file was written to.
  private struct Change: Equatable {
    let size: Int64
    let seconds: Int
    let nanoseconds: Int

    init(_ status: stat) {
      size = Int64(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
    }
  }
}
