/// The shapes of images Gemini makes.
enum AspectRatio {
  private static let known: [(name: String, ratio: Double)] = [
    ("1:1", 1), ("2:3", 2 / 3), ("3:2", 1.5), ("3:4", 0.75), ("4:3", 4 / 3), ("4:5", 0.8), ("5:4", 1.25),
    ("9:16", 9 / 16), ("16:9", 16 / 9), ("21:9", 21 / 9),
  ]

  /// The one nearest to a size such as `1024x1792` or a ratio such as `16:9`; nil for what is neither.
  static func nearest(_ size: String) -> String? {
    let sides = size.split { $0 == "x" || $0 == ":" }.compactMap { Double($0) }
    guard sides.count == 2, sides[0] > 0, sides[1] > 0 else { return nil }
    let ratio = sides[0] / sides[1]
    // As factors, so that 2:1 is as far from 1:1 as 1:2 is.
    return known.min { factor($0.ratio, ratio) < factor($1.ratio, ratio) }?.name
  }

  private static func factor(_ left: Double, _ right: Double) -> Double { max(left / right, right / left) }
}
