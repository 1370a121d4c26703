import CZlib

/// The bytes of one raw deflate stream (RFC 1951), a part at a time; the bits that the format leaves free must be 0.
///
/// The stream stops at the end of every block to look at the bits between blocks, which zlib passes over: those that
/// fill up a byte before a stored block and after the last one, where a change would leave no trace in the content.
@safe struct InflateStream: ~Copyable {
  private let stream: UnsafeMutablePointer<z_stream>
  /// The archive that holds the stream, and where.
  private let archive: ArchiveBytes
  private let data: Range<Int>
  /// Compressed bytes that were read and not yet taken.
  private var input: [UInt8] = []
  private var taken = 0
  /// Compressed bytes taken so far, of the whole stream.
  private var consumed = 0
  private var isFinished = false
  private var buffer = [UInt8](repeating: 0, count: ZipData.chunk)

  init(_ archive: ArchiveBytes, _ data: Range<Int>) {
    self.archive = archive
    self.data = data
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let begun = unsafe inflateInit2_(stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(begun == Z_OK, "zlib has no memory")
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// The next bytes, or nil after the last.
  mutating func next(_ entry: ZipEntry) throws(ZipProblem) -> ArraySlice<UInt8>? {
    if consumed == 0 { try checkBlockStart(atBit: 0, entry) }
    while !isFinished {
      try refill()
      let count = try step(entry)
      if count > 0 { return buffer[..<count] }
    }
    return nil
  }

  private mutating func refill() throws(ZipProblem) {
    let rest = data.count - consumed
    guard taken == input.count, rest > 0 else { return }
    input = [UInt8](repeating: 0, count: min(ZipData.chunk, rest))
    taken = 0
    try archive.read(at: data.lowerBound + consumed, into: &input)
  }

  /// Unpacks until the buffer is full, the input is used up or a block ends, and returns the number of bytes made.
  ///
  /// A block may end without a byte taken or made, where its last code was read before; zlib calls that a full buffer.
  private mutating func step(_ entry: ZipEntry) throws(ZipProblem) -> Int {
    let before = consumed
    let (status, made, state) = inflateOnce()
    let moved = (status == Z_OK || status == Z_STREAM_END) && (made > 0 || consumed > before)
    guard moved || status == Z_BUF_ERROR && isAtBlockEnd(state) else {
      throw ZipProblem(.data, entry: entry.name, "compressed data are damaged or cut off")
    }
    if isAtBlockEnd(state) {
      let bit = consumed * 8 - Int(state & 7)
      if state & 64 == 0 { try checkBlockStart(atBit: bit, entry) } else { try checkEnd(atBit: bit, entry) }
    }
    return made
  }

  private func isAtBlockEnd(_ state: Int32) -> Bool { state & 128 != 0 }

  private mutating func inflateOnce() -> (status: Int32, made: Int, state: Int32) {
    let rest = taken..<input.count
    let status = unsafe input[rest].withUnsafeBufferPointer { input in
      unsafe buffer.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(output.count)
        return unsafe inflate(stream, Z_BLOCK)
      }
    }
    let count = rest.count - Int(unsafe stream.pointee.avail_in)
    taken += count
    consumed += count
    return unsafe (status, buffer.count - Int(stream.pointee.avail_out), stream.pointee.data_type)
  }

  private func checkBlockStart(atBit bit: Int, _ entry: ZipEntry) throws(ZipProblem) {
    let isStored = try value(ofBits: bit + 1..<bit + 3) == 0
    guard isStored else { return }
    try checkPadding(from: bit + 3, entry)
  }

  private mutating func checkEnd(atBit bit: Int, _ entry: ZipEntry) throws(ZipProblem) {
    try checkPadding(from: bit, entry)
    guard (bit + 7) / 8 == data.count else {
      throw ZipProblem(.data, entry: entry.name, "\(data.count - (bit + 7) / 8) bytes follow the compressed data")
    }
    isFinished = true
  }

  private func checkPadding(from bit: Int, _ entry: ZipEntry) throws(ZipProblem) {
    guard try value(ofBits: bit..<(bit + 7) / 8 * 8) == 0 else {
      throw ZipProblem(.data, entry: entry.name, "compressed data have bits set that belong to nothing")
    }
  }

  /// At most 8 bits of the stream, the first the lowest; those beyond its end are 0.
  private func value(ofBits bits: Range<Int>) throws(ZipProblem) -> UInt8 {
    let first = bits.lowerBound / 8
    let bytes = try archive.bytes(
      data.lowerBound + min(first, data.count)..<data.lowerBound + min((bits.upperBound + 7) / 8, data.count))
    var value: UInt8 = 0
    for (place, bit) in bits.enumerated() where bit / 8 - first < bytes.count {
      value |= (bytes[bit / 8 - first] >> UInt8(bit % 8) & 1) << UInt8(place)
    }
    return value
  }
}
