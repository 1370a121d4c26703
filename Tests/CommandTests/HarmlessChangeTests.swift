import Foundation
import TestSupport
import Testing

/// What happens to a sealed pack on its way and changes nothing of it.
@Suite("Harmless changes") struct HarmlessChangeTests {
  /// Something that is done to the folder of a sealed pack; how it is verified then.
  struct Change: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let arguments: [String]
    let apply: @Sendable (SmallPack) throws -> Void

    /// `arguments` follow `vouch verify`, in the pack's folder.
    init(
      _ description: String, _ arguments: [String] = [zip], _ apply: @escaping @Sendable (SmallPack) throws -> Void
    ) {
      testDescription = description
      self.arguments = arguments
      self.apply = apply
    }
  }

  static let zip = "small-2024q1.zip"
  static let seal = zip + ".dsse.json"

  static let changes = [
    Change("nothing at all") { _ in },
    Change("downloaded once more, bytes alone") { pack in
      try pack.workspace.write(zip, try pack.workspace.bytes(zip))
    },
    Change("the zip renamed, its seal named", ["evidence (1).zip", "--seal", seal]) { pack in
      try pack.tool("mv", zip, "evidence (1).zip")
    },
    Change("zip and seal renamed alike", ["Q1.zip"]) { pack in
      try pack.tool("mv", zip, "Q1.zip")
      try pack.tool("mv", seal, "Q1.zip.dsse.json")
    },
    Change("in another folder, with a name of many letters", ["Prüfung 2024/in/\(zip)"]) { pack in
      try pack.tool("mkdir", "-p", "Prüfung 2024/in")
      try pack.tool("mv", zip, seal, "Prüfung 2024/in")
    },
    Change("other times") { try $0.tool("touch", "-d", "1999-12-31", zip, seal) },
    Change("another mode") { try $0.tool("chmod", "400", zip, seal) },
    Change("behind a symbolic link", ["link/\(zip)"]) { try $0.tool("ln", "-s", ".", "link") },
    Change("under a second name", ["second.zip", "--seal", seal]) { try $0.tool("ln", zip, "second.zip") },
    Change("without the observations of the machine") { try $0.tool("rm", zip + ".buildinfo.json") },
    Change("with the observations of another machine") { pack in
      try pack.workspace.write(zip + ".buildinfo.json", "{}")
    },
    Change("strange files beside it") { pack in
      for name in [".DS_Store", zip + ".part", zip + ".tsq", "small-2024q1.zip.signoff-1.txt"] {
        try pack.workspace.write(name, "x")
      }
    },
    Change("unpacked beside itself") { try $0.tool("unzip", "-q", zip) },
    Change("without its exports, definition and policy") {
      try $0.tool("rm", "users.csv", "changes.csv", "pack.yaml", "policy.yaml")
    },
  ]

  @Test(arguments: changes) func `a sealed pack stays what it is`(change: Change) throws {
    let pack = try SmallPack()
    try pack.makeKey("a")
    #expect(try pack.vouch("sign", Self.zip, "--key", "a.pem").status == 0)
    try change.apply(pack)
    let run = try Program.run(
      ["verify"] + change.arguments + ["--key", "a.pub", "--json"], folder: pack.workspace.folder)
    let report = try JSONDecoder().decode(SealReport.self, from: Data(run.outBytes))
    #expect(run.status == 0 && report.verdict == "intact" && report.trust == "sealed", "\(run.out)")
  }
}
