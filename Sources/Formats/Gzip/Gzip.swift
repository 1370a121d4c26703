import CZlib

/// Compresses as `gzip -n -9` does: the same bytes every time, on every system.
package enum Gzip {
  /// One member with no name, no time, and 255 (unknown) as its system.
  package static func compress(_ bytes: [UInt8]) -> [UInt8] {
    let deflater = Deflater()
    return deflater.finish(bytes)
  }
}

/// zlib's state for one gzip member, which also holds the header that zlib refers to.
@safe private struct Deflater: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  private let header: UnsafeMutablePointer<gz_header>

  /// The largest input that zlib takes in one call.
  private static let pieceSize = 1 << 30

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    unsafe header = .allocate(capacity: 1)
    unsafe header.initialize(to: gz_header())
    unsafe header.pointee.os = 255
    let code = unsafe deflateInit2_(
      stream, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib begins unless there is no memory or its version is another")
    let accepted = unsafe deflateSetHeader(stream, header)
    precondition(accepted == Z_OK, "a gzip stream takes a header")
  }

  deinit {
    _ = unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
    unsafe header.deinitialize(count: 1)
    unsafe header.deallocate()
  }

  consuming func finish(_ bytes: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var start = 0
    repeat {
      let end = min(start + Deflater.pieceSize, bytes.count)
      deflate(bytes, start..<end, isLast: end == bytes.count, into: &output)
      start = end
    } while start < bytes.count
    return output
  }

  private func deflate(_ bytes: [UInt8], _ range: Range<Int>, isLast: Bool, into output: inout [UInt8]) {
    var room = [UInt8](repeating: 0, count: 64 << 10)
    unsafe bytes.withUnsafeBufferPointer { source in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(
        mutating: source.baseAddress.map { unsafe $0 + range.lowerBound })
      unsafe stream.pointee.avail_in = UInt32(range.count)
      repeat {
        let count = unsafe room.withUnsafeMutableBufferPointer { target in
          unsafe stream.pointee.next_out = target.baseAddress
          unsafe stream.pointee.avail_out = UInt32(target.count)
          _ = unsafe CZlib.deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          return unsafe target.count - Int(stream.pointee.avail_out)
        }
        output += room[..<count]
      } while unsafe stream.pointee.avail_out == 0
    }
  }
}
