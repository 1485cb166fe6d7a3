import Access
import Attendance
import HTTPTypes
import Hummingbird

/// Errors as their doors show them: problem documents for programs, pages for people.
struct ErrorAnswers: Sendable {
    let frame: Frame
    let identification: Identification

    func answer(to error: any Error, _ request: Request, _ context: ConsoleContext) async -> Response {
        let refusal = Refusal(error)
        var context = context
        context.language = Language.asked(by: request.headers[.acceptLanguage]) ?? .vi
        if let cookie = request.cookies["rollcall-language"].flatMap({ Language(rawValue: $0.value) }) {
            context.language = cookie
        }
        if request.uri.path.hasPrefix("/api/") || request.uri.path.hasPrefix("/hooks/") {
            return refusal.problem(context.language)
        }
        // The frame shows who is signed in, which the gate had found out and the error forgot.
        try? await identification.person(of: request, in: &context)
        context.language = context.user?.language ?? context.language
        let model = ErrorPage(refusal, context.language)
        var response = frame.page(
            model, title: model.heading, request: request, context: context, status: refusal.status)
        if let wait = refusal.retryAfter { response.headers[.retryAfter] = String(wait.components.seconds) }
        return response
    }
}
