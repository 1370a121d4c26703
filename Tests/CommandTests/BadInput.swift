import Foundation
import TestSupport
import Testing

/// One mistake in the small office's month, and what must be said of it.
struct BadInput: CustomTestStringConvertible, Sendable {
  let testDescription: String
  /// How the diagnostic begins, place included; a line of standard error begins so.
  let says: String
  /// A part of the hint; nil where there is no remedy to name.
  let hint: String?
  let options: [String]
  let prelude: String?
  let change: @Sendable (Workspace) throws -> Void

  init(
    _ description: String, says: String, hint: String?, options: [String] = [], prelude: String? = nil,
    _ change: @escaping @Sendable (Workspace) throws -> Void
  ) {
    testDescription = description
    self.says = says
    self.hint = hint
    self.options = options
    self.prelude = prelude
    self.change = change
  }

  /// One text of a file in place of another.
  static func edit(
    _ description: String, _ file: String, _ old: String, _ new: String, says: String, hint: String?
  ) -> BadInput {
    BadInput(description, says: says, hint: hint) { try $0.edit(file, old, new) }
  }

  /// A file with other content.
  static func write(_ description: String, _ file: String, _ bytes: [UInt8], says: String, hint: String?) -> BadInput {
    BadInput(description, says: says, hint: hint) { try $0.write(file, bytes) }
  }
}

extension Workspace {
  /// Puts something that the shell makes in the place of a file: `$1` is its path.
  func replace(_ path: String, byShell command: String) throws {
    try? FileManager.default.removeItem(at: url(path))
    let run = try Program.command(["/bin/sh", "-c", command, "sh", url(path).path()], folder: folder)
    if run.status != 0 { throw NotMade(path: path, why: run.err) }
  }

  struct NotMade: Error {
    let path: String
    let why: String
  }

  /// A copy of what ships with the program, for a test that changes it.
  func copyShare() throws {
    for folder in ["templates", "policies"] { try copy(folder, to: "share/" + folder) }
  }
}
