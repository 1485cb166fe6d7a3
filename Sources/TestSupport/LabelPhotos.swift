import Foundation

/// Photos of labels that tests share, drawn by `Tests/Pictures/make_fixtures.py`.
public enum LabelPhotos {
    /// Of the source tree: tests run where they were built.
    public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Tests/LabelsTests/Pictures")

    public static func path(_ name: String) -> String { folder.appending(path: name).path }

    public static func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: folder.appending(path: name)))
    }

    /// The serial on `label.jpg` and its kin.
    public static let serial = "Q01728482"
    /// The serial on `other.jpg`.
    public static let otherSerial = "E12345678"
}
