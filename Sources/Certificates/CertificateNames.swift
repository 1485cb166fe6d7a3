import Foundation
import SwiftASN1
import X509

/// The names that a certificate was issued for.
public enum CertificateNames {
    /// DNS names, wildcards included, of the first certificate of a PEM file; empty where it cannot be read.
    public static func of(_ path: String) -> [String] {
        guard let text = try? String(contentsOfFile: path, encoding: .utf8),
            let certificate = try? Certificate(pemEncoded: text.firstCertificate),
            let names = try? certificate.extensions.subjectAlternativeNames
        else { return [] }
        return names.compactMap { name in
            if case .dnsName(let text) = name { return text }
            return nil
        }
    }
}

extension String {
    fileprivate var firstCertificate: String {
        let end = "-----END CERTIFICATE-----"
        guard let range = firstRange(of: end) else { return self }
        return String(self[..<range.upperBound])
    }
}
