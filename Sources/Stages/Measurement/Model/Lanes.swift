/// Work that is shared among tasks by its number, so that what comes out is the same for any number of them.
enum Lanes {
  /// What `body` gives for each number below `count`, in their order.
  static func map<Item: Sendable>(
    _ count: Int, jobs: Int, _ body: @escaping @Sendable (Int) -> Item
  ) async -> [Item] {
    let tasks = max(1, min(jobs, count))
    guard tasks > 1 else { return (0..<count).map(body) }
    var items = [Item?](repeating: nil, count: count)
    await withTaskGroup(of: [(Int, Item)].self) { group in
      for task in 0..<tasks {
        group.addTask { stride(from: task, to: count, by: tasks).map { ($0, body($0)) } }
      }
      for await part in group {
        for (number, item) in part { items[number] = item }
      }
    }
    return items.compactMap { $0 }
  }
}
