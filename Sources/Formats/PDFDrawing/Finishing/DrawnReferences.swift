import Bytes
import Diagnostics

/// Where Cairo's file has its objects: from the table at its end, or the stream in its place from Cairo 1.18 on.
struct DrawnReferences {
  /// The objects that stand by themselves, in the order of their offsets.
  private(set) var offsets: [(number: Int, offset: Int)] = []
  /// One more than the highest number.
  private(set) var count = 0
  let trailer: PDFDictionary
  /// Where the table begins, and with it what is no object.
  let start: Int

  /// `startxref`, a number and `%%EOF` take no more than this.
  private static let longestEnd = 64
  private static let bytesPerLine = 20

  init(_ bytes: [UInt8]) throws(Diagnostic) {
    guard let start = Self.start(bytes) else { throw DrawnFile.unknown }
    self.start = start
    var scanner = PDFScanner(bytes[start...])
    if scanner.value()?.isText("xref") == true {
      guard let first = scanner.value()?.number, first == 0, let count = scanner.value()?.number,
        case let lines = scanner.place + 1, case let end = lines + count * Self.bytesPerLine, end <= bytes.count
      else { throw DrawnFile.unknown }
      trailer = try Self.trailer(bytes[end...])
      readTable(bytes[lines..<end], count: count)
    } else {
      let (dictionary, entries) = try Self.stream(bytes[start...])
      trailer = dictionary
      try readEntries(entries)
    }
    offsets.sort { $0.offset < $1.offset }
  }

  private static func start(_ bytes: [UInt8]) -> Int? {
    let words = bytes.suffix(longestEnd).split { $0 == 0x0A }
    guard words.count >= 3, words[words.count - 3].isText("startxref"), let start = words[words.count - 2].number,
      start < bytes.count
    else { return nil }
    return start
  }

  private static func trailer(_ bytes: ArraySlice<UInt8>) throws(Diagnostic) -> PDFDictionary {
    var scanner = PDFScanner(bytes)
    guard scanner.value()?.isText("trailer") == true, let text = scanner.value(), let trailer = PDFDictionary(text)
    else { throw DrawnFile.unknown }
    return trailer
  }

  /// A line for each number: ten digits of the offset, then the generation, and `n` where there is such an object.
  private mutating func readTable(_ lines: ArraySlice<UInt8>, count: Int) {
    self.count = count
    for number in 0..<count {
      let line = lines[(lines.startIndex + number * Self.bytesPerLine)...].prefix(Self.bytesPerLine)
      if line[line.startIndex + 17] == UInt8(ascii: "n"), let offset = line.prefix(10).number {
        add(number, offset)
      }
    }
  }

  /// The dictionary and the entries of a cross-reference stream.
  private static func stream(
    _ bytes: ArraySlice<UInt8>
  ) throws(Diagnostic) -> (dictionary: PDFDictionary, entries: [UInt8]) {
    var scanner = PDFScanner(bytes)
    for _ in 0..<3 { _ = scanner.value() }
    guard let text = scanner.value(), let dictionary = PDFDictionary(text),
      let length = dictionary["/Length"].number, scanner.value()?.isText("stream") == true,
      let entries = Deflate.inflated(bytes[(scanner.place + 1)...].prefix(length))
    else { throw DrawnFile.unknown }
    return (dictionary, entries)
  }

  /// An entry for each number: what it is, 1 for an offset, and two numbers, each of so many bytes.
  private mutating func readEntries(_ entries: [UInt8]) throws(Diagnostic) {
    let widths = trailer["/W"].items.compactMap(\.number)
    guard widths.count == 3, widths[0] == 1, case let size = widths.reduce(0, +), size < 16 else {
      throw DrawnFile.unknown
    }
    count = entries.count / size
    for number in 0..<count {
      let entry = entries[(number * size)...].prefix(size)
      let offset = entry.dropFirst().prefix(widths[1]).reduce(0) { $0 << 8 | Int($1) }
      if entry.first == 1 { add(number, offset) }
    }
  }

  private mutating func add(_ number: Int, _ offset: Int) {
    if offset < start { offsets.append((number, offset)) }
  }
}
