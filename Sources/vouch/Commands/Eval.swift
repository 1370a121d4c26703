import ArgumentParser
import VouchKit

/// `vouch eval`: computes an expression.
struct Eval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "eval",
    abstract: "Compute an expression of the Common Expression Language.",
    discussion: """
      Prints the value as JSON: integers in full, doubles as RFC 8785 has them, NaN and infinities as strings, bytes as \
      base64, timestamps as RFC 3339, durations as '1.5s', maps with text keys as objects and others as lists of pairs.

      Exit status: 0 a value; 1 the expression is wrong or comes to an error; 2 the variables cannot be read.
      """)

  /// One; an expression may begin with a minus, which would else be taken for an option.
  @Argument(parsing: .allUnrecognized, help: "The expression; '--' may stand before one that begins with a minus.")
  var expression: [String]

  /// What was given without the `--` that may stand before an expression.
  private var expressions: [String] {
    expression.count > 1 && expression[0] == "--" ? Array(expression.dropFirst()) : expression
  }

  @Option(help: "A JSON file with an object of variables, plain or tagged ({\"int\": \"1\"}).")
  var vars: String?

  @Flag(help: "Print the value with its type, as the conformance cases do.")
  var tagged = false

  func validate() throws {
    guard expressions.count == 1 else {
      throw ValidationError(
        "one expression is expected, not \(expressions.count): quote it for the shell; '--' may stand before one that begins "
          + "with a minus, as in vouch eval -- '-1', and options stand before it")
    }
  }

  func run() throws {
    let outcome: ExpressionOutcome
    do throws(Diagnostics) {
      outcome = try Vouch.evaluate(expression: expressions.joined(), variables: vars, tagged: tagged)
    } catch {
      for diagnostic in error.all { Output.note(diagnostic.text) }
      throw ExitCode(2)
    }
    switch outcome {
    case .value(let json): try Output.result(json)
    case .errors(let errors):
      for error in errors { Output.note(error.text) }
      throw ExitCode(1)
    }
  }
}
