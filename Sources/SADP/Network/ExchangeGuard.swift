/// Watches the answers to one `exchangecode`. Nothing on this network is authenticated: whoever answers chooses the key
/// under which the password would leave. So one answer counts, from the announced address, and a second one ends it.
///
/// Source: SADP contract 7, the rules against impersonation.
struct ExchangeGuard: Sendable {
    private let request: SADPRequest
    /// The address that the device announced and answers from.
    private let address: String
    private(set) var answer: SADPAnswer.ExchangeAnswer?

    init(_ request: SADPRequest, of address: String) {
        self.request = request
        self.address = address
    }

    /// Takes a datagram; true when it was an answer to the exchange.
    ///
    /// - Throws: `impostor`, `answeredTwice`: the password must not leave.
    mutating func receive(_ arrival: Arrival) throws(SADPFailure) -> Bool {
        guard let document = try? SADPDocument(arrival.bytes), document.root.lowercased() != "probe",
            document["Uuid"] == request.uuid
        else { return false }
        guard arrival.source == address else { throw .impostor(address: arrival.source) }
        guard case .exchange(let answer)? = SADPAnswer(document, to: request) else { return false }
        guard self.answer == nil else { throw .answeredTwice }
        self.answer = answer
        return true
    }
}
