import PDFDrawing

extension Typography {
  /// The lines of atoms, filled one after the other within `width`; there is always at least one.
  func lines(of atoms: [Atom], width: Double) -> LaidText {
    var breaker = LineBreaker(atoms: atoms, width: width, typography: self)
    let lines = breaker.lines()
    let isBidirectional = atoms.contains { $0.level > 0 }
    let isRightToLeft = isBidirectional && atoms.allSatisfy { $0.level > 0 }
    return LaidText(
      lines: lines.map { isBidirectional ? reordered($0) : placed($0) }, isRightToLeft: isRightToLeft)
  }

  /// Sets atoms side by side, each followed by its space where another follows.
  private func placed(_ atoms: ArraySlice<Atom>) -> LaidLine {
    var fragments: [Fragment] = []
    fragments.reserveCapacity(atoms.count * 2)
    var x = 0.0
    var hasLinks = false
    var hasMarks = false
    var width = 0.0
    for atom in atoms {
      hasLinks = hasLinks || atom.link >= 0
      hasMarks = hasMarks || atom.content.isDrawn
      fragments.append(
        Fragment(content: atom.content, style: atom.style, link: atom.link, x: x, width: atom.width))
      x += atom.width
      width = x
      if atom.space > 0 {
        fragments.append(
          Fragment(content: .word(space(atom.style)), style: atom.style, link: atom.link, x: x, width: atom.space))
        x += atom.space
      }
    }
    return LaidLine(fragments: fragments, width: width, hasLinks: hasLinks, hasMarks: hasMarks)
  }

  /// Sets atoms in the order in which they are seen, and keeps them in the order in which they are read.
  private func reordered(_ atoms: ArraySlice<Atom>) -> LaidLine {
    let line = placed(atoms)
    var levels: [UInt8] = []
    for atom in atoms {
      levels.append(atom.level)
      if atom.space > 0 { levels.append(atom.level) }
    }
    // The space between two directions belongs to the outer one.
    for index in levels.indices.dropFirst().dropLast() where levels[index - 1] != levels[index + 1] {
      if isSpace(line.fragments[index]) { levels[index] = min(levels[index - 1], levels[index + 1]) }
    }
    // A line does not begin with the space that ended it.
    var shown = Array(line.fragments.indices)
    if let last = line.fragments.last, isSpace(last) { shown.removeLast() }
    var places = line.fragments.map(\.x)
    var x = 0.0
    for index in BidiLevels.visualOrder(of: shown.map { levels[$0] }) {
      places[shown[index]] = x
      x += line.fragments[shown[index]].width
    }
    let fragments = zip(line.fragments, places).map { fragment, x in
      Fragment(content: fragment.content, style: fragment.style, link: fragment.link, x: x, width: fragment.width)
    }
    return LaidLine(fragments: fragments, width: x, hasLinks: line.hasLinks, hasMarks: line.hasMarks)
  }

  private func isSpace(_ fragment: Fragment) -> Bool {
    if case .word(let word) = fragment.content { return word == space(fragment.style) }
    return false
  }
}

/// Fills lines greedily: what does not fit moves on, what fits no line is cut.
private struct LineBreaker {
  var atoms: [Atom]
  let width: Double
  let typography: Typography
  private var place = 0
  private var lineStart = 0
  /// The width of the line so far, with the space after its last atom.
  private var filled = 0.0
  private var result: [ArraySlice<Atom>] = []

  /// Lengths are sums of rounded advances; a line is full when it is this much too wide.
  private static let tolerance = 0.001
  /// What is cut shows at least this many characters on a line that it shares.
  private static let shortestHead = 4

  init(atoms: [Atom], width: Double, typography: Typography) {
    self.atoms = atoms
    self.width = width
    self.typography = typography
  }

  mutating func lines() -> [ArraySlice<Atom>] {
    while place < atoms.count {
      let end = groupEnd(from: place)
      let group = atoms[place..<end]
      let wanted = group.reduce(0) { $0 + $1.width + $1.space } - (group.last?.space ?? 0)
      if filled + wanted <= width + Self.tolerance {
        take(through: end)
      } else if place == lineStart || atoms[place].fills {
        cut()
      } else {
        endLine()
      }
    }
    if lineStart < atoms.count || result.isEmpty { endLine() }
    return result
  }

  /// Just behind the last atom that must stay with the one at `start`.
  private func groupEnd(from start: Int) -> Int {
    var end = start
    while end < atoms.count {
      end += 1
      if atoms[end - 1].breaksAfter { break }
    }
    return end
  }

  private mutating func take(through end: Int) {
    for atom in atoms[place..<end] { filled += atom.width + atom.space }
    place = end
  }

  private mutating func endLine() {
    result.append(atoms[lineStart..<place])
    lineStart = place
    filled = 0
  }

  /// Divides the atom at `place` where the line is full; an atom that fits ends the line behind it.
  private mutating func cut() {
    let atom = atoms[place]
    let isAlone = place == lineStart
    if filled + atom.width <= width + Self.tolerance {
      take(through: place + 1)
      return
    }
    guard case .word(let word) = atom.content,
      let head = typography.head(
        of: word, atom.style, fitting: width - filled, atLeast: isAlone ? 1 : Self.shortestHead)
    else {
      if isAlone { take(through: place + 1) }
      endLine()
      return
    }
    divide(atom, word, after: head)
    take(through: place + 1)
    endLine()
  }

  private mutating func divide(_ atom: Atom, _ word: Word, after head: Int) {
    let bytes = Array(typography.typesetter.text(of: word))
    let style = typography.typesetter.style(of: word)
    let first = typography.typesetter.word(bytes.span.extracting(0..<head), style: style)
    let rest = typography.typesetter.word(bytes.span.extracting(head..<bytes.count), style: style)
    func part(_ word: Word, space: Double, breaksAfter: Bool) -> Atom {
      Atom(
        content: .word(word), style: atom.style, link: atom.link, width: typography.width(word, atom.style),
        space: space, breaksAfter: breaksAfter, fills: atom.fills, level: atom.level)
    }
    atoms[place] = part(first, space: 0, breaksAfter: true)
    atoms.insert(part(rest, space: atom.space, breaksAfter: atom.breaksAfter), at: place + 1)
  }
}

extension Typography {
  /// How many bytes of a word fit `width`, cut after a joint where one is in the second half; nil where fewer than `least`
  /// characters would, or where the word is one character.
  fileprivate func head(of word: Word, _ number: StyleNumber, fitting width: Double, atLeast least: Int) -> Int? {
    let size = style(number).size
    let clusters = typesetter.clusters(of: word)
    let text = typesetter.text(of: word)
    var (bytes, advance, count) = (0, 0.0, 0)
    var joint = (bytes: 0, count: 0)
    for cluster in clusters.dropLast() {
      guard count < least && least == 1 || advance + cluster.advance * size <= width else { break }
      advance += cluster.advance * size
      bytes += cluster.bytes
      count += 1
      if BreakOpportunity.isJoint(text[text.startIndex + bytes - 1]) { joint = (bytes, count) }
    }
    guard count >= least, bytes > 0 else { return nil }
    return joint.count * 2 >= count ? joint.bytes : bytes
  }
}
