package import Foundation

/// The program under test: the one that was built beside the tests.
package enum Program {
  /// The folder of the running test binary holds the products of the same build.
  package static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(filePath: own).deletingLastPathComponent().appending(path: "vouch").path()
  }()

  /// What every run has: nothing of the machine's own settings.
  package static let environment = ["PATH": "/usr/local/bin:/usr/bin:/bin"]

  /// A finished run.
  package struct Run: Sendable {
    package let arguments: [String]
    /// 128 and the signal's number where a signal ended it; 124 where it had to be stopped.
    package let status: Int32
    package let outBytes: [UInt8]
    package let errBytes: [UInt8]

    package var out: String { String(decoding: outBytes, as: UTF8.self) }
    package var err: String { String(decoding: errBytes, as: UTF8.self) }
    /// Whether it ended by itself: no signal, and in time.
    package var ended: Bool { status < 124 || status == 255 }
  }

  /// Runs the program.
  ///
  /// - Parameters:
  ///   - environment: in place of `environment`.
  ///   - folder: the working folder.
  ///   - prelude: shell commands that run before it in the same process, such as `umask 077`.
  ///   - wrapper: a program with arguments that runs it, such as `faketime`.
  ///   - seconds: when to stop it; a run that hangs is a failure, not a wait.
  package static func run(
    _ arguments: [String], environment: [String: String] = environment, folder: URL = Checkout.root,
    prelude: String? = nil, wrapper: [String] = [], seconds: Int = 600
  ) throws -> Run {
    let words = wrapper + [path] + arguments
    return try command(
      prelude.map { ["/bin/sh", "-c", $0 + "; exec \"$@\"", "sh"] + words } ?? words, shown: arguments,
      environment: environment, folder: folder, seconds: seconds)
  }

  /// Runs any program the same way.
  package static func command(
    _ words: [String], shown: [String]? = nil, environment: [String: String] = environment,
    folder: URL = Checkout.root, seconds: Int = 600
  ) throws -> Run {
    let streams = try Workspace()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/timeout")
    process.arguments = ["--kill-after=5", "\(seconds)"] + words
    process.environment = environment
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let (out, err) = (try streams.write("out", []), try streams.write("err", []))
    process.standardOutput = try FileHandle(forWritingTo: out)
    process.standardError = try FileHandle(forWritingTo: err)
    try process.run()
    process.waitUntilExit()
    let bySignal = process.terminationReason == .uncaughtSignal
    return Run(
      arguments: shown ?? words, status: bySignal ? 128 + process.terminationStatus : process.terminationStatus,
      outBytes: try Array(Data(contentsOf: out)), errBytes: try Array(Data(contentsOf: err)))
  }
}
