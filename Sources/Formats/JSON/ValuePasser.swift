import Chunking

/// Passes over a value whose bytes need not be kept: up to the comma or the closing bracket behind it.
struct ValuePasser: Sendable {
  /// The bracket that ends what the value is in.
  private let closer: UInt8
  private var depth: Int
  private var isInString = false
  private var isEscaped = false

  init(closer: UInt8, depth: Int = 0) {
    self.closer = closer
    self.depth = depth
  }

  /// The index of the comma or bracket behind the value; nil if it goes on behind `bytes`.
  mutating func pass(_ bytes: Span<UInt8>, from start: Int) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        passInString(byte)
      } else if depth == 0, byte == 0x2C || byte == closer {
        return index
      } else {
        passOutside(byte)
      }
      index += 1
    }
    return nil
  }

  private mutating func passInString(_ byte: UInt8) {
    if isEscaped {
      isEscaped = false
    } else if byte == 0x5C {
      isEscaped = true
    } else if byte == 0x22 || byte == 0x0A {
      // No string goes over a line's end: one that does lacks its closing quote.
      isInString = false
    }
  }

  private mutating func passOutside(_ byte: UInt8) {
    switch byte {
    case 0x22: isInString = true
    case 0x5B, 0x7B: depth += 1
    case 0x5D, 0x7D: depth = max(0, depth - 1)
    default: break
    }
  }
}
