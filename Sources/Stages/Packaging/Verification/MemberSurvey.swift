import Bytes
import Digests

/// What one pass through a file of a pack has shown, so that no file is unpacked twice.
struct MemberSurvey: Sendable {
  /// Nil if the file does not unpack: then `problem` says why.
  let digest: Digest?
  let problem: PackProblem?
  /// The records of a CSV file (RFC 4180), its header among them.
  let records: Int
  /// Whether every wanted digest stands in it.
  let holdsDigests: Bool

  /// Reads a file part by part; `wanted` are the digests that it is searched for.
  init(_ name: String, of members: PackMembers, wanted: [Digest]) {
    var pass = Pass(records: Exhibits.isExhibit(name) ? CSVRecordCount() : nil, search: DigestSearch(wanted))
    var hash = SHA256()
    problem = members.read(name) { part in
      hash.update(part)
      pass.add(part)
    }
    digest = problem == nil ? hash.finish() : nil
    records = pass.records?.value ?? 0
    holdsDigests = pass.search.isComplete
  }

  private struct Pass {
    var records: CSVRecordCount?
    var search: DigestSearch

    mutating func add(_ part: ArraySlice<UInt8>) {
      records?.add(part)
      search.add(part)
    }
  }
}

/// Counts the records of a CSV text that comes in parts: line feeds outside quotes, and a last line without one.
struct CSVRecordCount {
  private var ended = 0
  private var isQuoted = false
  private var isLineOpen = false

  var value: Int { ended + (isLineOpen ? 1 : 0) }

  mutating func add(_ part: ArraySlice<UInt8>) {
    let bytes = part.span
    for index in bytes.indices {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n"), !isQuoted { ended += 1 }
    }
    if let last = part.last { isLineOpen = last != UInt8(ascii: "\n") }
  }
}

/// Looks for digests, written as 64 lowercase hexadecimal digits, in bytes that come in parts.
struct DigestSearch {
  private var missing: [[UInt8]]
  /// The hexadecimal digits before the next byte, 64 at most.
  private var run: [UInt8] = []

  init(_ wanted: [Digest]) { missing = wanted.map { Array($0.hexadecimal.utf8) } }

  var isComplete: Bool { missing.isEmpty }

  mutating func add(_ part: ArraySlice<UInt8>) {
    if missing.isEmpty { return }
    let bytes = part.span
    for index in bytes.indices {
      let byte = bytes[index]
      guard byte.isLowercaseHexadecimal else {
        if !run.isEmpty { run.removeAll(keepingCapacity: true) }
        continue
      }
      if run.count == 2 * Digest.byteCount { run.removeFirst() }
      run.append(byte)
      if run.count == 2 * Digest.byteCount { missing.removeAll { $0 == run } }
    }
  }
}

extension UInt8 {
  fileprivate var isLowercaseHexadecimal: Bool { isASCIIDigit || (0x61...0x66).contains(self) }
}
