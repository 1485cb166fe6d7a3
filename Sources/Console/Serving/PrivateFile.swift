import HTTPTypes
import Hummingbird

extension Response {
    /// Bytes for this visitor alone, which no cache keeps.
    ///
    /// - Parameters:
    ///   - type: such as `image/jpeg`.
    ///   - name: of letters that need no quoting.
    ///   - isShown: on a page, and not saved.
    static func file(_ bytes: [UInt8], _ type: String, named name: String, isShown: Bool = false) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: type, .cacheControl: "private, no-store",
                .contentDisposition: "\(isShown ? "inline" : "attachment"); filename=\"\(name)\"",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
