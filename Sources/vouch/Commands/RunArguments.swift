import ArgumentParser
import VouchKit

/// What every command that runs a definition takes.
struct RunArguments: ParsableArguments {
  @Argument(help: "The pack definition, a YAML file.")
  var definition: String

  @Option(help: "Judge as of this day instead of the definition's (YYYY-MM-DD).")
  var asOf: String?

  @Option(help: "Chunks that are parsed at a time; no result depends on it. Default: the processors of the machine.")
  var jobs: Int?

  @Option(help: ArgumentHelp("The folder of templates and policies.", visibility: .hidden))
  var share: String?

  func validate() throws {
    if let asOf, Day(asOf) == nil { throw ValidationError("--as-of must be a date such as 2024-04-05") }
    if let jobs, !(1...256).contains(jobs) { throw ValidationError("--jobs must lie between 1 and 256") }
  }

  var options: RunOptions {
    RunOptions(definition: definition, asOf: asOf.flatMap { Day($0) }, jobs: jobs, share: share)
  }
}

/// Runs a command's work, prints what is wrong, and leaves with status 2 if it is.
func diagnosing<T>(_ progress: ProgressLine? = nil, _ body: () async throws(Diagnostics) -> T) async throws -> T {
  do {
    let value = try await body()
    progress?.clear()
    return value
  } catch {
    progress?.clear()
    for diagnostic in error.all { Output.note(diagnostic.text) }
    throw ExitCode(2)
  }
}
