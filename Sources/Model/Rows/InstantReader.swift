import Bytes

/// Reads RFC 3339 times one after another. Most are of the day of the one before: its date is compared, not read again.
///
/// Says of every text what `Instant(rfc3339:)` says.
@safe package struct InstantReader: Sendable {
  /// `YYYY-MM-` and `DD` of the last date that was read, and its midnight.
  private var month: UInt64 = 0
  private var day: UInt16 = 0
  private var midnight: Int64 = 0

  /// The length of the shortest time, `YYYY-MM-DDTHH:MM:SSZ`.
  private static let shortest = 20

  package init() {}

  /// The instant that the bytes are, which the caller keeps alive.
  package mutating func instant(_ bytes: UnsafeBufferPointer<UInt8>) -> Instant? {
    if bytes.count >= InstantReader.shortest, unsafe isKnownDate(bytes) {
      if let time = unsafe InstantReader.timeOfDay(bytes) { return Instant(microseconds: midnight + time) }
      return unsafe Instant(scanning: bytes)
    }
    guard let instant = unsafe Instant(scanning: bytes) else { return nil }
    unsafe learnDate(bytes)
    return instant
  }

  private func isKnownDate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let raw = UnsafeRawBufferPointer(bytes)
    return unsafe raw.loadUnaligned(as: UInt64.self) == month
      && raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self) == day
  }

  private mutating func learnDate(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard bytes.count >= InstantReader.shortest,
      let date = unsafe Instant(scanning: UnsafeBufferPointer(rebasing: bytes[..<10]))
    else { return }
    let raw = UnsafeRawBufferPointer(bytes)
    month = unsafe raw.loadUnaligned(as: UInt64.self)
    day = unsafe raw.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    midnight = date.microseconds
  }

  /// The microseconds of `THH:MM:SSZ` behind a date, or of the same with a fraction; nil for every other form.
  private static func timeOfDay(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    let raw = UnsafeRawBufferPointer(bytes)
    guard unsafe bytes[10] == 0x54, unsafe bytes[bytes.count - 1] == 0x5A else { return nil }
    // The eight bytes of the clock at once: what is left of each digit is its value, and of each colon nothing.
    let clock = unsafe UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 11, as: UInt64.self))
    let digits = clock ^ 0x3030_3A30_303A_3030
    let beyondNine = (digits &+ 0x7676_7676_7676_7676 | digits) & 0x8080_8080_8080_8080
    guard beyondNine | digits & 0x0000_FF00_00FF_0000 == 0 else { return nil }
    func pair(_ shift: UInt64) -> Int64 {
      Int64(truncatingIfNeeded: (digits >> shift & 0xFF) &* 10 &+ (digits >> (shift + 8) & 0xFF))
    }
    let (hour, minute, second) = (pair(0), pair(24), pair(48))
    guard hour < 24, minute < 60, second < 60, let fraction = unsafe microseconds(bytes) else { return nil }
    return (hour * 3600 + minute * 60 + second) * Instant.perSecond + fraction
  }

  /// What stands between the seconds and the last byte: nothing, or a point and one to nine digits.
  private static func microseconds(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
    if bytes.count == shortest { return 0 }
    let digits = bytes.count - shortest - 1
    guard (1...9).contains(digits), unsafe bytes[19] == 0x2E else { return nil }
    var value: Int64 = 0
    for index in 0..<6 {
      guard index < digits else {
        value *= 10
        continue
      }
      let byte = unsafe bytes[20 + index]
      guard byte.isASCIIDigit else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    for index in 6..<max(6, digits) { guard unsafe bytes[20 + index].isASCIIDigit else { return nil } }
    return value
  }
}
