import Chunking
import Diagnostics
import Rows

/// The elements of an array, alone or within an envelope: the objects on the way to it are read as far as to find the
/// array and their end, what else they hold is passed over.
///
/// An element is what stands between two commas of the array, right or wrong: its reader judges it.
struct FrameScanner: Sendable {
  private let path: [String]
  private var phase: Phase = .value(level: 0)
  /// How many names of the path have been met, and which others in the object where the next was looked for.
  private var met = 0
  private var others: [String] = []
  private(set) var hasFoundPath = false

  private enum Phase: Sendable {
    /// Before the value to which the first `level` names lead.
    case value(level: Int)
    /// In the object at that level: before a name, a comma or its end.
    case members(level: Int)
    /// Behind a name, which is the path's or not.
    case colon(level: Int, isOnPath: Bool)
    /// Before or in a value that is passed over.
    case passing(ValuePasser, level: Int)
    case elements(after: Predecessor)
    case element(ElementScanner)
    /// In an element that is longer than a record may be.
    case oversized(ValuePasser)
    /// Behind the whole value.
    case end
  }

  /// What stands before a place between elements.
  private enum Predecessor: Sendable {
    case bracket, comma, element
  }

  /// What a step came to.
  private enum Progress {
    case done
    /// The bytes were changed under the scanner.
    case changed
    case starved
  }

  /// The longest name of a member that is read, in bytes.
  private static let nameLimit = 64 << 10
  /// How many names are kept for the hint.
  private static let hintLimit = 12

  init(path: [String]) { self.path = path }

  var isAtEnd: Bool { if case .end = phase { true } else { false } }

  mutating func scan(_ buffer: inout ChunkBuffer, atEnd: Bool) throws(Diagnostic) {
    var progress = Progress.changed
    while progress == .changed {
      let bytes = buffer.bytes
      repeat { progress = try step(bytes, &buffer, atEnd: atEnd) } while progress == .done
    }
    if atEnd { try close(&buffer) }
  }

  /// Does what the phase says.
  private mutating func step(
    _ bytes: [UInt8], _ buffer: inout ChunkBuffer, atEnd: Bool
  ) throws(Diagnostic) -> Progress {
    switch phase {
    case .value, .members, .colon, .elements, .end:
      guard let byte = FrameScanner.nextByte(bytes, &buffer) else { return .starved }
      return try begin(byte, bytes, &buffer)
    case .passing(var passer, let level):
      let end = passer.pass(bytes.span, from: buffer.scanned)
      buffer.scanned = end ?? bytes.count
      buffer.settle(at: buffer.scanned)
      phase = end == nil ? .passing(passer, level: level) : .members(level: level)
      return end == nil ? .starved : .done
    case .element(var scanner):
      let end = scanner.end(in: bytes.span, start: buffer.settled, from: &buffer.scanned, atEnd: atEnd)
      guard let end else { return starve(scanner, bytes, buffer) }
      finishElement(at: end, bytes, &buffer)
      return .done
    case .oversized(var passer):
      let end = passer.pass(bytes.span, from: buffer.scanned)
      phase = .oversized(passer)
      buffer.dropOversized(to: end ?? bytes.count)
      if end != nil { addOversized(&buffer) }
      return end == nil ? .starved : .changed
    }
  }

  /// The next byte that is no white space; what lies before it is settled.
  private static func nextByte(_ bytes: [UInt8], _ buffer: inout ChunkBuffer) -> UInt8? {
    var index = buffer.scanned
    while index < bytes.count, bytes[index].isJSONSpace { index += 1 }
    buffer.scanned = index
    buffer.settle(at: index)
    return index < bytes.count ? bytes[index] : nil
  }

  private mutating func begin(
    _ byte: UInt8, _ bytes: [UInt8], _ buffer: inout ChunkBuffer
  ) throws(Diagnostic) -> Progress {
    switch phase {
    case .value(let level): try enter(byte, level: level, &buffer)
    case .members(let level): return try member(byte, level: level, bytes, &buffer)
    case .colon(let level, let isOnPath):
      guard byte == 0x3A else { throw broken("':' is missing behind the name of a member", &buffer) }
      buffer.scanned += 1
      phase = isOnPath ? .value(level: level + 1) : .passing(ValuePasser(closer: 0x7D), level: level)
    case .elements(let predecessor): between(byte, after: predecessor, &buffer)
    case .end:
      throw Diagnostic(
        "text goes on after the value", at: buffer.location(at: buffer.scanned),
        hint: "a file holds one array, or one record a line")
    case .passing, .element, .oversized: preconditionFailure("these phases read on by themselves")
    }
    return .done
  }

  // MARK: The way to the array

  private mutating func enter(_ byte: UInt8, level: Int, _ buffer: inout ChunkBuffer) throws(Diagnostic) {
    let isArray = level == path.count
    if isArray, level > 0, byte == 0x6E {
      // Some systems write null for a list without entries.
      hasFoundPath = true
      phase = .passing(ValuePasser(closer: 0x7D), level: level - 1)
      return
    }
    guard byte == (isArray ? 0x5B : 0x7B) else {
      let name = level == 0 ? "text" : "'\(path[..<level].joined(separator: "."))'"
      throw Diagnostic(
        "\(name) is not \(isArray ? "an array" : "an object")", at: buffer.location(at: buffer.scanned),
        hint: "state where the list of records is")
    }
    buffer.scanned += 1
    hasFoundPath = isArray
    phase = isArray ? .elements(after: .bracket) : .members(level: level)
  }

