import Attendance
import Hummingbird
import UnbindingCases
import UnbindingDesk
import Wire

extension Visit {
    /// What this visitor may do with cases.
    var caseRights: CaseRights { CaseRights(principal) }

    /// Does something to a case and goes on to a place of it, or back to its page with the reason where it was refused.
    func onCase(
        _ found: UnbindingCase, at place: String = "", _ work: () async throws -> Flash?
    ) async throws -> Response {
        do { return redirect("/cases/\(found.number)\(place)", try await work()) } catch {
            let refusal = Refusal(error)
            guard refusal.status.code < 500 else { throw error }
            let page = place.hasPrefix("#") ? place : ""
            return redirect("/cases/\(found.number)\(page)", .bad(refusal.phrase[language]))
        }
    }

    /// The photo of a form.
    ///
    /// - Throws: `RequestFailure` where none was chosen.
    func photo() throws -> Form.File {
        guard let photo = form.files["photo"], !photo.bytes.isEmpty else {
            throw RequestFailure(en: "choose a photo first", vi: "hãy chọn ảnh trước")
        }
        return photo
    }
}
