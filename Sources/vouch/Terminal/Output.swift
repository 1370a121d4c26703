import ArgumentParser
import Glibc

/// Where words go. Results go to standard output, once and whole; everything else goes to standard error.
///
/// Colour and progress are for a terminal only, and `NO_COLOR` turns colour off; a mark and a word always stand beside a
/// colour. Nothing is ever printed twice, and a result that cannot be written is an error, not a success.
enum Output {
  /// Writes a result and a line break.
  static func result(_ text: String) throws(ExitCode) {
    guard write(text + "\n", to: STDOUT_FILENO) else {
      note("vouch: cannot write to standard output")
      throw ExitCode(2)
    }
  }

  /// Writes bytes as they are.
  static func result(bytes: [UInt8]) throws(ExitCode) {
    guard write(bytes, to: STDOUT_FILENO) else {
      note("vouch: cannot write to standard output")
      throw ExitCode(2)
    }
  }

  /// Tells the user something that is no result.
  static func note(_ text: String) { _ = write(text + "\n", to: STDERR_FILENO) }

  static func raw(_ text: String) { _ = write(text, to: STDERR_FILENO) }

  static var resultIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 && !colourIsRefused }
  static var noteIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// How many characters a line of the terminal has; nil in a pipe, where lines may be as long as they are.
  static var resultWidth: Int? {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  private static var colourIsRefused: Bool { unsafe getenv("NO_COLOR") != nil }

  private static func write(_ text: String, to descriptor: Int32) -> Bool { write(Array(text.utf8), to: descriptor) }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    unsafe bytes.withUnsafeBytes { content in
      var written = 0
      while written < content.count, let base = content.baseAddress {
        let count = unsafe Glibc.write(descriptor, base + written, content.count - written)
        if count < 0, errno != EINTR { return false }
        written += max(0, count)
      }
      return true
    }
  }
}