  private mutating func member(
    _ byte: UInt8, level: Int, _ bytes: [UInt8], _ buffer: inout ChunkBuffer
  ) throws(Diagnostic) -> Progress {
    switch byte {
    case 0x2C: buffer.scanned += 1
    case 0x7D:
      buffer.scanned += 1
      phase = level == 0 ? .end : .members(level: level - 1)
    case 0x22:
      guard let end = FrameScanner.nameEnd(bytes, from: buffer.scanned) else {
        if bytes.count - buffer.scanned > FrameScanner.nameLimit { throw broken("name is not closed", &buffer) }
        return .starved
      }
      try name(Array(bytes[buffer.scanned..<end]), level: level, &buffer)
      buffer.scanned = end
    default: throw broken("name of a member is expected", &buffer)
    }
    return .done
  }

  /// Behind the closing quote of the name that begins at `start`.
  private static func nameEnd(_ bytes: [UInt8], from start: Int) -> Int? {
    var index = start + 1
    while index < min(bytes.count, start + nameLimit) {
      if bytes[index] == 0x22 { return index + 1 }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return nil
  }

  private mutating func name(
    _ quoted: [UInt8], level: Int, _ buffer: inout ChunkBuffer
  ) throws(Diagnostic) {
    guard let value = try? JSONParser.value(quoted), let name = value.string else {
      throw broken("name of a member is not a valid string", &buffer)
    }
    let isOnPath = level < path.count && name.utf8.elementsEqual(path[level].utf8)
    if isOnPath {
      guard level == met else { throw broken("member '\(name)' occurs twice", &buffer) }
      met += 1
      others = []
    } else if level == met, others.count < FrameScanner.hintLimit {
      others.append(name)
    }
    phase = .colon(level: level, isOnPath: isOnPath)
  }

  private func broken(_ message: String, _ buffer: inout ChunkBuffer) -> Diagnostic {
    Diagnostic(message, at: buffer.location(at: buffer.scanned), hint: "export the file again")
  }

  // MARK: Elements

  private mutating func between(_ byte: UInt8, after predecessor: Predecessor, _ buffer: inout ChunkBuffer) {
    guard byte == 0x2C || byte == 0x5D else {
      phase = .element(ElementScanner())
      return
    }
    let isEmpty =
      switch predecessor {
      case .bracket: byte == 0x2C
      case .comma: true
      case .element: false
      }
    if isEmpty { buffer.add(from: buffer.scanned, to: buffer.scanned) }
    buffer.scanned += 1
    if byte == 0x2C {
      phase = .elements(after: .comma)
    } else {
      phase = path.isEmpty ? .end : .members(level: path.count - 1)
    }
  }

  private mutating func starve(_ scanner: ElementScanner, _ bytes: [UInt8], _ buffer: ChunkBuffer) -> Progress {
    phase = .element(scanner)
    guard bytes.count - buffer.settled > SplittingLimits.record else { return .starved }
    phase = .oversized(ValuePasser(closer: 0x5D, depth: scanner.depth))
    return .done
  }

  private mutating func finishElement(at end: Int, _ bytes: [UInt8], _ buffer: inout ChunkBuffer) {
    let start = buffer.settled
    var last = end
    while last > start, bytes[last - 1].isJSONSpace { last -= 1 }
    // What stands behind it counts, too: whether it is white space is not known before its end is.
    if end - start > SplittingLimits.record {
      buffer.add(from: start, to: start + SplittingLimits.keptOfOversized, excess: .length)
    } else {
      buffer.add(from: start, to: last)
    }
    buffer.scanned = end
    buffer.settle(at: end)
    phase = .elements(after: .element)
  }

  private mutating func addOversized(_ buffer: inout ChunkBuffer) {
    buffer.add(from: buffer.settled, to: buffer.scanned, excess: .length)
    buffer.settle(at: buffer.scanned)
    phase = .elements(after: .element)
  }

  // MARK: The end of the input

  /// Refuses an input that ends too early, or without the array.
  private func close(_ buffer: inout ChunkBuffer) throws(Diagnostic) {
    let hint = "the file is cut off: export it again"
    let label = path.isEmpty ? "the array" : "the array at '\(path.joined(separator: "."))'"
    switch phase {
    case .end where hasFoundPath: return
    case .end:
      throw Diagnostic(
        "file has no '\(path.joined(separator: "."))'", at: Location(file: buffer.name),
        hint: suggestionHint(for: path[met], in: others))
    case .value(0): throw Diagnostic("file is empty", at: Location(file: buffer.name), hint: hint)
    case .element, .oversized:
      throw Diagnostic("file ends inside the record that begins here", at: place(&buffer), hint: hint)
    case .elements: throw Diagnostic("file ends before \(label) does", at: place(&buffer), hint: hint)
    case .value, .members, .colon, .passing:
      throw Diagnostic("file ends inside an object", at: place(&buffer), hint: hint)
    }
  }

  private func place(_ buffer: inout ChunkBuffer) -> Location { buffer.location(at: buffer.settled) }
}
