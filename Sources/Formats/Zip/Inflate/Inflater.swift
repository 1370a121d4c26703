/// Unpacks one raw deflate stream (RFC 1951), a part at a time, from bytes that are given as they are asked for.
///
/// Stricter than zlib: the bits that fill up a byte before a stored block and after the last block must be 0.
struct Inflater {
  enum Failure: Error, Equatable {
    /// The data are damaged or cut off.
    case damaged
    /// Bits are set that belong to nothing.
    case padding
  }

  /// How far back a match may reach.
  private static let window = 1 << 15
  /// Bytes beyond the wanted ones that a match may write: its longest, and what copying by words overshoots.
  private static let slack = 258 + 16
  /// Zeros after the input, so that looking ahead needs no check.
  /// So many bytes are wanted before anything is read: the longest header of a block has fewer. After the last ones there
  /// are as many zeros, so that looking ahead needs no check.
  private static let lookahead = 512

  /// The last bytes that were unpacked, the new ones behind them.
  private var output: [UInt8]
  private var written = 0
  /// Where the bytes begin that were not handed on.
  private var pending = 0
  /// All bytes unpacked so far.
  private var total = 0
  private let partSize: Int

  private var input: [UInt8]
  /// Bytes of the stream that `input` holds, and those of them that are in `bits` or used.
  private var filled = 0
  private var taken = 0
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var isInputComplete = false

  private var state = State.header
  private var isLastBlock = false
  private var codes: (literals: HuffmanTable, distances: HuffmanTable)?

  private enum State: Equatable {
    case header, symbols, finished
    case stored(left: Int)
  }

  init(partSize: Int) {
    self.partSize = partSize
    output = [UInt8](repeating: 0, count: Inflater.window + partSize + Inflater.slack)
    input = [UInt8](repeating: 0, count: Inflater.lookahead)
  }

  var isFinished: Bool { state == .finished }

  /// Bytes of the stream that were given and are not part of it, once it has finished.
  var left: Int { filled - taken + bitCount / 8 }

  /// Whether more bytes are wanted before going on, unless there are none.
  var wantsInput: Bool { !isInputComplete && filled - taken < Inflater.lookahead && state != .finished }

  /// Gives the next bytes of the stream; none at all says that it has ended.
  mutating func give(_ bytes: [UInt8]) {
    input = Array(input[taken..<filled]) + bytes + [UInt8](repeating: 0, count: Inflater.lookahead)
    filled = filled - taken + bytes.count
    taken = 0
    if bytes.isEmpty { isInputComplete = true }
  }

  /// Unpacks what it can, and hands it on.
  mutating func unpack() throws(Failure) -> ArraySlice<UInt8> {
    makeRoom()
    while written < Inflater.window + partSize, !wantsInput, state != .finished {
      switch state {
      case .header: try readHeader()
      case .stored(let left): try copyStored(left)
      case .symbols: try readSymbols()
      case .finished: break
      }
      if isInputComplete, taken - bitCount / 8 > filled { throw .damaged }
    }
    defer { pending = written }
    return output[pending..<written]
  }

  /// Keeps the last 32 KiB, once there is no room for another part.
  private mutating func makeRoom() {
    guard written >= Inflater.window + partSize else { return }
    let kept = written - Inflater.window
    unsafe output.withUnsafeMutableBufferPointer { buffer in
      if let base = buffer.baseAddress { unsafe base.update(from: base + kept, count: Inflater.window) }
    }
    written = Inflater.window
    pending = written
  }

  // MARK: Bits

  private mutating func refill() {
    while bitCount <= 48 {
      bits |= UInt64(taken < input.count ? input[taken] : 0) << UInt64(bitCount)
      taken += 1
      bitCount += 8
    }
  }

