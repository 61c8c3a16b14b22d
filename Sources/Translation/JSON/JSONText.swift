package struct JSONText: Sendable {}
