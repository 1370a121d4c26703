import CZlib

/// zlib's state for inflating gzip members, one after the other.
@safe struct Inflater: ~Copyable {
  /// zlib keeps a pointer to the stream in its state, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>

  enum Outcome {
    case goesOn
    case memberEnds
    /// The data are wrong, in zlib's words.
    case refused(String)
  }

  /// 15 is the largest window, 16 asks for the gzip form and no other.
  private static let windowBits: Int32 = 15 + 16

  init() {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let code = unsafe inflateInit2_(
      stream, Inflater.windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(code == Z_OK, "zlib begins unless there is no memory or its version is another")
  }

  deinit {
    _ = unsafe inflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Makes ready for the next member.
  mutating func reset() {
    let code = unsafe inflateReset(stream)
    precondition(code == Z_OK, "a stream that was begun can be reset")
  }

  /// Inflates from `input[taken...]`, which is not empty, at most `limit` bytes onto `output`, and moves `taken` on.
  mutating func inflate(
    _ input: [UInt8], from taken: inout Int, into output: inout [UInt8], limit: Int
  ) -> Outcome {
    let start = output.count
    let room = min(limit, Int(UInt32.max))
    var code = Z_OK
    output.append(contentsOf: repeatElement(0, count: room))
    unsafe input.withUnsafeBufferPointer { source in
      unsafe output.withUnsafeMutableBufferPointer { target in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { unsafe $0 + taken })
        unsafe stream.pointee.avail_in = UInt32(source.count - taken)
        unsafe stream.pointee.next_out = target.baseAddress.map { unsafe $0 + start }
        unsafe stream.pointee.avail_out = UInt32(room)
        code = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
      }
    }
    unsafe output.removeLast(Int(stream.pointee.avail_out))
    taken = unsafe input.count - Int(stream.pointee.avail_in)
    return outcome(code)
  }

  private func outcome(_ code: Int32) -> Outcome {
    switch code {
    case Z_OK, Z_BUF_ERROR: return .goesOn
    case Z_STREAM_END: return .memberEnds
    default:
      guard let message = unsafe stream.pointee.msg else { return .refused("zlib's code \(code)") }
      return .refused(unsafe String(cString: message))
    }
  }
}
