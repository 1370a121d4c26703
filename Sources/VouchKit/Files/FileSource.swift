import Bytes
import Diagnostics
import Glibc

/// A regular file of the machine as an input, under the label that diagnostics and the pack give it.
///
/// Files are read, never mapped: a file that is cut while it is mapped raises SIGBUS.
struct FileSource: ByteSource {
  let name: String
  let path: String

  func open() throws(Diagnostic) -> any ByteReader { try FileReader(path: path, name: name) }
}

/// An open file; the descriptor is closed with the last reference.
private final class FileReader: ByteReader {
  private let descriptor: Int32
  private let name: String

  /// Opened without blocking, so that a FIFO cannot hold the program up, and refused unless it is a regular file.
  init(path: String, name: String) throws(Diagnostic) {
    let opened = unsafe Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard opened >= 0 else { throw FileProblem.opening(name, errno) }
    var status = stat()
    guard unsafe fstat(opened, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(opened)
      let what = status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is no regular file"
      throw Diagnostic("'\(name)' \(what)", at: Location(file: name), hint: "name a file")
    }
    descriptor = opened
    self.name = name
  }

  deinit { close(descriptor) }

  func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    guard limit > 0 else { return 0 }
    var (count, code) = (0, Int32(0))
    buffer.append(addingCapacity: limit) { span in
      unsafe span.withUnsafeMutableBufferPointer { bytes, filled in
        repeat { count = unsafe Glibc.read(descriptor, bytes.baseAddress, limit) } while count < 0 && errno == EINTR
        code = count < 0 ? errno : 0
        count = max(0, count)
        filled = count
      }
    }
    if code != 0 { throw FileProblem.reading(name, code) }
    return count
  }
}

/// What the system says about a file, as diagnostics.
enum FileProblem {
  static func opening(_ name: String, _ code: Int32) -> Diagnostic {
    switch code {
    case ENOENT:
      Diagnostic(
        "no file '\(name)'", at: Location(file: name),
        hint: "check the path; those in a definition are relative to the definition")
    case EACCES: Diagnostic("'\(name)' may not be read", at: Location(file: name), hint: "check the file's permissions")
    case ELOOP: Diagnostic("'\(name)' is a link that leads to itself", at: Location(file: name))
    default: Diagnostic("cannot open '\(name)': \(words(code))", at: Location(file: name))
    }
  }

  static func reading(_ name: String, _ code: Int32) -> Diagnostic {
    Diagnostic("cannot read '\(name)': \(words(code))", at: Location(file: name))
  }

  static func writing(_ name: String, _ code: Int32) -> Diagnostic {
    switch code {
    case ENOSPC, EDQUOT:
      Diagnostic(
        "cannot write '\(name)': the disk is full", hint: "free some space; what was there before is untouched")
    case EACCES, EROFS: Diagnostic("cannot write '\(name)': no permission", hint: "choose another place with -o")
    case ENOENT:
      Diagnostic(
        "cannot write '\(name)': its folder does not exist", hint: "create the folder, or choose another with -o")
    default: Diagnostic("cannot write '\(name)': \(words(code))")
    }
  }

  /// The system's words for an error; never localised, because the program sets no locale.
  private static func words(_ code: Int32) -> String {
    guard let text = unsafe strerror(code) else { return "error \(code)" }
    return unsafe String(cString: text)
  }
}