  /// At most 16 bits, the first the lowest.
  private mutating func take(_ count: Int) -> Int {
    if bitCount < count { refill() }
    let value = Int(bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  private mutating func skipPadding() throws(Failure) {
    if take(bitCount % 8) != 0 { throw .padding }
  }

  // MARK: Blocks

  private mutating func endBlock() throws(Failure) {
    state = .header
    guard isLastBlock else { return }
    try skipPadding()
    // What was looked at beyond the end is given back.
    taken -= bitCount / 8
    (bits, bitCount) = (0, 0)
    state = .finished
  }

  private mutating func readHeader() throws(Failure) {
    isLastBlock = take(1) == 1
    switch take(2) {
    case 0:
      try skipPadding()
      let (length, complement) = (take(16), take(16))
      guard length == ~complement & 0xFFFF else { throw .damaged }
      taken -= bitCount / 8
      (bits, bitCount) = (0, 0)
      state = .stored(left: length)
    case 1:
      codes = DeflateCodes.fixed
      state = .symbols
    case 2:
      codes = try readCodes()
      state = .symbols
    default: throw .damaged
    }
  }

  private mutating func copyStored(_ left: Int) throws(Failure) {
    if left == 0 { return try endBlock() }
    let count = min(left, filled - taken, output.count - written)
    guard count > 0 else { throw .damaged }
    output.replaceSubrange(written..<written + count, with: input[taken..<taken + count])
    written += count
    total += count
    taken += count
    state = .stored(left: left - count)
    if left == count { try endBlock() }
  }

  /// The two codes of a dynamic block (3.2.7).
  private mutating func readCodes() throws(Failure) -> (HuffmanTable, HuffmanTable) {
    let (literals, distances, lengths) = (take(5) + 257, take(5) + 1, take(4) + 4)
    guard literals <= DeflateCodes.literalLimit, distances <= DeflateCodes.distanceLimit else { throw .damaged }
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for symbol in DeflateCodes.lengthOrder.prefix(lengths) { lengthLengths[symbol] = UInt8(take(3)) }
    guard let code = HuffmanTable(lengthLengths[...], rootBits: 7, entry: { UInt32($0) << 13 }) else { throw .damaged }
    let all = try readLengths(code, literals + distances)
    guard all[256] > 0, let first = DeflateCodes.literals(all[..<literals]),
      let second = DeflateCodes.distances(Array(all[literals...])[...])
    else { throw .damaged }
    return (first, second)
  }

  private mutating func readLengths(_ code: HuffmanTable, _ count: Int) throws(Failure) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < count {
      refill()
      let entry = code.entries[Int(bits & 0x7F)]
      guard entry & HuffmanTable.Entry.special == 0 else { throw .damaged }
      _ = take(Int(entry & 0xFF))
      switch entry >> 13 {
      case 16:
        guard let last = lengths.last else { throw .damaged }
        lengths += repeatElement(last, count: 3 + take(2))
      case 17: lengths += repeatElement(0, count: 3 + take(3))
      case 18: lengths += repeatElement(0, count: 11 + take(7))
      case let length: lengths.append(UInt8(length))
      }
    }
    guard lengths.count == count else { throw .damaged }
    return lengths
  }

  // MARK: Symbols

  private mutating func readSymbols() throws(Failure) {
    guard let codes else { throw .damaged }
    var loop = SymbolLoop(
      // Without more input to come, the zeros after it may be looked at: that shows afterwards.
      inputLimit: isInputComplete ? filled + Inflater.lookahead - 16 : filled - Inflater.lookahead + 1,
      outputLimit: Inflater.window + partSize, history: written - min(total, written),
      bits: bits, bitCount: bitCount, taken: taken, written: written)
    let end = unsafe codes.literals.entries.withUnsafeBufferPointer { literals in
      unsafe codes.distances.entries.withUnsafeBufferPointer { distances in
        unsafe input.withUnsafeBufferPointer { input in
          unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe loop.run(literals.baseAddress, distances.baseAddress, input.baseAddress, output.baseAddress)
          }
        }
      }
    }
    total += loop.written - written
    (bits, bitCount, taken, written) = (loop.bits, loop.bitCount, loop.taken, loop.written)
    switch end {
    case .limit: break
    case .block: try endBlock()
    case .damaged: throw .damaged
    }
  }
}
