/// Something that wants a figure, a list or a picture from records, and takes them in any number of chunks.
///
/// A fold absorbs the batches of one chunk, is closed with that chunk's symbols (after which it holds texts, never
/// codes), and merges with the fold of the next chunk in file order. Its result may not depend on where the chunks were
/// cut: counts and sums are exact, percentiles come from an order-free structure, and kept rows are chosen by a stated
/// order.
public protocol ChunkFold: Sendable {
  /// Positions of the columns that the fold reads; nil for all of them. What no fold of a pass reads need not be kept.
  var columns: Set<Int>? { get }

  /// What a record must have for the fold to take anything from it; nil for a fold that takes from any. The fold sees
  /// no other records.
  var anchor: Anchor? { get }

  /// Takes the admitted rows of one batch; `symbols` is the chunk's table so far.
  mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols)

  /// Ends a chunk: what was kept as codes becomes text.
  mutating func close(_ symbols: borrowing Symbols)

  /// Adds the closed fold of the chunk that follows in file order.
  mutating func merge(_ next: Self)
}

extension ChunkFold {
  public var columns: Set<Int>? { nil }
  public var anchor: Anchor? { nil }
}

/// The folds of one run over the records of a source.
///
/// A pass is a value: each chunk gets a fresh copy, and closed copies merge in file order. Folds are called once a batch,
/// never once a record.
public struct Pass: Sendable {
  /// Where to find a fold's result after the run.
  public struct Ticket<Fold: ChunkFold>: Sendable {
    fileprivate let index: Int
  }

  private var folds: [any ChunkFold] = []
  private var selection = RowSelection()

  public init() {}

  public var isEmpty: Bool { folds.isEmpty }

  /// What the folds read.
  public var demand: ColumnDemand {
    var demand = ColumnDemand()
    for fold in folds { demand.add(fold) }
    return demand
  }

  /// Enters a fold; the ticket gives it back after the run.
  public mutating func add<Fold: ChunkFold>(_ fold: Fold) -> Ticket<Fold> {
    folds.append(fold)
    selection.add(fold.anchor)
    return Ticket(index: folds.count - 1)
  }

  /// The fold that was entered under `ticket`, which this pass or the one it was copied from gave out.
  public subscript<Fold: ChunkFold>(_ ticket: Ticket<Fold>) -> Fold {
    guard let fold = folds[ticket.index] as? Fold else { preconditionFailure("a ticket of another pass") }
    return fold
  }

  public mutating func absorb(_ batch: borrowing Batch, _ symbols: borrowing Symbols) {
    selection.gather(batch)
    var seen = copy batch
    for index in folds.indices { selection.offer(&seen, to: index) { folds[index].absorb($0, symbols) } }
  }

  public mutating func close(_ symbols: borrowing Symbols) {
    for index in folds.indices { folds[index].close(symbols) }
  }

  /// Adds the closed pass of the chunk that follows in file order.
  public mutating func merge(_ next: Pass) {
    for index in folds.indices { folds[index].mergeErased(next.folds[index]) }
  }
}

extension ChunkFold {
  fileprivate mutating func mergeErased(_ next: any ChunkFold) {
    guard let next = next as? Self else { preconditionFailure("passes of one run hold the same folds") }
    merge(next)
  }
}
