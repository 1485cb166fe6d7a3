import Access
import Attendance
import UnbindingCases
import UnbindingDesk

extension CasePage.Desk {
    init(_ unbinding: UnbindingCase, _ reader: Reader) {
        let state = unbinding.state
        let rights = CaseRights(reader.principal)
        isOwn = rights.hasFiled(unbinding)
        let isFree =
            unbinding.reviewer == nil || unbinding.reviewer == reader.principal.name || state == .filed
        let isToDecide = !isOwn && isFree && state.after(.approve) != nil
        mayTake = !isOwn && state == .filed
        mayRelease =
            state == .inReview && (unbinding.reviewer == reader.principal.name || rights.overridesReviewer(.release))
        mayDecide = isToDecide || (!isOwn && [.failed, .approved, .moreAsked].contains(state))
        mayAsk = isToDecide
        mayExecute = !isOwn && state.after(.execute) != nil
        seen = unbinding.logHead.count
        reviewer = state == .inReview ? unbinding.reviewer : nil
        reasons = RejectionReason.allCases.map { Choice($0.rawValue, $0.sentence[reader.language]) }
        authorities = UnbindingAuthority.allCases.filter { $0 != .sadp || unbinding.mac != nil }.map {
            Choice($0.rawValue, $0.label[reader.language])
        }
    }
}

extension CasePage.Related {
    /// - Parameter isBefore: the page's case was filed again after this one.
    init(_ other: UnbindingCase, isBefore: Bool, _ reader: Reader) {
        let link = isBefore ? reader.say("filed again after it", "gửi lại sau yêu cầu này") : other.installer
        number = other.number
        text = "\(other.state.label[reader.language]) · \(link)"
        address = "/cases/\(other.number)"
    }
}
