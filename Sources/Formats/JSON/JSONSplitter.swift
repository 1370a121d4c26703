package import Bytes
import Chunking
package import Diagnostics
package import Rows

/// Cuts a JSON export into chunks of records, by its form.
package struct JSONSplitter: RecordSplitter {
  private var splitting: Splitting<JSONScanner>

  /// `name` is the file in diagnostics.
  package init(form: JSONForm, name: String, chunkSize: Int = SplittingLimits.chunk) {
    splitting = Splitting(JSONScanner(form: form), name: name, chunkSize: chunkSize)
  }

  /// Whether nothing but white space has been met.
  package var isBlank: Bool { splitting.scanner.isBlank }

  package mutating func append(_ bytes: [UInt8]) { splitting.buffer.append(bytes) }

  package mutating func fill(from reader: inout any ByteReader) throws(Diagnostic) -> Bool {
    try splitting.buffer.fill(from: &reader)
  }

  package mutating func next() throws(Diagnostic) -> RecordChunk? { try splitting.next() }
  package mutating func finish() throws(Diagnostic) -> RecordChunk? { try splitting.finish() }
}

/// The scanner of the form that was given or met.
private enum JSONScanner: RecordScanner {
  case undecided(envelope: [String])
  case lines(LineScanner)
  case spread(SpreadScanner)
  /// An envelope in which the path has not been met yet: if it never is, the text is lines.
  case probing(FrameScanner)
  case frame(FrameScanner)

  init(form: JSONForm) {
    switch form {
    case .lines: self = .lines(LineScanner())
    case .array(let path): self = .frame(FrameScanner(path: path))
    case .detect(let envelope): self = .undecided(envelope: envelope)
    }
  }

  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) throws(Diagnostic) {
    switch self {
    case .undecided(let envelope):
      let first = firstByte(&buffer)
      if buffer.scanned - buffer.settled > SplittingLimits.record {
        // A line that begins with more white space than a record may have is too long, whatever it holds.
        self = .lines(LineScanner())
      } else if let first {
        guard decide(first, buffer, envelope: envelope, atEnd: atEnd) else { return }
      } else {
        return atEnd ? buffer.settle(at: buffer.bytes.count) : ()
      }
      try scan(&buffer, atEnd: atEnd)
    case .lines(var scanner):
      scanner.scan(&buffer, atEnd: atEnd)
      self = .lines(scanner)
    case .spread(var scanner):
      scanner.scan(&buffer, atEnd: atEnd)
      self = .spread(scanner)
    case .probing(let scanner): try probe(scanner, &buffer, atEnd: atEnd)
    case .frame(var scanner):
      defer { self = .frame(scanner) }
      try scanner.scan(&buffer, atEnd: atEnd)
    }
  }

  /// Passes over white space and settles the lines that are nothing else; gives the first other byte, if there is one.
  private func firstByte(_ buffer: inout ChunkBuffer) -> UInt8? {
    let bytes = buffer.bytes
    let index = bytes[buffer.scanned...].firstIndex { !$0.isJSONSpace } ?? bytes.count
    while let end = ByteSearch.first(0x0A, in: bytes.span, from: buffer.scanned), end < index {
      buffer.scanned = end
      // The caller says what a line of that length is.
      guard end - buffer.settled <= SplittingLimits.record else { return nil }
      buffer.settle(at: end + 1)
      buffer.scanned = end + 1
    }
    buffer.scanned = index
    return index < bytes.count ? bytes[index] : nil
  }

  /// Whether nothing but white space has been met.
  var isBlank: Bool { if case .undecided = self { true } else { false } }

  /// False where the form cannot be told yet.
  private mutating func decide(
    _ first: UInt8, _ buffer: ChunkBuffer, envelope: [String], atEnd: Bool
  ) -> Bool {
    if first == 0x5B {
      self = .frame(FrameScanner(path: []))
    } else if first == 0x7B, !envelope.isEmpty {
      self = .probing(FrameScanner(path: envelope))
    } else if first == 0x7B {
      guard let isAlone = JSONScanner.bracketIsAlone(buffer) else {
        if atEnd { self = .lines(LineScanner()) }
        return atEnd
      }
      self = isAlone ? .spread(SpreadScanner()) : .lines(LineScanner())
    } else {
      self = .lines(LineScanner())
    }
    return true
  }

  /// Whether nothing stands in its line behind the bracket at which the buffer is to be scanned; nil while the line has no
  /// end.
  private static func bracketIsAlone(_ buffer: ChunkBuffer) -> Bool? {
    let next = buffer.bytes[(buffer.scanned + 1)...].first { !$0.isJSONSpace || $0 == 0x0A }
    return next.map { $0 == 0x0A }
  }

  /// Looks for the path without settling anything, up to the length of a record.
  private mutating func probe(_ scanner: FrameScanner, _ buffer: inout ChunkBuffer, atEnd: Bool) throws(Diagnostic) {
    var probe = scanner
    var trial = buffer
    let failed = !succeeds { () throws(Diagnostic) in try probe.scan(&trial, atEnd: atEnd) }
    if probe.hasFoundPath || (!failed && !probe.isAtEnd && holdsOneObject(buffer)) {
      self = .frame(scanner)
    } else if failed || probe.isAtEnd || atEnd || buffer.bytes.count > SplittingLimits.record {
      let isAlone = JSONScanner.bracketIsAlone(buffer) ?? false
      self = isAlone ? .spread(SpreadScanner()) : .lines(LineScanner())
    } else {
      return
    }
    try scan(&buffer, atEnd: atEnd)
  }

  /// Whether more than a record's length has no line that begins with an object, as lines of records would.
  private func holdsOneObject(_ buffer: ChunkBuffer) -> Bool {
    guard buffer.bytes.count > SplittingLimits.record else { return false }
    return !zip(buffer.bytes, buffer.bytes.dropFirst()).contains { $0 == 0x0A && $1 == 0x7B }
  }

  private func succeeds(_ body: () throws(Diagnostic) -> Void) -> Bool {
    do {
      try body()
      return true
    } catch { return false }
  }
}

extension UInt8 {
  /// The white space of JSON.
  var isJSONSpace: Bool { self <= 0x20 && (self == 0x20 || self == 0x0A || self == 0x0D || self == 0x09) }
}
