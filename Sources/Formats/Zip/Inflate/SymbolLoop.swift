/// The innermost loop of unpacking: symbols of one block into bytes, until a limit or the block's end is reached.
///
/// It checks no index: a limit leaves room for the longest symbol, a table has an entry for all bits, and a match reaches
/// back to `history` at most.
struct SymbolLoop {
  /// Where reading and writing stop at the latest.
  let inputLimit: Int
  let outputLimit: Int
  /// Where the first byte lies that a match may repeat.
  let history: Int

  private(set) var bits: UInt64
  private(set) var bitCount: Int
  private(set) var taken: Int
  private(set) var written: Int

  init(
    inputLimit: Int, outputLimit: Int, history: Int, bits: UInt64, bitCount: Int, taken: Int, written: Int
  ) {
    self.inputLimit = inputLimit
    self.outputLimit = outputLimit
    self.history = history
    self.bits = bits
    self.bitCount = bitCount
    self.taken = taken
    self.written = written
  }

  enum End {
    case limit, block, damaged
  }

  private typealias Entry = HuffmanTable.Entry

  @unsafe mutating func run(
    _ literals: UnsafePointer<UInt32>?, _ distances: UnsafePointer<UInt32>?, _ input: UnsafeRawPointer?,
    _ output: UnsafeMutableRawPointer?
  ) -> End {
    guard let literals = unsafe literals, let distances = unsafe distances, let input = unsafe input,
      let output = unsafe output
    else { return .damaged }
    while taken < inputLimit, written < outputLimit {
      unsafe refill(input)
      var entry = unsafe literals[Int(truncatingIfNeeded: bits & 0x7FF)]
      if entry & Entry.literal != 0 {
        unsafe put(entry, output)
        entry = unsafe literals[Int(truncatingIfNeeded: bits & 0x7FF)]
        if entry & Entry.literal != 0 {
          unsafe put(entry, output)
          continue
        }
        unsafe refill(input)
      }
      if entry & Entry.special != 0 {
        if entry & Entry.link != 0 { entry = unsafe literals[second(entry)] }
        if entry & Entry.special != 0 {
          take(entry)
          return entry & Entry.end != 0 ? .block : .damaged
        }
        if entry & Entry.literal != 0 {
          unsafe put(entry, output)
          continue
        }
      }
      // A length takes 20 bits at most and a distance 28: the 56 that were filled up are enough.
      let length = value(entry)
      entry = unsafe distances[Int(truncatingIfNeeded: bits & 0x1FF)]
      if entry & Entry.special != 0 {
        guard entry & Entry.link != 0 else { return .damaged }
        entry = unsafe distances[second(entry)]
        if entry & Entry.special != 0 { return .damaged }
      }
      let distance = value(entry)
      guard distance <= written &- history else { return .damaged }
      unsafe SymbolLoop.repeatBytes(output + written, distance: distance, length: length)
      written &+= length
    }
    return .limit
  }

  /// Fills the bits up to 56 at least.
  @unsafe @inline(__always) private mutating func refill(_ input: UnsafeRawPointer) {
    bits |= UInt64(littleEndian: unsafe (input + taken).loadUnaligned(as: UInt64.self)) &<< UInt64(bitCount)
    taken &+= (63 &- bitCount) &>> 3
    bitCount |= 56
  }

  @inline(__always) private mutating func take(_ entry: UInt32) {
    bits &>>= UInt64(entry & 0x3F)
    bitCount &-= Int(entry & 0x3F)
  }

  @unsafe @inline(__always) private mutating func put(_ entry: UInt32, _ output: UnsafeMutableRawPointer) {
    take(entry)
    unsafe output.storeBytes(of: UInt8(truncatingIfNeeded: entry &>> 13), toByteOffset: written, as: UInt8.self)
    written &+= 1
  }

  /// Where the second table has the entry of a code whose first bits led here.
  @inline(__always) private mutating func second(_ entry: UInt32) -> Int {
    take(entry)
    let width = UInt64(entry &>> 8 & 0x1F)
    return Int(entry &>> 14 & 0x3FFF) &+ Int(truncatingIfNeeded: bits & (1 &<< width &- 1))
  }

  /// A length or distance: its base and its extra bits.
  @inline(__always) private mutating func value(_ entry: UInt32) -> Int {
    take(entry)
    let extra = UInt64(entry &>> 8 & 0x1F)
    let value = Int(entry &>> 13 & 0x7FFF) &+ Int(truncatingIfNeeded: bits & (1 &<< extra &- 1))
    bits &>>= extra
    bitCount &-= Int(extra)
    return value
  }

  /// Repeats bytes; may write up to 7 bytes more than the length.
  @unsafe @inline(__always)
  private static func repeatBytes(_ target: UnsafeMutableRawPointer, distance: Int, length: Int) {
    let source = unsafe target - distance
    if distance >= 8 {
      var done = 0
      repeat {
        let word = unsafe source.loadUnaligned(fromByteOffset: done, as: UInt64.self)
        unsafe target.storeBytes(of: word, toByteOffset: done, as: UInt64.self)
        done &+= 8
      } while done < length
    } else {
      for index in 0..<length {
        unsafe target.storeBytes(
          of: source.load(fromByteOffset: index, as: UInt8.self), toByteOffset: index, as: UInt8.self)
      }
    }
  }
}
