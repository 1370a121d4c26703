import Glibc
import Synchronization

/// What the program is at, on one line of a terminal, once it has taken longer than a second; never in a pipe.
final class ProgressLine: Sendable {
  private let start = ContinuousClock.now
  private let shown = Mutex(false)
  private let isTerminal = Output.noteIsTerminal

  func show(_ step: String) {
    guard isTerminal, ContinuousClock.now - start > .seconds(1) else { return }
    shown.withLock { shown in
      shown = true
      Output.raw("\r\u{1B}[K\(step) …")
    }
  }

  /// Takes the line away.
  func clear() {
    shown.withLock { shown in
      if shown { Output.raw("\r\u{1B}[K") }
      shown = false
    }
  }
}
