package import Bytes
package import Diagnostics

/// What a gzip file holds (RFC 1952): all its members, inflated as they are read, with header, CRC and length checked.
///
/// Who wants the hash of the compressed bytes wraps the inner source.
package struct GzipSource: ByteSource {
  private let inner: any ByteSource
  private let limits: GzipLimits

  package init(_ inner: any ByteSource, limits: GzipLimits = .standard) {
    self.inner = inner
    self.limits = limits
  }

  package var name: String { inner.name }

  package func open() throws(Diagnostic) -> any ByteReader {
    InflatingReader(name: name, inner: try inner.open(), limits: limits)
  }
}

/// One pass over the members. A class, because a reader can be copied and zlib's state cannot.
private final class InflatingReader: ByteReader {
  private let name: String
  private var inner: any ByteReader
  private let limits: GzipLimits
  private var inflater = Inflater()
  /// Compressed bytes, of which those before `taken` are done with.
  private var input: [UInt8] = []
  private var taken = 0
  private var position = Position.start
  private var compressed = 0
  private var expanded = 0

  private enum Position {
    case start, inMember, betweenMembers, end
  }

  private static let inputSize = 256 << 10

  init(name: String, inner: any ByteReader, limits: GzipLimits) {
    self.name = name
    self.inner = inner
    self.limits = limits
  }

  func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    let before = buffer.count
    while buffer.count == before, limit > 0, position != .end {
      if taken == input.count, try !refill() {
        try finish()
      } else {
        try inflate(into: &buffer, limit: limit)
      }
    }
    return buffer.count - before
  }

  private func refill() throws(Diagnostic) -> Bool {
    input.removeAll(keepingCapacity: true)
    taken = 0
    let count = try inner.read(into: &input, limit: InflatingReader.inputSize)
    compressed += count
    return count > 0
  }

  private func inflate(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) {
    if position != .inMember { try beginMember() }
    let before = buffer.count
    switch inflater.inflate(input, from: &taken, into: &buffer, limit: limit) {
    case .goesOn: break
    case .memberEnds: position = .betweenMembers
    case .refused(let reason):
      throw Diagnostic(
        "gzip data is damaged: \(reason)", at: Location(file: name), hint: "copy or export the file again")
    }
    expanded += buffer.count - before
    try checkLimits()
  }

  /// A member begins with the byte 1F; zlib checks the rest of its header.
  private func beginMember() throws(Diagnostic) {
    let isFirst = position == .start
    guard input[taken] == 0x1F else {
      throw Diagnostic(
        isFirst ? "file is not gzip" : "gzip file goes on after its end with other bytes",
        at: Location(file: name),
        hint: isFirst ? nil : "decompress it by hand and look at what follows")
    }
    if !isFirst { inflater.reset() }
    position = .inMember
  }

  private func checkLimits() throws(Diagnostic) {
    if expanded > limits.expanded {
      throw Diagnostic(
        "gzip file expands to more than \(limits.expanded) bytes", at: Location(file: name),
        hint: "split the export into smaller files")
    }
    if expanded > limits.ratioFloor, expanded / limits.ratio > compressed {
      throw Diagnostic(
        "gzip file expands to more than \(limits.ratio) times its size", at: Location(file: name),
        hint: "decompress it by hand if it is genuine")
    }
  }

  private func finish() throws(Diagnostic) {
    switch position {
    case .start:
      throw Diagnostic("file is empty, which no gzip file is", at: Location(file: name), hint: "export it again")
    case .inMember:
      throw Diagnostic(
        "gzip file is cut off", at: Location(file: name), hint: "copy or export the file again")
    case .betweenMembers, .end: position = .end
    }
  }
}
