package import Foundation

/// The checkout that the tests run in.
package enum Checkout {
  /// The folder that holds `Package.swift`.
  package static let root: URL = {
    var folder = URL(filePath: #filePath).deletingLastPathComponent()
    while !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path()) {
      precondition(folder.path() != "/", "the tests lie inside the checkout")
      folder = folder.deletingLastPathComponent()
    }
    return folder
  }()

  /// The bytes of a file of the checkout.
  package static func bytes(_ path: String) throws -> [UInt8] {
    try Array(Data(contentsOf: root.appending(path: path)))
  }

  /// Every file below a folder of the checkout with one of the suffixes, as paths relative to the root, sorted.
  package static func files(below folder: String, suffix: String) -> [String] {
    let start = root.appending(path: folder)
    let found = FileManager.default.enumerator(atPath: start.path())?.compactMap { $0 as? String } ?? []
    return found.filter { $0.hasSuffix(suffix) }.map { folder + "/" + $0 }.sorted()
  }

  /// Whether a regular file lies there; a link is none.
  package static func isFile(_ url: URL) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: url.path())
    return attributes?[.type] as? FileAttributeType == .typeRegular
  }
}
