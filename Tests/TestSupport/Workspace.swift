package import Foundation

/// A folder for one test, removed with its last reference.
package final class Workspace: Sendable {
  package let folder: URL

  package init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "vouch-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  package func url(_ path: String) -> URL { folder.appending(path: path) }

  /// Writes a file and the folders on its way.
  @discardableResult
  package func write(_ path: String, _ bytes: [UInt8]) throws -> URL {
    let target = url(path)
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: target)
    return target
  }

  @discardableResult
  package func write(_ path: String, _ text: String) throws -> URL { try write(path, Array(text.utf8)) }

  package func bytes(_ path: String) throws -> [UInt8] { try Array(Data(contentsOf: url(path))) }
  package func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

  /// Copies a file or folder of the checkout to a path here.
  package func copy(_ source: String, to path: String) throws {
    let target = url(path)
    try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: Checkout.root.appending(path: source), to: target)
  }

  /// Replaces a text that a file must contain by another.
  package func edit(_ path: String, _ old: String, _ new: String) throws {
    let before = try text(path)
    guard before.contains(old) else { throw Missing(text: old, file: path) }
    try write(path, before.replacingOccurrences(of: old, with: new))
  }

  package struct Missing: Error {
    package let text: String
    package let file: String
  }

  /// Every file below, as paths relative to the folder, sorted.
  package func files() -> [String] {
    let found = FileManager.default.enumerator(atPath: folder.path())?.compactMap { $0 as? String } ?? []
    return found.filter { Checkout.isFile(url($0)) }.sorted()
  }
}
