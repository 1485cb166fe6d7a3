import Attendance

/// Why the server has no certificate to show.
public enum CertificateFailure: Failure {
    case unusableFiles(certificate: String, key: String)
    /// What the store keeps is not an authority.
    case unreadable

    public var phrase: Phrase {
        switch self {
        case .unusableFiles(let certificate, let key):
            Phrase(
                en:
                    "the certificate \(certificate) and the key \(key) cannot be used: both must be readable PEM files that belong together",
                vi: "không dùng được chứng chỉ \(certificate) và khóa \(key): phải là hai tệp PEM đọc được và khớp nhau"
            )
        case .unreadable:
            Phrase(
                en: "the certificate authority in the database cannot be read; give certificate files instead",
                vi: "không đọc được tổ chức chứng thực trong cơ sở dữ liệu; hãy dùng tệp chứng chỉ")
        }
    }

    public var blame: Blame { .machine }
}
