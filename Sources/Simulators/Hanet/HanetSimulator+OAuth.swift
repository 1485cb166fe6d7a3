import HTTPTypes
import Hummingbird
import Synchronization

/// `oauth.hanet.com` (contract 2): the authorization code and refresh grants.
extension HanetSimulator {
    func addOAuthRoutes(to router: Router<BasicRequestContext>) {
        router.get("/oauth2/authorize") { request, _ in
            let query = request.uri.queryParameters
            guard query["response_type"] == "code", query["scope"] == "full",
                let back = query["redirect_uri"].map(String.init)
            else { return Response(status: .badRequest) }
            let code = self.state.withLock { state in
                state.counter += 1
                state.authorizationCodes.insert("code-\(state.counter)")
                return "code-\(state.counter)"
            }
            return Response(status: .found, headers: [.location: "\(back)?code=\(code)"])
        }
        router.post("/token") { request, _ in try await self.token(Form(request)) }
    }

    private func token(_ form: Form) -> JSONReply {
        state.withLock { state in
            state.calls["/token", default: 0] += 1
            guard form["client_id"] == state.options.clientID, form["client_secret"] == state.options.clientSecret
            else {
                return JSONReply(
                    "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}",
                    status: .unauthorized)
            }
            switch form["grant_type"] {
            case "refresh_token":
                guard let old = form["refresh_token"], state.refreshTokens.contains(old) else {
                    return HanetSimulator.invalidGrant("Refresh token is invalid")
                }
                return HanetSimulator.pair(&state, rotating: state.options.rotates)
            case "authorization_code":
                guard let code = form["code"], state.authorizationCodes.remove(code) != nil else {
                    return HanetSimulator.invalidGrant("Authorization code is invalid")
                }
                return HanetSimulator.pair(&state, rotating: true)
            default: return HanetSimulator.invalidGrant("Grant type is not supported")
            }
        }
    }

    private static func invalidGrant(_ description: String) -> JSONReply {
        JSONReply("{\"error\":\"invalid_grant\",\"error_description\":\"\(description)\"}", status: .badRequest)
    }

    /// A new access token; with rotation a new refresh token too, and the old ones are refused from then on.
    private static func pair(_ state: inout State, rotating: Bool) -> JSONReply {
        state.counter += 1
        let fresh = "hanet-token-\(state.counter)"
        state.tokens.insert(fresh)
        let life = state.options.tokenLife
        state.ends[fresh] = .now + .seconds(life)
        guard rotating else {
            return JSONReply("{\"access_token\":\"\(fresh)\",\"expires_in\":\(life),\"token_type\":\"bearer\"}")
        }
        let next = "hanet-refresh-\(state.counter)"
        state.refreshTokens = [next]
        return JSONReply(
            "{\"access_token\":\"\(fresh)\",\"refresh_token\":\"\(next)\",\"expires_in\":\(life),\"token_type\":\"bearer\"}"
        )
    }
}
