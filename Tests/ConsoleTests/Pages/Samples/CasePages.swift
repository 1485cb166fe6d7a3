import Attendance

@testable import Console

extension PageSample {
    static let casePages = [
        PageSample(
            "cases",
            CasesPage(
                rows: [
                    CasesPage.Row(
                        number: "HD-1", device: "DS-K1T341 Q01728482", state: "rejected", tone: "bad",
                        outcome: "The photo shows another device.", installer: "minh", opened: "15/03/2026 08:00"),
                    CasesPage.Row(
                        number: "HD-2", device: "DS-K1T342 Q01728483", state: "filed", tone: "busy", outcome: nil,
                        installer: "minh", opened: "16/03/2026 08:00"),
                ], mayFile: true, mayDecide: true)),
        PageSample("cases-none", CasesPage(rows: [], mayFile: false, mayDecide: false)),
        PageSample(
            "case-new",
            NewCasePage(
                stop: nil,
                lists: [
                    NewCasePage.List(address: "/network?list=5", name: "eth0", isClaimed: false),
                    NewCasePage.List(address: "/network?list=6", name: "Kho", isClaimed: true),
                ], refusal: nil, serial: serial("Q01728482", hint: "Read from the photo."), token: "t")),
        PageSample(
            "case-new-by-hand", NewCasePage(stop: nil, lists: [], refusal: nil, serial: serial(""), token: "t")),
        PageSample(
            "case-new-before-the-company-is-verified",
            NewCasePage(
                stop: "Your company is not verified yet.", lists: [], refusal: nil, serial: serial(""), token: "t")),
        PageSample("case-filed", CaseFiledPage(number: "HD-2", title: "DS-K1T342", due: "17/03/2026 08:00")),
        PageSample("case-draft", draft), PageSample("case-on-the-desk", onTheDesk),
        PageSample("case-rejected", rejected),
    ]

    private static func serial(_ text: String, hint: String = "") -> FieldInput {
        FieldInput(
            "serial", .line(isNumber: false), label: Phrase(verbatim: "Or type the serial"),
            help: Phrase(verbatim: hint),
            FieldState(values: [text], isRequired: true), FormProblems(), .en)
    }

    /// Of its installer, with everything that can be added.
    private static let draft = page(
        state: "draft", word: "draft", photos: [kept, forgotten], isDraft: true, mayEdit: true, needsKey: true,
        hasKey: true, mayFile: true, missing: "a photo of the label", mayAnswer: true, mayWithdraw: true,
        mayUnbindHere: true)

    private static let onTheDesk = page(
        state: "more asked", word: "moreAsked", asked: "the invoice", photos: [struck],
        deadline: CasePage.Deadline(
            due: "17/03/2026 08:00", countdown: 1_773_709_200_000, isOverdue: true, isBeyondCalendar: true,
            working: "8 h", calendar: 2,
            steps: [
                CasePage.Step(
                    from: "16/03/2026 08:30", to: "16/03/2026 12:00", length: "3 h 30 min", why: "counts", counts: true),
                CasePage.Step(
                    from: "16/03/2026 12:00", to: "16/03/2026 13:00", length: "1 h", why: "a break", counts: false),
            ]),
        related: [CasePage.Related(number: "HD-1", text: "rejected · minh", address: "/cases/HD-1")],
        desk: CasePage.Desk(
            mayTake: true, mayRelease: true, mayDecide: true, mayAsk: true, mayExecute: true, seen: 4, reviewer: "hoa",
            reasons: [Choice("other", "Another reason")], authorities: [Choice("sadp", "Local network")], isOwn: true),
        mayDossier: true)

    private static let rejected = page(
        state: "rejected", word: "rejected", sentence: "The photo shows another device.", words: "Send the label.",
        deadline: CasePage.Deadline(
            due: "17/03/2026 08:00", countdown: nil, isOverdue: false, isBeyondCalendar: false, working: "8 h",
            calendar: 2, steps: []),
        desk: CasePage.Desk(
            mayTake: false, mayRelease: false, mayDecide: false, mayAsk: false, mayExecute: false, seen: 5,
            reviewer: nil, reasons: [], authorities: [], isOwn: false),
        mayFileAgain: true, mayDossier: true)

    private static func page(
        state: String, word: String, sentence: String? = nil, words: String? = nil, asked: String? = nil,
        photos: [CasePhoto] = [], deadline: CasePage.Deadline? = nil, related: [CasePage.Related] = [],
        isDraft: Bool = false, mayEdit: Bool = false, needsKey: Bool = false, hasKey: Bool = false,
        mayFile: Bool = false, missing: String? = nil, mayAnswer: Bool = false, mayWithdraw: Bool = false,
        mayUnbindHere: Bool = false, desk: CasePage.Desk? = nil, mayFileAgain: Bool = false, mayDossier: Bool = false
    ) -> CasePage {
        CasePage(
            number: "HD-2", title: "DS-K1T342 Q01728483", state: state, stateWord: word, tone: "busy",
            sentence: sentence, words: words, asked: asked,
            facts: [Fact(name: "Serial", value: "Q01728483")],
            checks: [CasePage.Check(name: "Photo", tone: "good", result: "passed", detail: "It shows the serial.")],
            photos: photos,
            log: [CasePage.Entry(time: "16/03/2026 08:00", actor: "minh", event: "opened", detail: "by hand")],
            deadline: deadline, related: related, isDraft: isDraft, mayEdit: mayEdit, needsKey: needsKey,
            hasKey: hasKey, mayFile: mayFile, missing: missing, mayAnswer: mayAnswer, mayWithdraw: mayWithdraw,
            mayFileAgain: mayFileAgain, consent: "I may unbind this device.", consentVersion: "1",
            mayUnbindHere: mayUnbindHere, desk: desk, mayDossier: mayDossier, token: "t")
    }

    private static let kept = photo(
        marks: [CasePhoto.Mark(points: "0,0 10,0 10,10 0,10", tone: "good")], removal: "/cases/HD-2/photos/1/delete")
    private static let forgotten = photo(isKept: false)
    private static let struck = photo(struck: "Struck out by hoa", removal: "/cases/HD-2/photos/2/stand")

    private static func photo(
        marks: [CasePhoto.Mark] = [], isKept: Bool = true, struck: String? = nil, removal: String? = nil
    ) -> CasePhoto {
        CasePhoto(
            address: "/cases/HD-2/photos/1", fileName: "nhãn.jpg", width: 800, height: 600, viewBox: "0 0 800 600",
            marks: marks, tone: "good", verdict: "The label names Q01728483.", isKept: isKept, struck: struck,
            removal: removal, removalWord: "Remove", token: "t")
    }
}
