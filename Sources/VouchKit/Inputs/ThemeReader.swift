import Bytes
import Diagnostics
import DocumentModel
import YAML

/// Reads `theme.yaml`.
struct ThemeReader {
  let collector: DiagnosticCollector

  /// Nil if anything is wrong, which has been reported.
  func read(_ input: Input) -> Theme? {
    guard let file = collector.catching({ () throws(Diagnostic) in try YAMLFile.parse(input.bytes, name: input.label) })
    else { return nil }
    let map = YAMLMapping(file.root, of: file, what: "theme", collector)
    let light = map.mapping("light").flatMap(palette)
    let dark = map.mapping("dark").flatMap(palette)
    let faces = map.mapping("faces").flatMap(self.faces)
    let sizes = map.mapping("sizes").flatMap(self.sizes)
    let page = map.mapping("page").flatMap(self.page)
    for key in ["light", "dark", "faces", "sizes", "page"] { _ = map.required(key) }
    map.finish()
    guard let light, let dark, let faces, let sizes, let page else { return nil }
    return Theme(light: light, dark: dark, faces: faces, sizes: sizes, page: page)
  }

  private func palette(_ map: YAMLMapping) -> Theme.Palette? {
    let page = colour("page", map)
    var inks: [Drawing.Ink: Theme.Colour] = [:]
    if map.required("inks") != nil, let colours = map.mapping("inks") {
      for ink in Drawing.Ink.allCases { inks[ink] = colour(ink.rawValue, colours) }
      colours.finish()
    }
    map.finish()
    return page.flatMap { Theme.Palette(page: $0, inks: inks) }
  }

  private func colour(_ key: String, _ map: YAMLMapping) -> Theme.Colour? {
    guard let text = map.string(key) else { return nil }
    if let colour = Theme.Colour(hexadecimal: text) { return colour }
    map.error("'\(text)' is no colour", atKey: key, hint: "write it as \"#rrggbb\"")
    return nil
  }

  private func faces(_ map: YAMLMapping) -> Theme.Faces? {
    func role(_ key: String) -> Theme.Face? {
      guard map.required(key) != nil else { return nil }
      return map.mapping(key).flatMap(face)
    }
    let roles = (text: role("text"), strong: role("strong"), emphasis: role("emphasis"), code: role("code"))
    let fallback = map.mappings("fallback", what: "face").compactMap(face)
    map.finish()
    guard let text = roles.text, let strong = roles.strong, let emphasis = roles.emphasis, let code = roles.code
    else { return nil }
    return Theme.Faces(text: text, strong: strong, emphasis: emphasis, code: code, fallback: fallback)
  }

  private func face(_ map: YAMLMapping) -> Theme.Face? {
    let path = map.string("path")
    let index = map.optionalInt("index") ?? 0
    let sha256 = map.string("sha256")
    let web = map.optionalString("web") ?? ThemeReader.anyFamily
    if !web.utf8.allSatisfy(ThemeReader.isFamilyByte) {
      map.error(
        "'web' is no list of font families", atKey: "web",
        hint: "write names as CSS does: Inter, \"Noto Sans\", sans-serif")
    }
    map.finish()
    guard let path, let sha256 else { return nil }
    return Theme.Face(path: path, index: index, sha256: sha256, web: web)
  }

  private static let anyFamily = "sans-serif"

  /// Letters, digits, and what stands between the names of families: nothing that could end a CSS declaration.
  private static func isFamilyByte(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isASCIIDigit || ", \"-".utf8.contains(byte)
  }

  /// Points; every size lies between 1 and 200.
  private func sizes(_ map: YAMLMapping) -> Theme.Sizes? {
    let values = ["body", "table", "small"].map { positive($0, map) }
    let leading = positive("leading", map)
    let headings = map.items("headings").compactMap { $0.text.flatMap(Double.init) }.filter { (1...200).contains($0) }
    if headings.count != 3 {
      map.error("'headings' needs three sizes", atKey: "headings", hint: "write headings: [20, 14, 11]")
    }
    map.finish()
    guard let body = values[0], let table = values[1], let small = values[2], let leading, headings.count == 3
    else { return nil }
    return Theme.Sizes(body: body, table: table, small: small, headings: headings, leading: leading)
  }

  private func page(_ map: YAMLMapping) -> Theme.Page? {
    let values = ["width", "height", "margin"].map { positive($0, map, upTo: 5000) }
    map.finish()
    guard let width = values[0], let height = values[1], let margin = values[2] else { return nil }
    guard margin * 2 < min(width, height) / 2 else {
      map.error("the margins leave no room for text", atKey: "margin")
      return nil
    }
    return Theme.Page(width: width, height: height, margin: margin)
  }

  private func positive(_ key: String, _ map: YAMLMapping, upTo limit: Double = 200) -> Double? {
    guard let value = map.double(key) else { return nil }
    if value >= 1, value <= limit { return value }
    map.error("'\(key)' must lie between 1 and \(Int(limit))", atKey: key)
    return nil
  }
}
