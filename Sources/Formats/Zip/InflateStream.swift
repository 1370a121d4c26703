/// The bytes of an entry's raw deflate stream, a part at a time; it must end where the entry's data do.
struct InflateStream {
  private let archive: ArchiveBytes
  /// What was not read yet of the entry's data.
  private var rest: Range<Int>
  private var inflater = Inflater(partSize: ZipData.chunk)

  init(_ archive: ArchiveBytes, _ data: Range<Int>) {
    self.archive = archive
    rest = data
  }

  /// The next bytes, or nil after the last.
  mutating func next(_ entry: ZipEntry) throws(ZipProblem) -> ArraySlice<UInt8>? {
    while !inflater.isFinished {
      while inflater.wantsInput { try read() }
      let part = try unpack(entry)
      if !part.isEmpty { return part }
    }
    let left = inflater.left + rest.count
    if left > 0 { throw ZipProblem(.data, entry: entry.name, "\(left) bytes follow the compressed data") }
    return nil
  }

  private mutating func read() throws(ZipProblem) {
    let next = rest.prefix(ZipData.chunk)
    inflater.give(try archive.bytes(next))
    rest = next.upperBound..<rest.upperBound
  }

  private mutating func unpack(_ entry: ZipEntry) throws(ZipProblem) -> ArraySlice<UInt8> {
    do throws(Inflater.Failure) { return try inflater.unpack() } catch {
      throw ZipProblem(.data, entry: entry.name, error.words)
    }
  }
}

extension Inflater.Failure {
  fileprivate var words: String {
    switch self {
    case .damaged: "compressed data are damaged or cut off"
    case .padding: "compressed data have bits set that belong to nothing"
    }
  }
}
