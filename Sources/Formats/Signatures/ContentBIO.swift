import Bytes
import CCrypto
import Diagnostics

/// Bytes that OpenSSL reads a part at a time, so that signed content of any size need not be held.
@safe struct ContentBIO: ~Copyable {
  let bio: OpaquePointer
  private let method: OpaquePointer

  init(_ content: any RandomAccessBytes) {
    guard let method = unsafe BIO_meth_new(BIO_TYPE_SOURCE_SINK, "content"), let bio = unsafe BIO_new(method) else {
      preconditionFailure("OpenSSL has no memory")
    }
    unsafe BIO_meth_set_read(method) { bio, buffer, count in
      unsafe Cursor.of(bio).read(UnsafeMutableRawBufferPointer(start: buffer, count: max(0, Int(count))))
    }
    unsafe BIO_meth_set_ctrl(method) { _, _, _, _ in 1 }
    unsafe BIO_set_data(bio, Unmanaged.passRetained(Cursor(content)).toOpaque())
    unsafe BIO_set_init(bio, 1)
    unsafe self.bio = bio
    unsafe self.method = method
  }

  deinit {
    if let cursor = unsafe BIO_get_data(bio) { unsafe Unmanaged<Cursor>.fromOpaque(cursor).release() }
    unsafe BIO_free(bio)
    unsafe BIO_meth_free(method)
  }

  /// How far the content was read.
  private final class Cursor {
    private let content: any RandomAccessBytes
    private var position = 0
    private var part: [UInt8] = []
    private var given = 0

    /// Bytes that are read at a time.
    private static let partSize = 1 << 16

    init(_ content: any RandomAccessBytes) { self.content = content }

    @unsafe static func of(_ bio: OpaquePointer?) -> Cursor {
      guard let data = unsafe BIO_get_data(bio) else { preconditionFailure("a content BIO has its cursor") }
      return unsafe Unmanaged<Cursor>.fromOpaque(data).takeUnretainedValue()
    }

    /// The number of bytes given; 0 at the end, -1 if the content cannot be read.
    @unsafe func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int32 {
      if given == part.count, !refill() { return -1 }
      let next = part[given...].prefix(buffer.count)
      unsafe buffer.copyBytes(from: next)
      given += next.count
      return Int32(truncatingIfNeeded: next.count)
    }

    private func refill() -> Bool {
      part = [UInt8](repeating: 0, count: min(Cursor.partSize, content.count - position))
      given = 0
      do throws(Diagnostic) { try content.read(at: position, into: &part) } catch { return false }
      position += part.count
      return true
    }
  }
}
