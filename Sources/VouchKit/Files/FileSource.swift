package import Bytes
package import Diagnostics
import Glibc

/// A regular file of the machine as an input, under the label that diagnostics and the pack give it.
///
/// Files are read, never mapped: a file that is cut while it is mapped raises SIGBUS.
package struct FileSource: ByteSource {
  package let name: String
  let path: String

  package init(name: String, path: String) {
    self.name = name
    self.path = path
  }

  package func open() throws(Diagnostic) -> any ByteReader { FileReader(file: try RegularFile(path, name: name)) }
}

/// A file from its beginning to its end, where it has to be what it was at the beginning.
private struct FileReader: ByteReader {
  let file: RegularFile

  func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    guard limit > 0 else { return 0 }
    var (count, code) = (0, Int32(0))
    buffer.append(addingCapacity: limit) { span in
      unsafe span.withUnsafeMutableBufferPointer { bytes, filled in
        repeat {
          count = unsafe Glibc.read(file.descriptor, bytes.baseAddress, limit)
        } while count < 0 && errno == EINTR
        code = count < 0 ? errno : 0
        count = max(0, count)
        filled = count
      }
    }
    if code != 0 { throw FileProblem.reading(file.name, code) }
    if count == 0 { try file.checkUnchanged() }
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
