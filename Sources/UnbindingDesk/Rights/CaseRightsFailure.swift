import Attendance

/// Why something with a case is for somebody else to do. Nothing was changed.
public enum CaseRightsFailure: Failure, Hashable {
    /// This person filed the case.
    case ownCase
    /// This program opened the case.
    case ownProgramsCase
    /// The program speaks for a company, whatever its scopes.
    case speaksForCompany
    case deskAlone

    public var phrase: Phrase {
        switch self {
        case .ownCase:
            Phrase(
                en: "you filed this case: somebody else decides it",
                vi: "bạn đã gửi yêu cầu này: người khác sẽ quyết định")
        case .ownProgramsCase:
            Phrase(
                en: "this program opened the case: somebody else decides it",
                vi: "chương trình này đã tạo yêu cầu: người khác sẽ quyết định")
        case .speaksForCompany:
            Phrase(
                en: "this token speaks for a company, not for the desk",
                vi: "token này của một công ty, không phải của bộ phận duyệt")
        case .deskAlone:
            Phrase(en: "this is for the desk to do", vi: "việc này do bộ phận duyệt thực hiện")
        }
    }

    public var blame: Blame {
        switch self {
        // Others may do it: the case is this one's own.
        case .ownCase, .ownProgramsCase: .request
        case .speaksForCompany, .deskAlone: .permission
        }
    }
}
