import Bytes
import Diagnostics

/// A PDF as Cairo wrote it, taken apart into numbered objects that can be changed, added and left out.
///
/// It knows what Cairo writes and no more: objects without gaps between them, streams deflated and ended as Cairo ends them.
struct DrawnFile {
  /// By number; nil for what the finished file leaves out.
  private(set) var objects: [PDFObject?]
  /// The number of the catalogue.
  let root: Int

  init(_ bytes: [UInt8]) throws(Diagnostic) {
    let references = try DrawnReferences(bytes)
    guard let root = references.trailer["/Root"].reference else { throw Self.unknown }
    self.root = root
    objects = Array(repeating: nil, count: references.count)
    var end = references.start
    for (number, offset) in references.offsets.reversed() {
      guard offset < end, let object = Self.object(number, bytes[offset..<end]) else { throw Self.unknown }
      objects[number] = object
      end = offset
    }
    try unpack()
    // Cairo's own information names the time of writing.
    if let information = references.trailer["/Info"].reference { drop(information) }
  }

  static let unknown = Diagnostic(
    "Cairo \(cairoVersion()) wrote a file of another form than is known",
    hint: "use the Cairo version that this release names")

  /// The object that begins with `17 0 obj` and ends with `endobj`.
  private static func object(_ number: Int, _ bytes: ArraySlice<UInt8>) -> PDFObject? {
    let head = bytes.prefix { $0.isASCIIDigit }
    guard head.number == number, bytes[head.endIndex...].starts(with: objectHead), bytes.hasSuffix(objectEnd) else {
      return nil
    }
    let content = bytes[(head.endIndex + objectHead.count)..<bytes.endIndex - objectEnd.count]
    guard bytes.hasSuffix(streamEnd) else { return .value(content) }
    var scanner = PDFScanner(content)
    guard let text = scanner.value(), let dictionary = PDFDictionary(text), scanner.value()?.isText("stream") == true
    else { return nil }
    return .stream(dictionary, bytes[scanner.place + 1..<bytes.endIndex - streamEnd.count])
  }

  private static let objectHead = Array(" 0 obj\n".utf8)
  private static let objectEnd = Array("endobj\n".utf8)
  private static let streamEnd = Array("\nendstream\nendobj\n".utf8)

  /// Takes objects out of the streams that hold them, and leaves out what tells a stream's length.
  private mutating func unpack() throws(Diagnostic) {
    for number in objects.indices {
      guard case .stream(let dictionary, let bytes)? = objects[number] else { continue }
      if let length = dictionary["/Length"].reference { drop(length) }
      guard dictionary["/Type"].isText("/ObjStm") else { continue }
      guard let text = Deflate.inflated(bytes), let first = dictionary["/First"].number else { throw Self.unknown }
      try unpack(text[...], first: first)
      drop(number)
    }
  }

  /// `text` begins with pairs of number and offset; offsets count from `first`.
  private mutating func unpack(_ text: ArraySlice<UInt8>, first: Int) throws(Diagnostic) {
    guard first <= text.count else { throw Self.unknown }
    var scanner = PDFScanner(text[..<first])
    var end = text.endIndex
    var places: [(number: Int, start: Int)] = []
    while let number = scanner.value()?.number, let offset = scanner.value()?.number {
      places.append((number, first + offset))
    }
    for (number, start) in places.reversed() {
      guard start <= end, objects.indices.contains(number) else { throw Self.unknown }
      objects[number] = .value(text[start..<end])
      end = start
    }
  }

  // MARK: Objects

  subscript(_ number: Int) -> PDFObject? {
    objects.indices.contains(number) ? objects[number] : nil
  }

  /// The text of an object that is no stream, empty where there is none.
  func text(_ number: Int) -> ArraySlice<UInt8> {
    if case .value(let text)? = self[number] { text } else { [] }
  }

  func dictionary(_ number: Int) throws(Diagnostic) -> PDFDictionary {
    guard let dictionary = PDFDictionary(text(number)) else { throw Self.unknown }
    return dictionary
  }

  /// Changes an object that is a dictionary.
  mutating func change(_ number: Int, _ body: (inout PDFDictionary) -> Void) throws(Diagnostic) {
    var dictionary = try dictionary(number)
    body(&dictionary)
    objects[number] = .value(dictionary.text[...])
  }

  mutating func replace(_ number: Int, with object: PDFObject) {
    objects[number] = object
  }

  /// Adds an object and returns its number.
  mutating func add(_ object: PDFObject) -> Int {
    objects.append(object)
    return objects.count - 1
  }

  /// Leaves an object out.
  mutating func drop(_ number: Int) {
    if objects.indices.contains(number) { objects[number] = nil }
  }
}

/// An object of a PDF.
enum PDFObject {
  /// As it is written.
  case value(ArraySlice<UInt8>)
  /// With the bytes as they are stored.
  case stream(PDFDictionary, ArraySlice<UInt8>)

  /// A new stream of bytes that are deflated.
  static func deflated(
    _ bytes: [UInt8], _ dictionary: PDFDictionary = PDFDictionary(), _ effort: Deflate.Effort = .some
  ) -> PDFObject {
    var dictionary = dictionary
    dictionary.set("/Filter", "/FlateDecode")
    return .stream(dictionary, Deflate.deflated(StreamEnd.settled(bytes), effort)[...])
  }
}

extension ArraySlice<UInt8> {
  func hasSuffix(_ text: [UInt8]) -> Bool { suffix(text.count).elementsEqual(text) }
}
