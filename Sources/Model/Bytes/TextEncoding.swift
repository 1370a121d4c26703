/// How the texts of an export are written as bytes.
public enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "utf-8"
  /// In the byte order that the file's first two bytes tell.
  case utf16 = "utf-16"
  case utf16LittleEndian = "utf-16le"
  case utf16BigEndian = "utf-16be"
  /// The code page that spreadsheets of Western Europe and America save CSV in.
  case windows1252 = "windows-1252"
  case latin1 = "iso-8859-1"
}
