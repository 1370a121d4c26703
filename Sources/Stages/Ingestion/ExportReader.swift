import AuditModel
import Bytes
import CSV
import Chunking
import Diagnostics
import Gzip
import JSON
import Rows
import TextEncodings

/// One file of a source, cut into chunks of whole records: decompressed where its first bytes say gzip.
struct ExportReader {
  private var reader: any ByteReader
  private var splitter: any RecordSplitter
  private var atEnd = false
  /// The chunks that were cut while the header was looked for.
  private var early: [RecordChunk] = []
  /// How the chunks are to be parsed.
  let parsing: ChunkParsing
  /// Documents that the file's records are elements of.
  let containers: Int64

  init(
    _ file: HashedSource, _ source: SourceDefinition, _ layout: RecordLayout, chunkSize: Int
  ) throws(Diagnostic) {
    let plain = try PeekedSource(file)
    let content: any ByteSource = plain.head.starts(with: [0x1F, 0x8B]) ? GzipSource(plain) : plain
    reader = try ExportReader.text(of: content, source.mapping.encoding).open()
    switch source.format {
    case .jsonl:
      // What begins with a bracket is an array, whatever the file is called; `[]` is one without an event.
      let form = JSONForm.detect(envelope: source.mapping.detectsForm ? source.envelope : [])
      splitter = JSONSplitter(form: form, name: file.name, chunkSize: chunkSize)
      parsing = .json
      containers = 0
    case .json:
      let detects = source.envelope.isEmpty || source.mapping.detectsForm
      let form = detects ? JSONForm.detect(envelope: source.envelope) : .array(at: source.envelope)
      splitter = JSONSplitter(form: form, name: file.name, chunkSize: chunkSize)
      parsing = .json
      containers = 1
    case .csv:
      let shape = source.mapping.csv
      var csv = CSVSplitter(
        name: file.name, hasHeader: shape.columns == nil, mayRepeat: true, delimiter: shape.delimiter,
        chunkSize: chunkSize)
      while shape.columns == nil, csv.header == nil {
        let more = try csv.fill(from: &reader)
        while let chunk = try more ? csv.next() : csv.finish() { early.append(chunk) }
        if !more { break }
      }
      let header = try CSVHeader(shape.columns ?? csv.header ?? [], file.name, layout)
      splitter = csv
      parsing = .csv(header)
      containers = 0
    }
  }

  /// The content as UTF-8: by the source's encoding, or as UTF-16 where its first bytes are the mark of that.
  private static func text(of content: any ByteSource, _ encoding: TextEncoding) throws(Diagnostic) -> any ByteSource {
    guard encoding == .utf8 else { return TranscodedSource(content, from: encoding) }
    let content = try PeekedSource(content)
    let isUTF16 = content.head.starts(with: [0xFF, 0xFE]) || content.head.starts(with: [0xFE, 0xFF])
    return isUTF16 ? TranscodedSource(content, from: .utf16) : content
  }

  /// Whether the file, which has been read to its end, holds nothing but white space.
  var isBlank: Bool { (splitter as? JSONSplitter)?.isBlank ?? false }

  /// The next chunk; nil at the end of the file.
  mutating func next() throws(Diagnostic) -> RecordChunk? {
    if !early.isEmpty { return early.removeFirst() }
    while true {
      if let chunk = try atEnd ? splitter.finish() : splitter.next() { return chunk }
      if atEnd { return nil }
      atEnd = try !splitter.fill(from: &reader)
    }
  }
}

/// How a chunk's records are taken apart; a value, so that any worker can do it.
enum ChunkParsing: Sendable {
  case json
  case csv(CSVHeader)

  /// Columns that are read into no field.
  var unused: [String] {
    switch self {
    case .json: []
    case .csv(let header): header.unused
    }
  }

  func parse(_ chunk: RecordChunk, layout: RecordLayout, seeds: [String]) -> ParsedChunk {
    var parsed = ParsedChunk(columns: layout.schema.count, seeds: seeds)
    parsed.lineBreaks = chunk.lineBreaks
    switch self {
    case .json where !layout.nested.isEmpty:
      var parser = JSONRecords(layout)
      parsed.containers = Explosion.explode(chunk, at: layout.nested) { piece in
        ChunkParser.parse(piece, layout: layout, with: &parser, into: &parsed)
      }
    case .json:
      var parser = JSONRecords(layout)
      ChunkParser.parse(chunk, layout: layout, with: &parser, into: &parsed)
    case .csv(let header):
      var parser = CSVRecords(header, layout.csv)
      ChunkParser.parse(chunk, layout: layout, with: &parser, into: &parsed)
    }
    parsed.close()
    return parsed
  }
}

/// A source whose first bytes have been looked at.
private struct PeekedSource: ByteSource {
  let name: String
  let head: [UInt8]
  private let rest: Rest

  /// Opens the inner source, once and for all.
  init(_ inner: any ByteSource) throws(Diagnostic) {
    name = inner.name
    var reader = try inner.open()
    var bytes: [UInt8] = []
    while bytes.count < 2, try reader.read(into: &bytes, limit: 1 << 16) > 0 {}
    head = bytes
    rest = Rest(reader)
  }

  func open() -> any ByteReader { PeekedReader(head: head[...], rest: rest) }

  /// The reader behind the first bytes; one task has it at a time.
  final class Rest: @unchecked Sendable {
    var reader: any ByteReader
    init(_ reader: any ByteReader) { self.reader = reader }
  }
}

private struct PeekedReader: ByteReader {
  var head: ArraySlice<UInt8>
  let rest: PeekedSource.Rest

  mutating func read(into buffer: inout [UInt8], limit: Int) throws(Diagnostic) -> Int {
    guard head.isEmpty else {
      let part = head.prefix(limit)
      buffer += part
      head = head.dropFirst(part.count)
      return part.count
    }
    return try rest.reader.read(into: &buffer, limit: limit)
  }
}
