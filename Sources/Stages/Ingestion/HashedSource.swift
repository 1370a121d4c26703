import Bytes
import Diagnostics
import Digests

/// An input whose bytes are hashed in the same read that parses them, so that the digest is of what was parsed.
///
/// It is opened once; a source that is opened again starts a new digest.
final class HashedSource: ByteSource, @unchecked Sendable {
  private let inner: any ByteSource
  private let account = Account()

  init(_ inner: any ByteSource) { self.inner = inner }

  var name: String { inner.name }

  func open() throws(Diagnostic) -> any ByteReader {
    account.reset()
    return HashingReader(inner: try inner.open(), account: account)
  }

  /// The digest and the length of what was read; complete once the reader has come to the end.
  var result: (sha256: Digest, bytes: Int64) { account.result }

  /// What the reader has seen so far; only the task that reads touches it.
  final class Account {
    private var hash = SHA256()
    private var bytes: Int64 = 0

    func reset() {
      hash = SHA256()
      bytes = 0
    }

    func add(_ part: ArraySlice<UInt8>) {
      hash.update(part)
      bytes += Int64(part.count)
    }

    var result: (sha256: Digest, bytes: Int64) { (hash.current(), bytes) }
  }
}

private struct HashingReader: ByteReader {
  var inner: any ByteReader
  let account: HashedSource.Account

  mutating func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    let before = buffer.count
    let count = try inner.read(into: &buffer, limit: limit)
    if count > 0 { account.add(buffer[before...]) }
    return count
  }
}
