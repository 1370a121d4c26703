/// Room for the unquoted texts of one record, which are never longer than the record: it need not grow while one is read.
@safe struct FieldScratch: ~Copyable {
  private var memory: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0

  init() { unsafe memory = .allocate(capacity: 4096) }

  deinit { unsafe memory.deallocate() }

  /// Empties the room and makes it large enough for a record of `length` bytes.
  mutating func prepare(for length: Int) {
    count = 0
    guard unsafe length > memory.count else { return }
    unsafe memory.deallocate()
    unsafe memory = .allocate(capacity: length)
  }

  /// Appends a part of the record that the room was prepared for.
  mutating func append(_ record: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    precondition(unsafe count + range.count <= memory.count, "a record's texts fit its room")
    _ = unsafe memory[count...].update(fromContentsOf: record[range])
    count += range.count
  }

  func part(_ start: Int, _ end: Int) -> UnsafeBufferPointer<UInt8> {
    precondition(start >= 0 && start <= end && end <= count, "a part lies within the texts")
    return unsafe UnsafeBufferPointer(rebasing: memory[start..<end])
  }
}
