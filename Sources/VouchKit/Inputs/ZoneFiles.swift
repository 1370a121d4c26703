import Bytes
import Diagnostics

/// Reads time-zone files: an input like any other, because their releases differ.
enum ZoneFiles {
  private static let folder = "/usr/share/zoneinfo"
  private static let limit = 1 << 20

  /// The file of a zone; nil for UTC, which needs none, and for a name that is none, which is reported.
  static func load(_ zone: String, namedAt place: Location? = nil, _ collector: DiagnosticCollector) -> Input? {
    if zone == "UTC" { return nil }
    let parts = zone.split(separator: "/", omittingEmptySubsequences: false)
    let plain = parts.allSatisfy { part in
      !part.isEmpty && part != "." && part != ".."
        && part.utf8.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit || $0 == 0x2D || $0 == 0x2B || $0 == 0x5F }
    }
    guard plain else {
      collector.error("'\(zone)' is no time zone", at: place, hint: "write a name such as Europe/Berlin, or UTC")
      return nil
    }
    do throws(Diagnostic) {
      return Input(label: zone, bytes: try FileSource(name: zone, path: folder + "/" + zone).readAll(limit: limit))
    } catch {
      collector.error(
        "no time zone '\(zone)' on this machine", at: place,
        hint: "write a name such as Europe/Berlin, or UTC; the zones come with the package tzdata")
      return nil
    }
  }
}
