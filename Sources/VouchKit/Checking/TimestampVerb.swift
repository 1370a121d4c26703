import Bytes
import Diagnostics
import Digests
import Packaging
import Signatures

extension Vouch {
  /// What a timestamp is asked for: what lies beside a pack where that is named; of a pack its seal, where there is one.
  private static func covered(_ path: String) -> String {
    let seal = SealNames.seal(of: path)
    return FolderWalk.exists(seal) ? seal : path
  }

  /// What a timestamp beside a pack can be over: its seal, itself, and the certificates' signatures over both.
  private static func coverable(_ path: String) -> [String] {
    let files = [SealNames.seal(of: path), path]
    return (files + files.map(SealNames.certificateSignature)).filter { $0 == path || FolderWalk.exists($0) }
  }

  /// Writes the query for a time-stamping authority; returns its path. `file` is a pack, or what lies beside one.
  public static func requestTimestamp(_ file: String) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let file = covered(file)
      let path = SealNames.query(of: file)
      try FileWriting.replace(path, with: TimestampQuery.bytes(of: try digest(of: file)))
      return path
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Puts an authority's answer beside what it covers, if that is the file or lies beside it; returns the path.
  public static func attachTimestamp(_ file: String, answer: String) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let bytes = try FileSource(name: answer, path: answer).readAll(limit: TimestampResponse.sizeLimit)
      let response = try TimestampResponse(bytes, name: answer)
      for file in coverable(file) where try digest(of: file) == response.imprint {
        let path = SealNames.timestamp(of: file)
        try FileWriting.replace(path, with: bytes)
        return path
      }
      throw Diagnostic(
        "'\(answer)' is a timestamp over another file", at: Location(file: answer),
        hint: "ask with the query that 'vouch timestamp request \(file)' writes")
    } catch {
      throw Diagnostics(error)
    }
  }

  private static func digest(of path: String) throws(Diagnostic) -> Digest {
    try SHA256.digest(reading: RegularFile(path, name: path))
  }
}
