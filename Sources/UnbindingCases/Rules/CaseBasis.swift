import Attendance

/// What a case rests on. It is looked at in the very step that files, answers or approves a case, whatever was there
/// when somebody last saw it.
public struct CaseBasis: Hashable, Sendable {
    /// Photos that stand: those struck out do not count.
    public var photos: Int
    public var hasKey: Bool
    /// Where the device is out of this desk's reach its key string is what proves that somebody has it in hand.
    public var needsKey: Bool
    /// Whether the company of the account that files is verified; nil where no account does.
    public var isCompanyVerified: Bool?
    public var hasConsented: Bool

    public init(photos: Int, hasKey: Bool, needsKey: Bool, isCompanyVerified: Bool?, hasConsented: Bool) {
        self.photos = photos
        self.hasKey = hasKey
        self.needsKey = needsKey
        self.isCompanyVerified = isCompanyVerified
        self.hasConsented = hasConsented
    }

    /// What a case rests on as it is stored.
    ///
    /// - Parameters:
    ///   - isFiledByMachine: who files it now; nil takes who filed it.
    ///   - company: where the company stands that files it; nil where there is none.
    ///   - hasConsented: nil takes whether the case has the consent.
    public init(
        of unbindingCase: UnbindingCase, isFiledByMachine: Bool? = nil, photos: Int, hasKey: Bool,
        company: Company.State?, hasConsented: Bool? = nil
    ) {
        let byMachine = isFiledByMachine ?? unbindingCase.isFiledByMachine
        self.init(
            photos: photos, hasKey: hasKey, needsKey: !byMachine && unbindingCase.network == .other,
            isCompanyVerified: byMachine ? nil : FilingFailure(company) == nil,
            hasConsented: hasConsented ?? (unbindingCase.consentVersion != nil))
    }

    /// What is missing and what to do about it; nil when nothing is.
    public var missing: Phrase? {
        if isCompanyVerified == false {
            return FilingFailure.rule
        }
        if photos == 0 {
            return Phrase(
                en: "add a photo of the label, the invoice or the screen that shows the serial",
                vi: "hãy thêm ảnh nhãn, hóa đơn hoặc màn hình có số seri")
        }
        if needsKey, !hasKey {
            return Phrase(
                en: "give the key string: SADP tool, Forgot Password, QR code or Export",
                vi: "hãy gửi chuỗi ký tự: công cụ SADP, Quên mật khẩu, mã QR hoặc Export")
        }
        if !hasConsented {
            return Phrase(
                en: "consent to the responsibility is needed to file", vi: "cần đồng ý chịu trách nhiệm mới gửi được")
        }
        return nil
    }
}
