import Bytes
import Diagnostics

/// The bytes of an archive, whose failure to be read is a problem like any other.
struct ArchiveBytes: Sendable {
  let source: any RandomAccessBytes

  var count: Int { source.count }

  func bytes(_ range: Range<Int>) throws(ZipProblem) -> [UInt8] {
    do throws(Diagnostic) { return try source.bytes(range) } catch { throw ArchiveBytes.problem(error) }
  }

  func read(at offset: Int, into buffer: inout [UInt8]) throws(ZipProblem) {
    do throws(Diagnostic) { try source.read(at: offset, into: &buffer) } catch { throw ArchiveBytes.problem(error) }
  }

  private static func problem(_ diagnostic: Diagnostic) -> ZipProblem { ZipProblem(.unreadable, diagnostic.message) }
}
