/// Follows the text of a page's content.
struct PDFPageReader {
  let fonts: [String: PDFReadFont]
  private(set) var pieces: [PDFReading.Piece] = []
  private var operands: [PDFTokens.Token] = []
  private var marks: [Mark] = []
  private var font: PDFReadFont?
  private var size = 0.0
  /// The start of the line, and how much of it was shown.
  private var line = (x: 0.0, y: 0.0)
  private var scale = (x: 1.0, y: 1.0)
  private var pen = 0.0

  private struct Mark {
    let tag: String
    let number: Int?
    /// What is to be read instead of the text within.
    let replacement: String?
    var wasShown = false
  }

  init(fonts: [String: PDFReadFont]) { self.fonts = fonts }

  mutating func read(_ tokens: PDFTokens) {
    for token in tokens.all {
      guard case .operator(let name) = token else {
        operands.append(token)
        continue
      }
      perform(name)
      operands = []
    }
  }

  private var numbers: [Double] {
    operands.compactMap { if case .number(let value) = $0 { value } else { nil } }
  }

  private mutating func perform(_ name: String) {
    switch name {
    case "BDC", "BMC": beginMark()
    case "EMC": _ = marks.popLast()
    case "Tf": select()
    case "Tm": if numbers.count == 6 { moveTo(numbers) }
    case "Td": if numbers.count == 2 { advanceLine(numbers[0], numbers[1]) }
    case "Tj", "TJ": show()
    default: break
    }
  }

  private mutating func beginMark() {
    var names: [String] = []
    var replacement: String?
    for token in operands {
      if case .name(let name) = token { names.append(name) }
      if case .string(let bytes) = token, names.last == "ActualText" { replacement = Self.unmarked(bytes) }
    }
    let tag = names.first ?? ""
    let outer = marks.last
    let isOwn = tag != "Span" || names.contains("MCID")
    let number = names.contains("MCID") ? numbers.first.map { Int($0) } : nil
    marks.append(
      Mark(
        tag: isOwn ? tag : outer?.tag ?? "", number: isOwn ? number : outer?.number, replacement: replacement))
  }

  /// UTF-16 behind a byte order mark.
  private static func unmarked(_ bytes: [UInt8]) -> String {
    let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
    return String(decoding: units, as: UTF16.self)
  }

  private mutating func select() {
    if case .name(let name)? = operands.first { font = fonts["/" + name] }
    size = numbers.last ?? size
  }

  private mutating func moveTo(_ matrix: [Double]) {
    scale = (matrix[0], matrix[3])
    line = (matrix[4], matrix[5])
    pen = 0
  }

  private mutating func advanceLine(_ x: Double, _ y: Double) {
    line = (line.x + x * scale.x, line.y + y * scale.y)
    pen = 0
  }

  private mutating func show() {
    guard let font else { return }
    let start = pen
    var text = ""
    for token in operands {
      switch token {
      case .number(let adjustment): pen -= adjustment / 1000 * size * scale.x
      case .string(let bytes):
        for place in stride(from: 0, to: bytes.count - font.bytesPerCode + 1, by: font.bytesPerCode) {
          let code = bytes[place..<place + font.bytesPerCode].reduce(0) { $0 << 8 | Int($1) }
          text += font.text(of: code)
          pen += font.width(of: code) * size * scale.x
        }
      case .operator, .name, .open, .close: break
      }
    }
    if let last = marks.indices.last, let replacement = marks[last].replacement {
      text = marks[last].wasShown ? "" : replacement
      marks[last].wasShown = true
    }
    pieces.append(
      PDFReading.Piece(
        text: text, tag: marks.last?.tag ?? "", mark: marks.last?.number, x: line.x + start, y: line.y,
        width: pen - start))
  }
}
