import CZip
package import Diagnostics
import Glibc

/// Writes a zip archive into memory whose bytes depend on the entries alone: their names, bytes, methods and order.
///
/// Entries keep the order in which they are added, are dated 1980-01-01 00:00 and are files of mode 0644 made on Unix;
/// there are no comments, extra fields, descriptors or entries for folders. By libzip.
@safe package struct ZipWriter: ~Copyable {
  private let archive: OpaquePointer
  /// Where libzip writes; kept alive beyond the archive.
  private let destination: OpaquePointer
  private var isOpen = true
  private var count = 0
  private var size = 0

  /// How an entry's bytes are kept.
  package enum Method: Sendable {
    /// As they are: for files that are compressed already.
    case store
    /// By zlib at level 6, the level that leaves no mark in the header.
    case deflate
  }

  private static let level: UInt32 = 6
  /// 1980-01-01 as MS-DOS writes it.
  private static let date: UInt16 = 0x0021
  private static let mode: UInt32 = 0o100644 << 16

  package init() {
    var error = unsafe zip_error_t()
    unsafe zip_error_init(&error)
    guard let destination = unsafe zip_source_buffer_create(nil, 0, 0, &error) else {
      preconditionFailure("libzip has no memory for a buffer")
    }
    unsafe zip_source_keep(destination)
    guard let archive = unsafe zip_open_from_source(destination, ZIP_TRUNCATE, &error) else {
      preconditionFailure("libzip has no memory for an archive")
    }
    unsafe self.archive = archive
    unsafe self.destination = destination
  }

  deinit {
    if isOpen { unsafe zip_discard(archive) }
    unsafe zip_source_free(destination)
  }

  /// Adds an entry after those that are there. Its name keeps the rules of `EntryName`, and is new.
  package mutating func add(_ name: String, _ bytes: [UInt8], _ method: Method) throws(Diagnostic) {
    try checkLimits(name, bytes.count)
    let source = unsafe try source(of: bytes, name)
    let index = unsafe zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
      unsafe zip_source_free(source)
      throw failure("cannot add '\(name)' to the zip")
    }
    try set(UInt64(index), method, name)
  }

  private mutating func checkLimits(_ name: String, _ bytes: Int) throws(Diagnostic) {
    count += 1
    size += bytes
    guard count <= ZipLimits.entries else {
      throw Diagnostic("a zip holds at most \(ZipLimits.entries) files", hint: "split the pack")
    }
    guard size <= ZipLimits.archiveSize else {
      throw Diagnostic(
        "'\(name)' makes the files of the zip exceed \(ZipLimits.archiveSize) bytes",
        hint: "split the pack, or leave out its sources")
    }
  }

  /// A source over a copy of the bytes, which libzip frees.
  private func source(of bytes: [UInt8], _ name: String) throws(Diagnostic) -> OpaquePointer {
    guard let copy = unsafe malloc(max(1, bytes.count)) else { preconditionFailure("no memory for '\(name)'") }
    unsafe bytes.withUnsafeBytes {
      unsafe copy.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(copy), byteCount: $0.count)
    }
    guard let source = unsafe zip_source_buffer(archive, copy, UInt64(bytes.count), 1) else {
      unsafe free(copy)
      throw failure("cannot add '\(name)' to the zip")
    }
    return unsafe source
  }

  private func set(_ index: UInt64, _ method: Method, _ name: String) throws(Diagnostic) {
    let compressed =
      switch method {
      case .store: unsafe zip_set_file_compression(archive, index, Int32(ZIP_CM_STORE), 0)
      case .deflate: unsafe zip_set_file_compression(archive, index, Int32(ZIP_CM_DEFLATE), ZipWriter.level)
      }
    guard compressed == 0, unsafe zip_file_set_dostime(archive, index, 0, ZipWriter.date, 0) == 0,
      unsafe zip_file_set_external_attributes(archive, index, 0, UInt8(ZIP_OPSYS_UNIX), ZipWriter.mode) == 0
    else { throw failure("cannot set the attributes of '\(name)'") }
  }

  /// The bytes of the archive.
  package consuming func finish() throws(Diagnostic) -> [UInt8] {
    guard count > 0 else { throw Diagnostic("a zip without files cannot be written") }
    guard unsafe zip_close(archive) == 0 else { throw failure("cannot write the zip") }
    isOpen = false
    return try written()
  }

  private func written() throws(Diagnostic) -> [UInt8] {
    var stat = unsafe zip_stat_t()
    guard unsafe zip_source_open(destination) == 0, unsafe zip_source_stat(destination, &stat) == 0 else {
      throw Diagnostic("cannot read the zip that was written")
    }
    defer { unsafe zip_source_close(destination) }
    let size = unsafe stat.size
    var read: Int64 = -1
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      unsafe read = zip_source_read(destination, buffer.baseAddress, size)
      count = max(0, Int(read))
    }
    guard read == Int64(size) else { throw Diagnostic("cannot read the zip that was written") }
    return bytes
  }

  private func failure(_ message: String) -> Diagnostic {
    Diagnostic("\(message): \(unsafe String(cString: zip_strerror(archive)))")
  }
}

/// The versions of the libraries that run.
package enum ZipVersion {
  package static var runtime: String { unsafe String(cString: zip_libzip_version()) }
}
