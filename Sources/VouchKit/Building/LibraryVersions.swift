import CLoadedObjects
import Digests
import PDFDrawing
import Packaging
import Zip

/// The versions of the libraries that the release was tested with: constants, so that they move no byte of a pack.
enum ReferenceVersions {
  static let all: [Provenance.Component] = [
    .init("cairo", "1.16.0"), .init("freetype", "2.12.1"), .init("fribidi", "1.0.8"), .init("harfbuzz", "6.0.0"),
    .init("libzip", "1.7.3"), .init("openssl", "3.0"), .init("qpdf", "11.3.0"), .init("zlib", "1.2.13"),
  ]
}

/// What this process runs with: it stands beside a pack, never in it.
enum RunningVersions {
  /// Library and version as the library itself says it, by name.
  static var libraries: [Provenance.Component] {
    let drawing = DrawingLibraries.versions().map { Provenance.Component($0.name, $0.version) }
    let own: [Provenance.Component] = [
      .init("libzip", ZipVersion.runtime), .init("openssl", OpenSSLVersion.runtime), .init("zlib", ZlibVersion.runtime),
    ]
    return (drawing + own).sortedByBytes(of: \.name)
  }

  /// Name and GNU build id of every object file that the process has loaded, by name; the program is `vouch`.
  static var objects: [Provenance.Component] {
    let needed = loaded_objects(nil, 0)
    let text = unsafe [UInt8](unsafeUninitializedCapacity: needed) { buffer, count in
      let written = unsafe buffer.withMemoryRebound(to: CChar.self) { unsafe loaded_objects($0.baseAddress, $0.count) }
      count = min(needed, written)
    }
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
    return lines.map { line in
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let path = parts.count > 1 ? parts[1] : ""
      return Provenance.Component(path.isEmpty ? "vouch" : Paths.name(of: path), parts.first ?? "")
    }.sortedByBytes(of: \.name)
  }
}
