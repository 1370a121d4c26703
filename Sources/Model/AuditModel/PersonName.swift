/// Names of people, compared as a reader would.
public enum PersonName {
  /// Whether two names mean one person: letters of either case; spaces around and between are not counted.
  public static func areOne(_ a: String, _ b: String) -> Bool {
    func plain(_ name: String) -> [String] { name.lowercased().split(separator: " ").map(String.init) }
    return plain(a) == plain(b)
  }
}
