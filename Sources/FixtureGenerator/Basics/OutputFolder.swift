import Glibc

/// Why a fixture could not be written.
struct WriteFailure: Error {
  let path: String
  let code: Int32
}

/// The folder that a run writes into.
struct OutputFolder {
  let path: String

  /// Writes one file whole, making the folders above it.
  func write(_ bytes: [UInt8], to name: String) throws(WriteFailure) {
    let file = try OutputFile(folder: self, name: name)
    try file.append(bytes)
  }

  fileprivate func prepare(_ name: String) throws(WriteFailure) -> String {
    var folder = ""
    let full = path + "/" + name
    for component in full.split(separator: "/", omittingEmptySubsequences: false).dropLast() {
      folder += component + "/"
      guard folder != "/", unsafe mkdir(folder, 0o755) != 0, errno != EEXIST else { continue }
      throw WriteFailure(path: folder, code: errno)
    }
    return full
  }
}

/// A file that grows by whole buffers; closed when its owner lets it go.
struct OutputFile: ~Copyable {
  private let descriptor: Int32
  private let path: String

  init(folder: OutputFolder, name: String) throws(WriteFailure) {
    let path = try folder.prepare(name)
    let opened = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard opened >= 0 else { throw WriteFailure(path: path, code: errno) }
    self.path = path
    descriptor = opened
  }

  deinit { close(descriptor) }

  func append(_ bytes: [UInt8]) throws(WriteFailure) {
    var done = 0
    while done < bytes.count {
      let written = unsafe bytes[done...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      guard written > 0 else { throw WriteFailure(path: path, code: errno) }
      done += written
    }
  }
}
