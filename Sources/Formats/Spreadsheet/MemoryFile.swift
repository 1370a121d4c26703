import CXLSXWriter
import Diagnostics
import Glibc

/// A file that lies in memory and has a path, for a library that writes to nothing else; gone with its handle.
@safe struct MemoryFile: ~Copyable {
  private let descriptor: CInt

  init(name: String) throws(Diagnostic) {
    let descriptor = unsafe memfd_create(name, UInt32(CLOSE_ON_EXECUTE))
    guard descriptor >= 0 else { throw Diagnostic("no file in memory could be made") }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  var path: String { "/proc/self/fd/\(descriptor)" }

  func readAll() throws(Diagnostic) -> [UInt8] {
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { throw Diagnostic("a file in memory could not be read") }
    var bytes = [UInt8](repeating: 0, count: Int(size))
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      guard count > 0 else { throw Diagnostic("a file in memory could not be read") }
      done += count
    }
    return bytes
  }
}
