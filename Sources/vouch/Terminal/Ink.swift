/// The colours of a terminal, by what they mean.
enum Ink: String {
  case good = "32"
  case caution = "33"
  case bad = "31"
  case faint = "2"
  case strong = "1"

  /// The text in this ink if the result goes to a terminal.
  func callAsFunction(_ text: String) -> String {
    Output.resultIsTerminal ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
