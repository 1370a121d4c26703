/// A glyph with its offset and advance, in font units.
struct ShapedGlyph {
  let id: UInt32
  let x: Int32
  let y: Int32
  let advance: Int32
}

/// A stretch of the text with the glyphs that show it: the unit of searching and copying.
struct ShapedCluster {
  let bytes: UInt32
  let glyphs: UInt32

  /// The clusters of a text of `length` bytes whose glyphs, in the order of the text, begin at `starts`.
  ///
  /// Bytes before the first start belong to the first cluster: what a face does not show still has its text.
  static func clusters(starts: [Int], length: Int) -> [ShapedCluster] {
    var clusters: [ShapedCluster] = []
    var begin = 0
    var index = 0
    while index < starts.count {
      var next = index
      while next < starts.count, starts[next] == starts[index] { next += 1 }
      let end = next < starts.count ? starts[next] : length
      clusters.append(ShapedCluster(bytes: UInt32(end - begin), glyphs: UInt32(next - index)))
      begin = end
      index = next
    }
    return clusters
  }
}

/// A word that was shaped: a number in the typesetter's store.
package struct Word: Hashable, Sendable {
  let index: Int32
}
