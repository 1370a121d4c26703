package import Diagnostics
package import Rows

/// Finds the records in a buffer: what one format knows of where a record ends.
package protocol RecordScanner: Sendable {
  /// Announces every record of the buffer that is complete. At the end of the input the last one is complete too, and a
  /// frame that is still open is a diagnostic.
  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) throws(Diagnostic)
}

/// A buffer and its scanner, joined to a splitter: what all formats share.
package struct Splitting<Scanner: RecordScanner>: Sendable {
  package var buffer: ChunkBuffer
  package var scanner: Scanner
  private var hasStarted = false
  private var hasEnded = false
  private var failure: Diagnostic?

  package init(_ scanner: Scanner, name: String, chunkSize: Int) {
    self.scanner = scanner
    buffer = ChunkBuffer(name: name, chunkSize: chunkSize)
  }

  package mutating func next() throws(Diagnostic) -> RecordChunk? {
    while true {
      scan(atEnd: false)
      if let failure {
        if let chunk = buffer.cut() { return chunk }
        throw failure
      }
      if let chunk = buffer.cutIfFull() { return chunk }
      guard buffer.pull() else { return nil }
    }
  }

  package mutating func finish() throws(Diagnostic) -> RecordChunk? {
    if !hasEnded {
      if let chunk = try next() { return chunk }
      scan(atEnd: true)
      hasEnded = true
    }
    if let chunk = buffer.cut() { return chunk }
    if let failure { throw failure }
    return nil
  }

  /// What is thrown is kept, until the records before it are out.
  private mutating func scan(atEnd: Bool) {
    guard failure == nil else { return }
    do {
      if !hasStarted { hasStarted = try buffer.passByteOrderMark(atEnd: atEnd) }
      if hasStarted { try scanner.scan(&buffer, atEnd: atEnd) }
    } catch { failure = error }
  }
}
