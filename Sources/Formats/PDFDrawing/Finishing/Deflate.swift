import CZlib

/// The compression of a PDF's streams (RFC 1950), by zlib.
enum Deflate {
  /// What a page may come to when it is inflated: far more than any that is drawn.
  private static let mostBytes = 1 << 30

  /// zlib's level: pages and objects repeat themselves, and a higher one costs a third more time for a twentieth of the size.
  private static let effort: Int32 = 1

  static func deflated(_ bytes: [UInt8]) -> [UInt8] {
    let most = compressBound(UInt(bytes.count))
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(most)) { target, count in
      var length = most
      let code = unsafe compress2(target.baseAddress, &length, bytes, UInt(bytes.count), effort)
      precondition(code == Z_OK, "zlib deflates unless there is no memory")
      count = Int(length)
    }
  }

  /// The bytes that were deflated; nil where they are not whole.
  static func inflated(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var room = max(1 << 12, bytes.count * 12)
    while room <= mostBytes {
      var code = Z_BUF_ERROR
      let result = unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
        var length = UInt(target.count)
        unsafe bytes.withUnsafeBufferPointer {
          unsafe code = uncompress(target.baseAddress, &length, $0.baseAddress, UInt($0.count))
        }
        count = code == Z_OK ? Int(length) : 0
      }
      if code == Z_OK { return result }
      if code != Z_BUF_ERROR { return nil }
      room *= 4
    }
    return nil
  }
}
