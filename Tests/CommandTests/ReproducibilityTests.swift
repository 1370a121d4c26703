import Digests
import Foundation
import TestSupport
import Testing

/// The same inputs give the same bytes, whatever surrounds the run.
@Suite("Byte-reproducible packs", .serialized) struct ReproducibilityTests {
  /// A way to run the program in which nothing that belongs to the pack differs.
  struct Perturbation: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var environment: [String: String] = [:]
    var prelude: String?
    var wrapper: [String] = []
    var jobs: Int?
    var arrangement = Arrangement.asCommitted

    /// Where the inputs lie, and how they came there.
    enum Arrangement: Sendable {
      case asCommitted
      /// A copy of the tree elsewhere, the working folder being the definition's own.
      case copied
      /// A copy whose exports were created last name first, with other times and permissions.
      case copiedBackwards
      /// The checkout, from the root folder, by the absolute path.
      case fromTheRoot
    }
  }

  static let perturbations: [Perturbation] = [
    .init(testDescription: "the same again"),
    .init(testDescription: "time zone 14 hours ahead", environment: ["TZ": "Pacific/Kiritimati"]),
    .init(testDescription: "time zone that is none", environment: ["TZ": ":/nowhere"]),
    .init(
      testDescription: "locale with decimal commas", environment: ["LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"]),
    .init(testDescription: "Turkish locale", environment: ["LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"]),
    .init(testDescription: "C locale", environment: ["LC_ALL": "C"]),
    .init(testDescription: "umask 077", prelude: "umask 077"),
    .init(testDescription: "umask 000", prelude: "umask 000"),
    .init(
      testDescription: "another user and home",
      environment: ["HOME": "/nonexistent", "USER": "nobody", "LOGNAME": "nobody", "HOSTNAME": "elsewhere"]),
    .init(testDescription: "empty environment", wrapper: ["/usr/bin/env", "-i"]),
    .init(testDescription: "clock in 1999", wrapper: ["/usr/bin/faketime", "1999-12-31 23:59:59"]),
    .init(testDescription: "clock in 2038", wrapper: ["/usr/bin/faketime", "2038-02-01 00:00:00"]),
    .init(testDescription: "source date epoch", environment: ["SOURCE_DATE_EPOCH": "1"]),
    .init(testDescription: "fixed hash seed", environment: ["SWIFT_DETERMINISTIC_HASHING": "1"]),
    .init(testDescription: "another random hash seed"),
    .init(testDescription: "one job", jobs: 1),
    .init(testDescription: "two jobs", jobs: 2),
    .init(testDescription: "seven jobs", jobs: 7),
    .init(testDescription: "one processor", wrapper: ["/usr/bin/taskset", "-c", "0"]),
    .init(
      testDescription: "other fonts of fontconfig",
      environment: ["FONTCONFIG_FILE": "/dev/null", "FONTCONFIG_PATH": "/nonexistent"]),
    .init(testDescription: "another shaper", environment: ["HB_SHAPER_LIST": "fallback"]),
    .init(testDescription: "FreeType with properties", environment: ["FREETYPE_PROPERTIES": "cff:no-stem-darkening=0"]),
    .init(testDescription: "broken OpenSSL configuration", environment: ["OPENSSL_CONF": "/etc/passwd"]),
    .init(testDescription: "memory filled with other bytes", environment: ["MALLOC_PERTURB_": "165"]),
    .init(testDescription: "another temporary folder", environment: ["TMPDIR": "/nonexistent"]),
    .init(testDescription: "another folder", arrangement: .copied),
    .init(testDescription: "files created in another order", arrangement: .copiedBackwards),
    .init(testDescription: "from the root folder by the absolute path", arrangement: .fromTheRoot),
  ]

  @Test(arguments: perturbations) func `the pack is the same to the byte`(_ perturbation: Perturbation) throws {
    let expected = try BuiltPacks.soc2.get()
    let workspace = try Workspace()
    let (folder, definition) = try arrange(perturbation.arrangement, workspace)
    let jobs = perturbation.jobs.map { ["--jobs", "\($0)"] } ?? []
    let run = try Program.run(
      ["build", definition, "-o", workspace.url("out").path()] + jobs,
      environment: Program.environment.merging(perturbation.environment) { $1 }, folder: folder,
      prelude: perturbation.prelude, wrapper: perturbation.wrapper)
    #expect(run.status == 1, "\(run.err)")
    let bytes = try workspace.bytes("out/" + expected.url.lastPathComponent)
    #expect(SHA256.digest(of: bytes) == SHA256.digest(of: expected.bytes))
  }

  /// Folders that the definition names beside its own.
  private static let shared = ["policies", "templates"]

  private func arrange(
    _ arrangement: Perturbation.Arrangement, _ workspace: Workspace
  ) throws -> (folder: URL, definition: String) {
    let home = "fixtures/soc2-2024q1"
    switch arrangement {
    case .asCommitted: return (Checkout.root, home + "/pack.yaml")
    case .fromTheRoot:
      return (URL(filePath: "/"), Checkout.root.appending(path: home + "/pack.yaml").path())
    case .copied:
      try workspace.copy(home, to: "an other/place/" + home)
      for folder in Self.shared { try workspace.copy(folder, to: "an other/place/" + folder) }
      return (workspace.url("an other/place/" + home), "pack.yaml")
    case .copiedBackwards:
      for path in ([home] + Self.shared).flatMap({ Checkout.files(below: $0, suffix: "") }).reversed() {
        guard Checkout.isFile(Checkout.root.appending(path: path)) else { continue }
        let target = try workspace.write(path, try Checkout.bytes(path))
        try FileManager.default.setAttributes(
          [.posixPermissions: 0o400, .modificationDate: Date(timeIntervalSince1970: 86_400)],
          ofItemAtPath: target.path())
      }
      return (workspace.folder, home + "/pack.yaml")
    }
  }

  @Test func `the definition's name and the as-of date do reach the pack`() throws {
    let before = try BuiltPacks.harbour.get()
    let workspace = try Workspace()
    try workspace.copy("fixtures/harbour-2025-02", to: "inputs")
    let run = try Program.run(
      ["build", "inputs/pack.yaml", "--as-of", "2025-03-04", "-o", "out"], folder: workspace.folder)
    #expect(run.status == 1)
    #expect(try workspace.bytes("out/harbour-2025-02.zip") != before.bytes)
  }

  @Test func `the zip's mode is that of any new file`() throws {
    let workspace = try Workspace()
    let run = try Program.run(
      ["build", "fixtures/harbour-2025-02/clean.yaml", "-o", workspace.folder.path()], prelude: "umask 027")
    #expect(run.status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: workspace.url("harbour-clean.zip").path())
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }
}
