import Attendance
import HTTPTypes
import Hummingbird
import Sealing

/// Style, script, icons and manifest, from inside the binary, and the root certificate.
struct AssetPages: Pages {
    /// The root of our own certificate authority: DER; nil where there is none.
    let certificate: [UInt8]?

    var routes: [Route] {
        [
            Route(.get, "/assets/{name}", .open) { visit in
                let name = visit.parameter("name")
                guard let bytes = EmbeddedFiles.all["assets/\(name)"], let type = AssetPages.types[name.ending] else {
                    throw Refusal(.notFound, Phrase(en: "there is no such file", vi: "không có tệp này"))
                }
                // The address carries the version, so that an upgrade is seen at once.
                var headers: HTTPFields = [.cacheControl: "public, max-age=604800", .eTag: AssetPages.tag(of: bytes)]
                if visit.request.headers[.ifNoneMatch] == headers[.eTag] {
                    return Response(status: .notModified, headers: headers)
                }
                headers[.contentType] = type
                return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
            },
            Route(.get, "/manifest.webmanifest", .open) { _ in
                Response(
                    status: .ok, headers: [.contentType: "application/manifest+json"],
                    body: ResponseBody(
                        byteBuffer: ByteBuffer(bytes: EmbeddedFiles.all["assets/manifest.webmanifest"] ?? [])))
            },
            Route(.get, "/ca.crt", .open) { _ in
                guard let certificate else {
                    throw Refusal(
                        .notFound,
                        Phrase(
                            en: "this server has no certificate authority of its own",
                            vi: "máy chủ này không có tổ chức chứng thực riêng"))
                }
                return Response(
                    status: .ok,
                    headers: [
                        .contentType: "application/x-x509-ca-cert",
                        .contentDisposition: "attachment; filename=\"rollcall-root.crt\"",
                    ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: certificate)))
            },
        ]
    }

    /// Weak: the same file is sent compressed too.
    private static func tag(of bytes: [UInt8]) -> String {
        "W/\"\(Digest.hexadecimal(Digest.blake2b(bytes)[..<8]))\""
    }

    private static let types = [
        "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml",
        "png": "image/png",
    ]
}

extension String {
    /// What stands behind the last dot.
    fileprivate var ending: String { split(separator: ".").last.map(String.init) ?? "" }
}
