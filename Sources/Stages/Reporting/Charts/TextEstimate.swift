/// How much room a text may need, said without a font: charts are laid out where no font is at hand.
///
/// The shares of the font size were taken from the widest of the faces that readers have (DejaVu Sans, Inter), rounded
/// up, so that a label never grows into its neighbour; most faces need about a tenth less.
package enum TextEstimate {
  /// Points, for a font size in points.
  package static func width(_ text: String, size: Double) -> Double {
    text.unicodeScalars.reduce(0) { $0 + share(of: $1) } * size
  }

  /// The text, or as much of its beginning as fits with an ellipsis.
  package static func fitted(_ text: String, width limit: Double, size: Double) -> String {
    if width(text, size: size) <= limit { return text }
    var kept = ""
    var room = limit - width("…", size: size)
    for character in text {
      room -= width(String(character), size: size)
      if room < 0 { break }
      kept.append(character)
    }
    return kept + "…"
  }

  private static func share(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "'", ",", ".", ":", ";", " ", "!": 0.41
    case "f", "r", "t", "-", "(", ")", "[", "]", "/", "\\", "\"": 0.46
    case "m", "w", "M", "W", "%", "@": 1.06
    case "a"..."z", "0"..."9", "_", "*", "?", "$", "{", "}", "J", "`", "|": 0.66
    case "A"..."Z", "–": 0.80
    case "&", "#", "+", "=", "<", ">", "~", "^": 0.86
    default: scalar.value < 0x250 ? 0.80 : 1.06
    }
  }
}
