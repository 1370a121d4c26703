import Glibc

do {
  try Command(Array(CommandLine.arguments.dropFirst())).run()
} catch let failure as WriteFailure {
  complain("cannot write \(failure.path): error \(failure.code)", status: 1)
} catch let usage as UsageError {
  complain("\(usage.message)\n\n\(Command.usage)", status: 64)
}
