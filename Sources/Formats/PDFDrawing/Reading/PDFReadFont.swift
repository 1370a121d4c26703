import Diagnostics

/// What a font's codes mean, and how wide they are.
struct PDFReadFont {
  let bytesPerCode: Int
  private let text: [Int: String]
  private let widths: [Int: Double]

  init(_ font: QPDFObject, _ file: borrowing QPDFFile) throws(Diagnostic) {
    let map = file.value(font, "/ToUnicode")
    text = file.isStream(map) ? Self.text(PDFTokens(try file.contents(of: map))) : [:]
    let descendants = file.value(font, "/DescendantFonts")
    bytesPerCode = file.count(descendants) > 0 ? 2 : 1
    var widths: [Int: Double] = [:]
    if file.count(descendants) > 0 {
      Self.addRuns(of: file.value(file.item(descendants, 0), "/W"), to: &widths, file)
    } else {
      let first = file.integer(file.value(font, "/FirstChar")) ?? 0
      Self.add(file.value(font, "/Widths"), from: first, to: &widths, file)
    }
    self.widths = widths
  }

  func text(of code: Int) -> String { text[code] ?? "" }
  /// In multiples of the size.
  func width(of code: Int) -> Double { (widths[code] ?? 0) / 1000 }

  /// The runs `first [width …]` of a CID font.
  private static func addRuns(of array: QPDFObject, to widths: inout [Int: Double], _ file: borrowing QPDFFile) {
    for place in stride(from: 0, to: file.count(array) - 1, by: 2) {
      add(file.item(array, place + 1), from: file.integer(file.item(array, place)) ?? 0, to: &widths, file)
    }
  }

  private static func add(
    _ array: QPDFObject, from first: Int, to widths: inout [Int: Double], _ file: borrowing QPDFFile
  ) {
    for place in 0..<file.count(array) { widths[first + place] = file.number(file.item(array, place)) }
  }

  /// The `bfchar` and `bfrange` entries of a ToUnicode map.
  private static func text(_ tokens: PDFTokens) -> [Int: String] {
    var result: [Int: String] = [:]
    var strings: [[UInt8]] = []
    for token in tokens.all {
      switch token {
      case .string(let bytes): strings.append(bytes)
      case .operator("endbfchar"):
        for place in stride(from: 0, to: strings.count - 1, by: 2) {
          result[code(strings[place])] = unicode(strings[place + 1])
        }
      case .operator("endbfrange"):
        for place in stride(from: 0, to: strings.count - 2, by: 3) {
          let (first, last) = (code(strings[place]), code(strings[place + 1]))
          guard first <= last, last - first < 65536 else { continue }
          for offset in 0...(last - first) {
            result[first + offset] = unicode(strings[place + 2], advancedBy: offset)
          }
        }
      case .operator: strings = []
      case .number, .name, .open, .close: break
      }
    }
    return result
  }

  private static func code(_ bytes: [UInt8]) -> Int { bytes.suffix(4).reduce(0) { $0 << 8 | Int($1) } }

  /// UTF-16, big-endian; the last unit is counted up within a range.
  private static func unicode(_ bytes: [UInt8], advancedBy offset: Int = 0) -> String {
    var units: [UInt16] = []
    for place in stride(from: 0, to: bytes.count - 1, by: 2) {
      units.append(UInt16(bytes[place]) << 8 | UInt16(bytes[place + 1]))
    }
    if let last = units.popLast() { units.append(last &+ UInt16(truncatingIfNeeded: offset)) }
    return String(decoding: units, as: UTF16.self)
  }
}
