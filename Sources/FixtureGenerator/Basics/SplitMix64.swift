/// Steele, Lea and Flood's SplitMix64: a small seeded sequence, the same on every machine.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// An own sequence for a named purpose, so that a change of one export leaves the others as they are.
  init(seed: UInt64, purpose: String) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.init(seed: seed ^ hash)
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// An integer of the range. The bias of the remainder is below 2^-32 for the ranges used here.
  mutating func int(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(next() % UInt64(range.count))
  }

  /// Whether something that happens `percent` times in a hundred happens.
  mutating func chance(_ percent: Int) -> Bool { int(1...100) <= percent }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    precondition(!choices.isEmpty, "nothing to pick from")
    return choices[int(0...choices.count - 1)]
  }

  /// Lowercase hexadecimal digits.
  mutating func hexadecimal(_ digits: Int) -> String {
    var text = ""
    for _ in 0..<digits { text += String(next() >> 60, radix: 16) }
    return text
  }

  /// A version 4 UUID.
  mutating func uuid() -> String {
    let variant = pick(["8", "9", "a", "b"])
    return "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-\(variant)\(hexadecimal(3))-\(hexadecimal(12))"
  }
}
