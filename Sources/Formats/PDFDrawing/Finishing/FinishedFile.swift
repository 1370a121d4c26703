import Bytes
import Digests

/// Writes objects as a file of PDF 1.7, small ones packed into streams (ISO 32000-1 7.5.7 and 7.5.8).
struct FinishedFile {
  private var bytes = Array("%PDF-1.7\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
  private var places: [Place]
  private var packed = Pack()

  private enum Place {
    case absent
    case at(Int)
    case packed(stream: Int, index: Int)
  }

  /// Objects that will be one stream.
  private struct Pack {
    var numbers: [Int] = []
    var heads: [UInt8] = []
    var texts: [UInt8] = []
  }

  /// A reader that wants one object inflates this many.
  private static let objectsPerStream = 128

  /// Writes a file; what `plain` numbers stands by itself, so that it is found without inflating anything.
  ///
  /// The identifier follows from the contents.
  static func bytes(_ objects: [PDFObject?], root: Int, info: Int, plain: Set<Int>) -> [UInt8] {
    var file = FinishedFile(count: objects.count)
    for (number, object) in objects.enumerated() {
      switch object {
      case .value(let text)?: if plain.contains(number) { file.write(number, text) } else { file.pack(number, text) }
      case .stream(let dictionary, let bytes)?: file.write(number, dictionary, bytes)
      case nil: break
      }
    }
    file.endPack()
    file.writeReferences(root: root, info: info)
    return file.bytes
  }

  private init(count: Int) {
    places = Array(repeating: .absent, count: count)
  }

  // MARK: Objects

  private mutating func begin(_ number: Int) {
    places[number] = .at(bytes.count)
    bytes += "\(number) 0 obj\n".utf8
  }

  private mutating func write(_ number: Int, _ text: ArraySlice<UInt8>) {
    begin(number)
    bytes += text
    bytes += "\nendobj\n".utf8
  }

  private mutating func write(_ number: Int, _ dictionary: PDFDictionary, _ stream: ArraySlice<UInt8>) {
    var dictionary = dictionary
    dictionary.set("/Length", "\(stream.count)")
    begin(number)
    bytes += dictionary.text
    bytes += "\nstream\n".utf8
    bytes += stream
    bytes += "\nendstream\nendobj\n".utf8
  }

  private mutating func pack(_ number: Int, _ text: ArraySlice<UInt8>) {
    packed.numbers.append(number)
    packed.heads.append(decimal: number)
    packed.heads.append(0x20)
    packed.heads.append(decimal: packed.texts.count)
    packed.heads.append(0x20)
    packed.texts += text
    packed.texts.append(0x0A)
    if packed.numbers.count == Self.objectsPerStream { endPack() }
  }

  private mutating func endPack() {
    guard !packed.numbers.isEmpty else { return }
    let number = addNumber()
    for (index, object) in packed.numbers.enumerated() { places[object] = .packed(stream: number, index: index) }
    var dictionary = PDFDictionary()
    dictionary.set("/Type", "/ObjStm")
    dictionary.set("/N", "\(packed.numbers.count)")
    dictionary.set("/First", "\(packed.heads.count)")
    if case .stream(let dictionary, let stream) = PDFObject.deflated(packed.heads + packed.texts, dictionary, .least) {
      write(number, dictionary, stream)
    }
    packed = Pack()
  }

  private mutating func addNumber() -> Int {
    places.append(.absent)
    return places.count - 1
  }

  // MARK: References

  private mutating func writeReferences(root: Int, info: Int) {
    var sha = SHA256()
    sha.update(bytes)
    let identifier = sha.finish().bytes.prefix(16).hexadecimal
    let number = addNumber()
    let start = bytes.count
    places[number] = .at(start)
    let entries = settledEntries()
    var dictionary = PDFDictionary()
    dictionary.set("/Type", "/XRef")
    dictionary.set("/Size", "\(entries.count / Self.bytesPerEntry)")
    dictionary.set("/W", "[1 4 1]")
    dictionary.set("/Root", "\(root) 0 R")
    dictionary.set("/Info", "\(info) 0 R")
    dictionary.set("/ID", "[<\(identifier)><\(identifier)>]")
    if case .stream(let dictionary, let stream) = PDFObject.deflated(entries, dictionary, .least) {
      write(number, dictionary, stream)
    }
    bytes += "startxref\n\(start)\n%%EOF\n".utf8
  }

  private static let bytesPerEntry = 6

  /// The entries; where these would end badly when deflated, with one more that is free: nothing may follow them.
  private func settledEntries() -> [UInt8] {
    var entries: [UInt8] = []
    entries.reserveCapacity((places.count + 1) * Self.bytesPerEntry)
    for place in places {
      switch place {
      case .absent: Self.add(0, 0, 0, to: &entries)
      case .at(let offset): Self.add(1, offset, 0, to: &entries)
      case .packed(let stream, let index): Self.add(2, stream, index, to: &entries)
      }
    }
    while StreamEnd.settled(entries).count > entries.count { Self.add(0, 0, 1, to: &entries) }
    return entries
  }

  private static func add(_ kind: UInt8, _ first: Int, _ second: Int, to entries: inout [UInt8]) {
    entries.append(kind)
    for shift in [24, 16, 8, 0] { entries.append(UInt8(truncatingIfNeeded: first >> shift)) }
    entries.append(UInt8(truncatingIfNeeded: second))
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, in digits.
  fileprivate mutating func append(decimal number: Int) {
    var unit = 1
    while number / unit >= 10 { unit *= 10 }
    while unit > 0 {
      append(0x30 + UInt8(number / unit % 10))
      unit /= 10
    }
  }
}
