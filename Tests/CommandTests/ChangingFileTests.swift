import Diagnostics
import Foundation
import TestSupport
import Testing
import VouchKit

/// Exports that are written to while they are read.
@Suite("Changing files") struct ChangingFileTests {
  enum Change: CaseIterable {
    case growing, shrinking, rewriting
  }

  @Test(arguments: Change.allCases) func `a file that changes while it is read is refused`(change: Change) throws {
    let folder = try Workspace()
    let url = folder.folder.appending(path: "log.jsonl")
    try Data(repeating: 0x61, count: 1000).write(to: url)
    var reader = try FileSource(name: "log.jsonl", path: url.path()).open()
    var bytes: [UInt8] = []
    #expect(try reader.read(into: &bytes, limit: 500) == 500)
    let handle = try FileHandle(forWritingTo: url)
    switch change {
    case .growing:
      try handle.seekToEnd()
      try handle.write(contentsOf: Data("more".utf8))
    case .shrinking: try handle.truncate(atOffset: 700)
    case .rewriting: try handle.write(contentsOf: Data("b".utf8))
    }
    try handle.close()
    let error = #expect(throws: Diagnostic.self) {
      while try reader.read(into: &bytes, limit: 500) > 0 {}
    }
    #expect(error?.message == "'log.jsonl' changed while it was read")
    #expect(error?.location?.file == "log.jsonl")
  }

  @Test func `a file that stays as it is is read to its end`() throws {
    let folder = try Workspace()
    let url = folder.folder.appending(path: "log.jsonl")
    try Data(repeating: 0x61, count: 1000).write(to: url)
    var reader = try FileSource(name: "log.jsonl", path: url.path()).open()
    var bytes: [UInt8] = []
    while try reader.read(into: &bytes, limit: 300) > 0 {}
    #expect(bytes.count == 1000)
  }
}
