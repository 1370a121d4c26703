/// A JSON text that is being written: bytes that grow in place, whose pointers hold until more is written.
@safe struct JSONText: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() { unsafe memory = .allocate(capacity: 4096) }

  deinit { unsafe memory.deallocate() }

  /// The bytes from `start` on, `length` of them; they hold until the next write.
  func part(_ start: Int, _ length: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(start >= 0 && length >= 0 && start + length <= count, "a part lies within the text")
    return unsafe UnsafeBufferPointer(rebasing: memory[start..<start + length])
  }

  var bytes: [UInt8] { unsafe Array(part(0, count)) }

  mutating func removeAll() { count = 0 }

  /// Takes back what was written behind the first `length` bytes.
  mutating func shorten(to length: Int) {
    precondition(length >= 0 && length <= count, "a text is shortened to a part of it")
    count = length
  }

  private mutating func reserve(_ more: Int) {
    guard unsafe count + more > memory.count else { return }
    let larger = unsafe UnsafeMutableBufferPointer<UInt8>.allocate(capacity: max(count + more, memory.count * 2))
    _ = unsafe larger.update(fromContentsOf: memory[..<count])
    unsafe memory.deallocate()
    unsafe memory = larger
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    unsafe memory[count] = byte
    count += 1
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserve(bytes.count)
    _ = unsafe memory[count...].update(fromContentsOf: bytes)
    count += bytes.count
  }

  mutating func append(_ word: StaticString) {
    unsafe append(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
  }

  mutating func append(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// A string in quotes: `"`, `\` and control characters escaped, everything else as it is.
  mutating func appendQuoted(_ text: UnsafeBufferPointer<UInt8>) {
    append(0x22)
    var run = 0
    for index in 0..<text.count {
      let byte = unsafe text[index]
      if byte >= 0x20, byte != 0x22, byte != 0x5C { continue }
      unsafe append(UnsafeBufferPointer(rebasing: text[run..<index]))
      appendEscape(of: byte)
      run = index + 1
    }
    unsafe append(UnsafeBufferPointer(rebasing: text[run...]))
    append(0x22)
  }

  mutating func appendQuoted(_ text: String) {
    var text = text
    text.withUTF8 { unsafe appendQuoted($0) }
  }

  private mutating func appendEscape(of byte: UInt8) {
    append(0x5C)
    switch byte {
    case 0x08: append(0x62)
    case 0x09: append(0x74)
    case 0x0A: append(0x6E)
    case 0x0C: append(0x66)
    case 0x0D: append(0x72)
    case 0x22, 0x5C: append(byte)
    default:
      append("u00")
      append(byte < 0x10 ? 0x30 : 0x31)
      append(byte & 15 < 10 ? 0x30 + byte & 15 : 0x61 + byte & 15 - 10)
    }
  }
}
