/// How documents look: read once, from `templates/theme.yaml`, and used by both renderers.
public struct Theme: Hashable, Sendable {
  public let light: Palette
  public let dark: Palette
  public let faces: Faces
  public let sizes: Sizes
  public let page: Page

  public init(light: Palette, dark: Palette, faces: Faces, sizes: Sizes, page: Page) {
    self.light = light
    self.dark = dark
    self.faces = faces
    self.sizes = sizes
    self.page = page
  }

  /// An sRGB colour, eight bits a channel.
  public struct Colour: Hashable, Sendable {
    public let red: UInt8
    public let green: UInt8
    public let blue: UInt8

    public init(red: UInt8, green: UInt8, blue: UInt8) {
      self.red = red
      self.green = green
      self.blue = blue
    }

    /// `#rrggbb`, in either case.
    public init?(hexadecimal text: String) {
      let digits = text.utf8.dropFirst()
      guard text.utf8.first == 0x23, digits.count == 6, let value = UInt32(String(digits) ?? "", radix: 16),
        digits.first != 0x2B, digits.first != 0x2D
      else { return nil }
      self.init(red: UInt8(value >> 16 & 255), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }
  }

  /// A colour for every ink, and the page behind them.
  public struct Palette: Hashable, Sendable {
    public let page: Colour
    private let inks: [Drawing.Ink: Colour]

    /// Nil if an ink has no colour.
    public init?(page: Colour, inks: [Drawing.Ink: Colour]) {
      guard Drawing.Ink.allCases.allSatisfy({ inks[$0] != nil }) else { return nil }
      self.page = page
      self.inks = inks
    }

    public subscript(_ ink: Drawing.Ink) -> Colour { inks[ink] ?? page }
  }

  /// A font file of the machine, pinned by its hash; `index` is the face in a collection.
  public struct Face: Hashable, Sendable {
    public let path: String
    public let index: Int
    /// 64 lowercase hexadecimal digits.
    public let sha256: String
    /// The families that a web page asks for in its place, as CSS lists them; a page loads no font.
    public let web: String

    public init(path: String, index: Int, sha256: String, web: String = "sans-serif") {
      self.path = path
      self.index = index
      self.sha256 = sha256
      self.web = web
    }
  }

  /// The faces of each role; `fallback` is tried in order for what a role's face lacks.
  public struct Faces: Hashable, Sendable {
    public let text: Face
    public let strong: Face
    public let emphasis: Face
    public let code: Face
    public let fallback: [Face]

    public init(text: Face, strong: Face, emphasis: Face, code: Face, fallback: [Face]) {
      self.text = text
      self.strong = strong
      self.emphasis = emphasis
      self.code = code
      self.fallback = fallback
    }

    /// Every face once, in the order of the roles.
    public var all: [Face] { [text, strong, emphasis, code] + fallback }
  }

  /// Points.
  public struct Sizes: Hashable, Sendable {
    public let body: Double
    public let table: Double
    public let small: Double
    public let headings: [Double]
    /// The distance of baselines, as a multiple of the size.
    public let leading: Double

    /// `headings` are the sizes of levels 1 to 3.
    public init(body: Double, table: Double, small: Double, headings: [Double], leading: Double) {
      self.body = body
      self.table = table
      self.small = small
      self.headings = headings
      self.leading = leading
    }
  }

  /// Points.
  public struct Page: Hashable, Sendable {
    public let width: Double
    public let height: Double
    public let margin: Double

    public init(width: Double, height: Double, margin: Double) {
      self.width = width
      self.height = height
      self.margin = margin
    }
  }
}
