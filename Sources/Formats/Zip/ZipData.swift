package import Bytes
import CZlib

/// The unpacked bytes of entries, checked against their headers while they stream.
package enum ZipData {
  /// Bytes handed on at a time.
  static let chunk = 1 << 16
  /// The most bytes that a header's word is taken for.
  private static let reserved = 64 << 20

  /// Hands the bytes of an entry to `visit`, part by part; throws when they are not what the header says, after which
  /// what was handed on counts for nothing.
  package static func read(
    _ entry: ZipEntry, of archive: any RandomAccessBytes, visit: (ArraySlice<UInt8>) -> Void
  ) throws(ZipProblem) {
    var check = DataCheck(entry: entry)
    if entry.isDeflated {
      var stream = InflateStream(ArchiveBytes(source: archive), entry.data)
      while let part = try stream.next(entry) {
        try check.add(part)
        visit(part)
      }
    } else {
      try readStored(entry, ArchiveBytes(source: archive)) { part throws(ZipProblem) in
        try check.add(part)
        visit(part)
      }
    }
    try check.finish()
  }

  private static func readStored(
    _ entry: ZipEntry, _ archive: ArchiveBytes, _ visit: (ArraySlice<UInt8>) throws(ZipProblem) -> Void
  ) throws(ZipProblem) {
    var buffer = [UInt8](repeating: 0, count: chunk)
    for start in stride(from: entry.data.lowerBound, to: entry.data.upperBound, by: chunk) {
      let rest = entry.data.upperBound - start
      if rest < chunk { buffer.removeLast(chunk - rest) }
      try archive.read(at: start, into: &buffer)
      try visit(buffer[...])
    }
  }

  /// All bytes of an entry.
  package static func bytes(of entry: ZipEntry, in archive: any RandomAccessBytes) throws(ZipProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(entry.size, reserved))
    try read(entry, of: archive) { bytes += $0 }
    return bytes
  }
}

/// Size and checksum of what has been unpacked.
private struct DataCheck {
  let entry: ZipEntry
  private var size = 0
  private var checksum: UInt = 0

  init(entry: ZipEntry) { self.entry = entry }

  mutating func add(_ part: ArraySlice<UInt8>) throws(ZipProblem) {
    size += part.count
    guard size <= entry.size else {
      throw ZipProblem(.data, entry: entry.name, "unpacks to more than the \(entry.size) bytes that its header says")
    }
    checksum = unsafe part.withUnsafeBufferPointer { unsafe crc32(checksum, $0.baseAddress, UInt32($0.count)) }
  }

  func finish() throws(ZipProblem) {
    guard size == entry.size else {
      throw ZipProblem(.data, entry: entry.name, "unpacks to \(size) bytes, its header says \(entry.size)")
    }
    guard checksum == UInt(entry.checksum) else {
      throw ZipProblem(.data, entry: entry.name, "bytes do not have the checksum of the header")
    }
  }
}

/// The version of zlib that runs.
package enum ZlibVersion {
  package static var runtime: String { unsafe zlibVersion().map { unsafe String(cString: $0) } ?? "unknown" }
}
