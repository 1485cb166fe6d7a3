import HTTPTypes
import Hummingbird

/// What every answer carries, and every error as its door shows errors.
struct AnswerMiddleware: RouterMiddleware {
    typealias Context = ConsoleContext

    let policy: ServingPolicy
    let errors: ErrorAnswers

    func handle(
        _ request: Request, context: ConsoleContext, next: (Request, ConsoleContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = await errors.answer(to: error, request, context)
        }
        // Terminals' clients are written by hand: they get what they need and no more.
        if TerminalDoor.has(context.endpointPath) { return response }
        for (name, value) in AnswerMiddleware.fixed { response.headers[name] = value }
        // Browsers hold it for a name; `localhost` belongs to other programs of the machine too.
        if policy.isEncrypted, let name = HTTPField.Name("Strict-Transport-Security"),
            ServingPolicy.name(of: request.head.authority ?? "") != "localhost"
        {
            response.headers[name] = "max-age=31536000"
        }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        // Of errors too: whoever asks by HEAD takes what follows for the next answer.
        return request.method == .head ? response.createHeadResponse() : response
    }

    /// No script but ours, no frame, no guessing of types, no address given away.
    private static let fixed: [(HTTPField.Name, String)] = {
        let texts = [
            (
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
            ),
            ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
            ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Permissions-Policy", "camera=(self), microphone=(), geolocation=()"),
        ]
        return texts.compactMap { name, value in HTTPField.Name(name).map { ($0, value) } }
    }()
}
