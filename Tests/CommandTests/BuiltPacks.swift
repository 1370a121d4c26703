import Foundation
import Packaging
import TestSupport

/// The packs of the committed fixtures, each built once for all tests of a run.
enum BuiltPacks {
  static let soc2 = Result { try BuiltPack("fixtures/soc2-2024q1/pack.yaml") }
  static let creditModel = Result { try BuiltPack("fixtures/credit-model-2025q4/pack.yaml") }
  static let cloudTrail = Result { try BuiltPack("fixtures/cloudtrail-2023-07/pack.yaml") }
  static let harbour = Result { try BuiltPack("fixtures/harbour-2025-02/pack.yaml") }
}

/// A pack that the program wrote from a definition of the checkout.
struct BuiltPack: Sendable {
  let workspace: Workspace
  let run: Program.Run
  /// Where the zip lies.
  let url: URL
  let bytes: [UInt8]

  init(_ definition: String) throws {
    workspace = try Workspace()
    run = try Program.run(["build", definition, "-o", workspace.folder.path()])
    guard let name = workspace.files().first(where: { $0.hasSuffix(".zip") }) else { throw NotBuilt(run: run) }
    url = workspace.url(name)
    bytes = try workspace.bytes(name)
  }

  struct NotBuilt: Error, CustomStringConvertible {
    let run: Program.Run
    var description: String { "no pack, status \(run.status): \(run.err)" }
  }

  /// A file of the pack.
  func member(_ name: String) throws -> [UInt8] {
    guard let bytes = PackMembers(bytes).bytes(name) else { throw NotThere(name: name) }
    return bytes
  }

  struct NotThere: Error {
    let name: String
  }

  func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder.ofPacks.decode(type, from: Data(try member(name)))
  }
}

extension Checkout {
  static func decode<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
    try JSONDecoder.ofPacks.decode(type, from: Data(try bytes(path)))
  }
}

/// A pack's bytes, wherever they came from.
struct PackOnDisk {
  private let members: PackMembers

  init(_ bytes: [UInt8]) { members = PackMembers(bytes) }

  func text(_ name: String) throws -> String {
    guard let bytes = members.bytes(name) else { throw BuiltPack.NotThere(name: name) }
    return String(decoding: bytes, as: UTF8.self)
  }

  func decode<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> Value {
    try JSONDecoder.ofPacks.decode(type, from: Data(text(name).utf8))
  }
}
