package import Rows

/// What a gate gathers from the records of its dataset, whatever its kind.
package struct GateFold: ChunkFold {
  private var fold: any ChunkFold

  init(_ fold: some ChunkFold) { self.fold = fold }

  /// The fold as its gate entered it.
  func of<Fold: ChunkFold>(_ type: Fold.Type) -> Fold? { fold as? Fold }

  package var columns: Set<Int>? { fold.columns }
  package var anchor: Anchor? { fold.anchor }

  package mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) { fold.absorb(batch, symbols) }
  package mutating func close(_ symbols: borrowing Symbols) { fold.close(symbols) }
  package mutating func merge(_ next: GateFold) { fold.merge(same: next.fold) }
}

extension ChunkFold {
  fileprivate mutating func merge(same next: any ChunkFold) {
    guard let next = next as? Self else { preconditionFailure("gates of one run hold the same folds") }
    merge(next)
  }
}
