import Chunking
import Rows

/// Objects one after another, each spread over lines as `jq` and other printers write it: a line that begins with `{` opens
/// one, the next line that begins with `}` closes it, and what lies within is indented.
///
/// What begins before the one before is closed leaves that one broken; its reader says so.
struct SpreadScanner: Sendable {
  private var isInside = false
  /// The object that the buffer ends in has been shortened.
  private var isOversized = false
  /// The line that the buffer ends in has been dropped as far as it has come.
  private var isWithinLine = false

  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) {
    let bytes = buffer.bytes
    while let end = ByteSearch.first(0x0A, in: bytes.span, from: buffer.scanned) {
      take(bytes, buffer.scanned, end, &buffer)
      if !isInside { buffer.settle(at: end + 1) }
      buffer.scanned = end + 1
    }
    if atEnd {
      if buffer.scanned < bytes.count { take(bytes, buffer.scanned, bytes.count, &buffer) }
      if isInside { add(to: bytes.count, bytes, &buffer) }
      buffer.settle(at: bytes.count)
      buffer.scanned = bytes.count
    } else if isOversized || bytes.count - buffer.settled > SplittingLimits.record {
      (isInside, isOversized) = (true, true)
      // A short line that has not ended may be the one that closes the object.
      let isLong = bytes.count - buffer.scanned > SplittingLimits.keptOfOversized
      isWithinLine = isWithinLine || isLong
      buffer.dropOversized(to: isLong ? bytes.count : buffer.scanned)
    }
  }

  /// Takes a line without its end.
  private mutating func take(_ bytes: [UInt8], _ start: Int, _ end: Int, _ buffer: inout ChunkBuffer) {
    let line = bytes[start..<end]
    if isWithinLine {
      isWithinLine = false
    } else if line.first == 0x7B {
      if isInside {
        add(to: start, bytes, &buffer)
        buffer.settle(at: start)
      }
      isInside = true
      // `{}`, and an object that is in one line among those that are not.
      if line.last(where: { !$0.isJSONSpace }) == 0x7D { add(to: end, bytes, &buffer) }
    } else if isInside {
      if line.first == 0x7D { add(to: end, bytes, &buffer) }
    } else if line.contains(where: { !$0.isJSONSpace }) {
      isInside = true
      add(to: end, bytes, &buffer)
    }
  }

  /// Announces the object that begins at the settled place.
  private mutating func add(to end: Int, _ bytes: [UInt8], _ buffer: inout ChunkBuffer) {
    let start = buffer.settled
    if isOversized || end - start > SplittingLimits.record {
      buffer.add(from: start, to: start + SplittingLimits.keptOfOversized, excess: .length)
    } else {
      var last = end
      while last > start, bytes[last - 1].isJSONSpace { last -= 1 }
      buffer.add(from: start, to: last)
    }
    (isInside, isOversized) = (false, false)
  }
}
