/// The shape of a small line through values, the same for every renderer.
public enum Course {
  /// A point for each value: left to right, from the least at 0 to the greatest at `height`, upwards; level values lie in
  /// the middle.
  public static func points(_ values: [Double], width: Double, height: Double) -> [Drawing.Point] {
    guard let least = values.min(), let most = values.max() else { return [] }
    let step = width / Double(max(1, values.count - 1))
    return values.enumerated().map { place, value in
      Drawing.Point(Double(place) * step, most > least ? (value - least) / (most - least) * height : height / 2)
    }
  }
}
