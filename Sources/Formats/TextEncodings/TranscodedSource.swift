package import Bytes
package import Diagnostics

/// An input in another encoding, as UTF-8. Lines and records stay where they are.
///
/// Who wants the hash of the bytes as they were exported wraps the inner source.
package struct TranscodedSource: ByteSource {
  private let inner: any ByteSource
  private let encoding: TextEncoding

  package init(_ inner: any ByteSource, from encoding: TextEncoding) {
    self.inner = inner
    self.encoding = encoding
  }

  package var name: String { inner.name }

  package func open() throws(Diagnostic) -> any ByteReader {
    let reader = try inner.open()
    switch encoding {
    case .utf8: return reader
    case .utf16: return TranscodingReader(inner: reader, decoding: .undecided)
    case .utf16LittleEndian: return TranscodingReader(inner: reader, decoding: .utf16(.init(isBigEndian: false)))
    case .utf16BigEndian: return TranscodingReader(inner: reader, decoding: .utf16(.init(isBigEndian: true)))
    case .windows1252: return TranscodingReader(inner: reader, decoding: .table(.windows))
    case .latin1: return TranscodingReader(inner: reader, decoding: .table(.latin1))
    }
  }
}

private struct TranscodingReader: ByteReader {
  var inner: any ByteReader
  var decoding: Decoding
  private var raw: [UInt8] = []
  private var isAtEnd = false

  enum Decoding {
    case table(SingleByteTable)
    case utf16(UTF16Reading)
    /// UTF-16, of which the first two bytes tell the order; without a mark it is big-endian (RFC 2781, 4.3).
    case undecided
  }

  /// No byte becomes more than three.
  private static let growth = 3

  init(inner: any ByteReader, decoding: Decoding) {
    self.inner = inner
    self.decoding = decoding
  }

  mutating func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    let before = buffer.count
    while buffer.count == before, !isAtEnd {
      let kept = raw.count
      isAtEnd = try inner.read(into: &raw, limit: max(1, limit / TranscodingReader.growth)) == 0
      if case .undecided = decoding, raw.count < 2, !isAtEnd { continue }
      decode(into: &buffer)
      precondition(raw.isEmpty || kept < raw.count, "what is kept is less than a mark")
    }
    return buffer.count - before
  }

  private mutating func decode(into buffer: inout [UInt8]) {
    switch decoding {
    case .table(let table): table.append(raw[...], to: &buffer)
    case .utf16(var reading):
      reading.append(raw[...], to: &buffer)
      if isAtEnd { reading.finish(&buffer) }
      decoding = .utf16(reading)
    case .undecided:
      decoding = .utf16(UTF16Reading(isBigEndian: !raw.starts(with: [0xFF, 0xFE])))
      return decode(into: &buffer)
    }
    raw.removeAll(keepingCapacity: true)
  }
}
