import Access
import Attendance
import LocalNetwork

/// Where a case begins: with a device of the network, or with a serial.
struct NewCasePage: PageModel {
    static let template = "case-new"

    struct List: Sendable {
        let address: String
        let name: String
        let isClaimed: Bool
    }

    /// Why nothing can be filed yet; nil when it can.
    let stop: String?
    let lists: [List]
    let refusal: FormRefusal?
    let serial: FieldInput
    let token: String
}

extension NewCasePage {
    static let serialID = "serial"

    /// - Parameters:
    ///   - stop: why nothing can be filed yet.
    ///   - serial: what the field shows.
    ///   - hint: where that came from.
    init(
        _ lists: [NetworkList], stop: Phrase?, serial: String, hint: Phrase?, _ problems: FormProblems,
        for reader: Reader
    ) {
        self.stop = stop?[reader.language]
        self.lists = lists.map {
            List(address: "/network?list=\($0.id)", name: $0.network, isClaimed: $0.isReported)
        }
        self.serial = FieldInput(
            NewCasePage.serialID, .line(isNumber: false),
            label: Phrase(en: "Or type the serial", vi: "Hoặc nhập số seri"),
            help: hint ?? Phrase(verbatim: ""),
            FieldState(
                values: [serial], isRequired: true,
                hints: [
                    ("maxlength", "128"), ("autocapitalize", "characters"), ("autocomplete", "off"),
                    ("spellcheck", "false"),
                ].map { FieldInput.Hint(attribute: $0, setting: $1) }, placeholder: "Q01728482"), problems,
            reader.language)
        refusal = FormRefusal(problems, [self.serial], reader.language)
        token = reader.formToken
    }
}

/// Says that a case was filed.
struct CaseFiledPage: PageModel {
    static let template = "case-filed"

    let number: String
    let title: String
    let due: String
}
