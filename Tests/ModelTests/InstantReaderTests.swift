import Rows
import Testing

@Suite("Instants, one after another")
struct InstantReaderTests {
  private func microseconds(_ texts: [String]) -> [Int64?] {
    var reader = InstantReader()
    return texts.map { text in
      unsafe Array(text.utf8).withUnsafeBufferPointer { unsafe reader.instant($0) }?.microseconds
    }
  }

  /// Seconds since 1970 as `date -u +%s` gives them.
  @Test func `times of a day and of others are read`() {
    let read = microseconds([
      "2024-03-01T00:00:00Z", "2024-03-01T00:00:01Z", "2024-03-01T23:59:59.5Z", "2024-02-29T23:59:59Z",
      "2024-03-01T01:00:00+01:00", "2024-03-01T12:34:56.123456789Z", "2024-03-01", "2024-03-01T00:00:00Z",
    ])
    #expect(
      read == [
        1_709_251_200_000_000, 1_709_251_201_000_000, 1_709_337_599_500_000, 1_709_251_199_000_000,
        1_709_251_200_000_000, 1_709_296_496_123_456, 1_709_251_200_000_000, 1_709_251_200_000_000,
      ])
  }

  /// The clock is read eight bytes at once: each byte that is no digit must be seen at each place.
  @Test func `every damage to a time that is known is seen`() {
    let sound = "2024-03-01T12:34:56.789Z"
    for place in 0..<sound.utf8.count {
      for byte in UInt8.min...UInt8.max {
        var bytes = Array(sound.utf8)
        bytes[place] = byte
        var reader = InstantReader()
        _ = unsafe Array(sound.utf8).withUnsafeBufferPointer { unsafe reader.instant($0) }
        let read = unsafe bytes.withUnsafeBufferPointer { unsafe reader.instant($0) }
        let alone = unsafe bytes.withUnsafeBufferPointer { unsafe Instant(scanning: $0) }
        #expect(read == alone, "\(bytes)")
      }
    }
  }

  @Test(arguments: [
    "2024-03-01T24:00:00Z", "2024-03-01T12:60:00Z", "2024-03-01T12:00:61Z", "2024-03-01T12:00:60Z",
    "2024-03-01T12:00:00",
    "2024-03-01T12:00:00.Z", "2024-03-01T12:00:00ZZ", "2024-03-01T12:00:0Z", "2024-03-01T12:00:00.1234567x9Z",
    "2024-03-01T12:00:00.123x56Z", "2024-03-01 12h00:00Z",
  ]) func `what is no time is refused on a day that is known, too`(text: String) {
    #expect(microseconds(["2024-03-01T00:00:00Z", text]).last == .some(nil))
  }

  @Test(arguments: [
    "2024-03-01t12:00:00z", "2024-03-01 12:00:00Z", "2024-03-01T23:59:60Z", "2024-03-01T12:00:00-0330",
    "2024-03-01T12:00:00.1Z", "2024-03-01T12:00:00.123456Z", "2024-03-01T12:00:00.1234567890123Z",
  ]) func `every form is read as by itself`(text: String) {
    let instant = Instant(rfc3339: text)
    #expect(instant != nil)
    #expect(microseconds(["2024-03-01T00:00:00Z", text]).last == instant?.microseconds)
  }
}
