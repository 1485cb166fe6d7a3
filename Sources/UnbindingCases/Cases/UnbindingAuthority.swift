import Attendance

/// Who carries an approved case out.
public enum UnbindingAuthority: String, Hashable, Sendable, CaseIterable {
    /// On the local network, with the device's own password.
    case sadp
    /// A device of the own Hik-Partner Pro account, by the vendor's interface.
    case hikPartnerPro
    /// The register of bindings that this program keeps itself.
    case register
    /// A reviewer records that the vendor has done it.
    case manual

    public var label: Phrase {
        switch self {
        case .sadp:
            Phrase(
                en: "on the local network, with the device's password", vi: "trong mạng nội bộ, bằng mật khẩu thiết bị")
        case .hikPartnerPro:
            Phrase(
                en: "Hik-Partner Pro, a device of the own account", vi: "Hik-Partner Pro, thiết bị của chính tài khoản")
        case .register: Phrase(en: "own register of bindings", vi: "sổ đăng ký liên kết riêng")
        case .manual: Phrase(en: "done by the vendor, recorded by hand", vi: "hãng đã thực hiện, ghi nhận thủ công")
        }
    }
}
