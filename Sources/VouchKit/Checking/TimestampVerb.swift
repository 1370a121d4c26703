import Bytes
import Diagnostics
import Digests
import Packaging
import Signatures

extension Vouch {
  /// What a timestamp covers: the seal, where there is one, else the zip.
  private static func covered(_ zip: String) -> String {
    let seal = SealNames.seal(of: zip)
    return FolderWalk.exists(seal) ? seal : zip
  }

  /// Writes the query for a time-stamping authority; returns its path.
  public static func requestTimestamp(_ zip: String) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let file = covered(zip)
      let path = SealNames.query(of: file)
      try FileWriting.replace(path, with: TimestampQuery.bytes(of: try digest(of: file)))
      return path
    } catch {
      throw Diagnostics(error)
    }
  }

  /// Puts an authority's answer beside what it covers, if that is what it covers; returns the path.
  public static func attachTimestamp(_ zip: String, answer: String) throws(Diagnostics) -> String {
    do throws(Diagnostic) {
      let bytes = try FileSource(name: answer, path: answer).readAll(limit: TimestampResponse.sizeLimit)
      let response = try TimestampResponse(bytes, name: answer)
      for file in [covered(zip), zip] where try digest(of: file) == response.imprint {
        let path = SealNames.timestamp(of: file)
        try FileWriting.replace(path, with: bytes)
        return path
      }
      throw Diagnostic(
        "'\(answer)' is a timestamp over another file", at: Location(file: answer),
        hint: "ask with the query that 'vouch timestamp request \(zip)' writes")
    } catch {
      throw Diagnostics(error)
    }
  }

  private static func digest(of path: String) throws(Diagnostic) -> Digest {
    try SHA256.digest(reading: RegularFile(path, name: path))
  }
}
