public import Diagnostics

/// An input that can be read from its beginning, once for each reader that it opens.
///
/// Stages and formats never see a file: the kit hands them sources, whose `name` is the label that diagnostics and the
/// pack use (a path relative to the definition), never a path of the machine.
public protocol ByteSource: Sendable {
  /// The label of the input in diagnostics, reconciliation and manifest.
  var name: String { get }

  /// A reader at the first byte.
  func open() throws(Diagnostic) -> any ByteReader
}

/// One pass over an input.
public protocol ByteReader {
  /// Appends at most `limit` bytes to `buffer` and returns how many; 0 at the end of the input.
  mutating func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int
}

extension ByteSource {
  /// Everything that is left, as one array; an input of more than `limit` bytes is a diagnostic.
  public func readAll(limit: Int = .max) throws(Diagnostic) -> [UInt8] {
    var reader = try open()
    var bytes: [UInt8] = []
    while try reader.read(into: &bytes, limit: 1 << 20) > 0 {
      if bytes.count > limit {
        throw Diagnostic("file is larger than \(limit) bytes", at: Location(file: name))
      }
    }
    return bytes
  }
}

/// An input that lies in memory.
public struct MemorySource: ByteSource {
  public let name: String
  public let bytes: [UInt8]

  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  public func open() -> any ByteReader { MemoryReader(bytes: bytes[...]) }
}

private struct MemoryReader: ByteReader {
  var bytes: ArraySlice<UInt8>

  mutating func read(into buffer: inout [UInt8], limit: Int) -> Int {
    let part = bytes.prefix(limit)
    buffer += part
    bytes = bytes.dropFirst(part.count)
    return part.count
  }
}
