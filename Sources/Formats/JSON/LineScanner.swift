import Chunking
import Rows

/// One record a line; lines that are blank are no records.
struct LineScanner: Sendable {
  /// The line that the buffer ends in has been shortened.
  private var isOversized = false

  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) {
    let bytes = buffer.bytes
    while let end = ByteSearch.first(0x0A, in: bytes.span, from: buffer.scanned) {
      take(bytes.span, to: end, &buffer)
      buffer.noteLineBreak(at: end)
      buffer.settle(at: end + 1)
      buffer.scanned = end + 1
    }
    buffer.scanned = bytes.count
    if atEnd {
      take(bytes.span, to: bytes.count, &buffer)
      buffer.settle(at: bytes.count)
    } else if isOversized || bytes.count - buffer.settled > SplittingLimits.record {
      isOversized = true
      buffer.dropOversized(to: bytes.count)
    }
  }

  private mutating func take(_ bytes: Span<UInt8>, to lineEnd: Int, _ buffer: inout ChunkBuffer) {
    let start = buffer.settled
    if isOversized || lineEnd - start > SplittingLimits.record {
      isOversized = false
      return buffer.add(from: start, to: start + SplittingLimits.keptOfOversized, excess: .length)
    }
    var end = lineEnd
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    var index = start
    while index < end, bytes[index].isJSONSpace { index += 1 }
    if index < end { buffer.add(from: start, to: end) }
  }
}
