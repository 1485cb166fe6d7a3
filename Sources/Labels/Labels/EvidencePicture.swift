/// A photo as it is kept: encoded anew, so that nothing of the file's metadata is in it, upright.
public struct EvidencePicture: Sendable {
    /// JPEG, longest side at most 4,096 pixels.
    public let whole: [UInt8]
    /// What people see: JPEG, longest side at most 2,048 pixels, verification codes covered.
    public let shown: [UInt8]
    /// Of `shown`, in pixels.
    public let width: Int
    public let height: Int

    public init(whole: [UInt8], shown: [UInt8], width: Int, height: Int) {
        self.whole = whole
        self.shown = shown
        self.width = width
        self.height = height
    }
}
