public import Diagnostics

/// Bytes of a known number that can be read from any place: an archive is read so, because its directory comes last.
///
/// A file's bytes need not be held: who reads asks for a part at a time.
public protocol RandomAccessBytes: Sendable {
  var count: Int { get }

  /// Fills `buffer` with the bytes from `offset` on, all of which exist.
  func read(at offset: Int, into buffer: inout [UInt8]) throws(Diagnostic)
}

extension RandomAccessBytes {
  /// The bytes of a range that exists.
  public func bytes(_ range: Range<Int>) throws(Diagnostic) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    if !bytes.isEmpty { try read(at: range.lowerBound, into: &bytes) }
    return bytes
  }
}

extension Array: RandomAccessBytes where Element == UInt8 {
  public func read(at offset: Int, into buffer: inout [UInt8]) {
    buffer = Array(self[offset..<offset + buffer.count])
  }
}
