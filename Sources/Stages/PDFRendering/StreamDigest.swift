import Bytes

struct StreamDigest {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325
  mutating func absorb(_ bytes: [UInt8]) {
    for byte in bytes { state = (state ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
  var hexadecimal: String { String(state, radix: 16) }
}
