import HummingbirdCore
import HummingbirdTLS
import NIOSSL

/// How every server of ours takes connections: HTTP/1.1, with TLS where there is a certificate.
public enum HTTP1Server {
    /// - Throws: by the builder, what `NIOSSL` finds wrong with the certificate or its key.
    public static func builder(
        _ configuration: HTTP1Channel.Configuration = .init(), tls: TLSConfiguration? = nil
    ) -> HTTPServerBuilder {
        HTTPServerBuilder { responder in
            let http = HTTP1Channel(responder: responder, configuration: configuration)
            guard let tls else { return NoneAbandoned(http) }
            return NoneAbandoned(try TLSChannel(http, tlsConfiguration: tls))
        }
    }
}
