package import Bytes

/// An entry of a scanned archive.
package struct ZipEntry: Hashable, Sendable {
  /// The name with its root folder; bytes that are no UTF-8 are replaced.
  package let name: String
  /// Bytes when unpacked, as its header says.
  package let size: Int
  /// Where its data lie in the archive.
  package let data: Range<Int>
  let isDeflated: Bool
  let checksum: UInt32
}

/// What an archive's headers say, read from its bytes without a zip library, because libraries pass over what they do
/// not need: bytes in front, local extra fields, payload after the last block.
///
/// Every byte is part of a local header, data, the central directory or the end record, in that order. Any bytes are
/// scanned in linear time; nothing is unpacked (see `ZipData`).
package struct ZipScan: Sendable {
  /// The entries in the order of the central directory; empty if it cannot be read.
  package let entries: [ZipEntry]
  package let problems: [ZipProblem]
  /// The one folder that holds every entry, or nil.
  package let root: String?

  package init(_ archive: any RandomAccessBytes) {
    var layout = Layout(archive: ArchiveBytes(source: archive))
    do {
      try layout.read()
    } catch {
      layout.problems.append(error)
      layout.entries = []
    }
    entries = layout.entries
    problems = layout.problems
    root = ZipScan.root(of: entries)
  }

  private static func root(of entries: [ZipEntry]) -> String? {
    guard let first = entries.first, let slash = first.name.firstIndex(of: "/") else { return nil }
    let folder = first.name[...slash]
    return entries.allSatisfy { $0.name.utf8.starts(with: folder.utf8) } ? String(folder.dropLast()) : nil
  }
}

/// The reading of one archive's headers.
private struct Layout {
  let archive: ArchiveBytes
  var entries: [ZipEntry] = []
  var problems: [ZipProblem] = []

  init(archive: ArchiveBytes) { self.archive = archive }

  /// Throws what makes further reading pointless.
  mutating func read() throws(ZipProblem) {
    guard archive.count <= ZipLimits.archiveSize else {
      throw ZipProblem(.limit, "archive is larger than \(ZipLimits.archiveSize) bytes")
    }
    let end = try EndRecord(archive)
    guard end.entries <= ZipLimits.entries else {
      throw ZipProblem(.limit, "archive has more than \(ZipLimits.entries) entries")
    }
    let headers = try centralHeaders(end)
    for header in headers { try read(header, directory: end.directoryOffset) }
    try checkExtents(headers, directory: end.directoryOffset)
    checkNames()
    try checkSizes()
  }

  private func centralHeaders(_ end: EndRecord) throws(ZipProblem) -> [CentralHeader] {
    let bytes = try archive.bytes(end.directoryOffset..<end.position)
    var headers: [CentralHeader] = []
    var position = 0
    while position < bytes.count {
      guard headers.count < end.entries, let header = CentralHeader(bytes, at: position) else {
        throw ZipProblem(.bytes, "central directory holds other bytes than its \(end.entries) entries")
      }
      headers.append(header)
      position += header.recordLength
    }
    guard headers.count == end.entries else {
      throw ZipProblem(.header, "end record counts \(end.entries) entries, the central directory has \(headers.count)")
    }
    return headers
  }

  private mutating func read(_ header: CentralHeader, directory: Int) throws(ZipProblem) {
    let name = String(decoding: header.name, as: UTF8.self)
    for problem in header.problems { report(problem.code, name, problem.message) }
    if let problem = EntryName.problem(with: header.name) { problems.append(problem) }
    let found = try LocalHeader(archive, at: header.offset, end: directory, nameLength: header.name.count)
    guard let local = found else {
      throw ZipProblem(.header, entry: name, "no local header where the central directory says")
    }
    let size = Int(header.fields.compressedSize)
    guard size <= directory - local.dataOffset else {
      throw ZipProblem(.overlap, entry: name, "data reach into the central directory")
    }
    if !local.isNamed(header.name) { report(.header, name, "local header has another name") }
    if local.fields.extraLength != 0 {
      report(.bytes, name, "local header has \(local.fields.extraLength) bytes of extra fields")
    } else if local.fields != header.fields {
      report(.header, name, "local header differs from the central directory")
    }
    entries.append(
      ZipEntry(
        name: name, size: Int(header.fields.size), data: local.dataOffset..<local.dataOffset + size,
        isDeflated: header.fields.method == ZipFields.deflated, checksum: header.fields.checksum))
  }

  /// Whether the local headers and data lie one behind the other from the first byte to the central directory.
  private mutating func checkExtents(_ headers: [CentralHeader], directory: Int) throws(ZipProblem) {
    let extents = zip(headers, entries).map { (start: $0.offset, end: $1.data.upperBound, name: $1.name) }
    var position = 0
    for extent in extents.sorted(by: { $0.start < $1.start }) {
      if extent.start < position { throw ZipProblem(.overlap, entry: extent.name, "lies on top of another entry") }
      if extent.start > position {
        throw ZipProblem(.bytes, entry: extent.name, "\(extent.start - position) bytes before it belong to nothing")
      }
      position = extent.end
    }
    if position != directory {
      throw ZipProblem(.bytes, "\(directory - position) bytes before the central directory belong to nothing")
    }
    if let later = zip(extents, extents.dropFirst()).first(where: { $0.start > $1.start }) {
      report(.order, later.1.name, "central directory has another order than the data")
    }
  }

  private mutating func checkNames() {
    problems += EntryName.collisions(among: entries.map(\.name))
    guard let first = entries.first else { return }
    let folder = first.name.prefix { $0 != "/" } + "/"
    for entry in entries where !entry.name.utf8.starts(with: folder.utf8) {
      report(.root, entry.name, "lies outside the folder '\(folder.dropLast())' of the first entry")
    }
  }

  private func checkSizes() throws(ZipProblem) {
    let total = entries.reduce(0) { $0 + $1.size }
    let allowed = min(ZipLimits.unpackedSize, ZipLimits.freeSize + ZipLimits.ratio * archive.count)
    guard total <= allowed else {
      throw ZipProblem(.limit, "archive unpacks to \(total) bytes, more than the \(allowed) that its size allows")
    }
  }

  private mutating func report(_ code: ZipProblem.Code, _ entry: String, _ message: String) {
    problems.append(ZipProblem(code, entry: entry, message))
  }
}
