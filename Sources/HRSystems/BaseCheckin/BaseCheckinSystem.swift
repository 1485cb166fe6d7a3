import Attendance
import HRKit
import HTTPTransport
import Wire

/// Delivers batches through `mass_sync` and finds unknown employee codes through `checkin_codes` (contract 1).
struct BaseCheckinSystem: HRSystem {
    private let context: HRContext
    private let codes = CodeList()
    private let habits: CountingHabits
    private let differences = Differences()

    init(context: HRContext) {
        self.context = context
        habits = CountingHabits(mayHaveSentBefore: context.isAfterFailure)
    }

    var batchSize: Int { context.fields["batch-size"].flatMap { Int($0) } ?? 200 }

    private var target: String { WebAddress.origin(of: baseURL) }
    private var baseURL: String { context.fields["base-url"] ?? BaseCheckinKind.defaultURL }
    private var zone: Zone { context.fields["time-zone"].flatMap(Zone.init) ?? .vietnam }

    func send(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
        let known = try await currentCodes()
        let isKnown = batch.map { known?.contains(BaseCode.normalized($0.code)) ?? true }
        var sent = try await massSync(zip(batch, isKnown).filter(\.1).map(\.0)).makeIterator()
        return zip(batch, isKnown).map { punch, isKnown in
            guard isKnown else { return .parked(.unknownCode, unknown(punch.code)) }
            return sent.next() ?? .untried
        }
    }

    /// Sends records and settles each by what Base says of them: a success may be one of some of them only.
    private func massSync(_ batch: [OutgoingPunch]) async throws(BatchFailure) -> [DeliveryOutcome] {
        guard !batch.isEmpty else { return [] }
        let isNew = habits.sending(batch)
        let reply = try await call("mass_sync", ["logs": MassSyncLogs.text(batch, zone: zone)])
        switch answer(reply, to: batch) {
        case .refused(let phrase): throw .refused(phrase)
        case .hasIt:
            return [.delivered(receipt: reply.isQuotable ? reply.message.en : nil)]
        case .counted(let tally):
            let result = await BatchAccount.settle(
                batch, tally, by: "Base", habits, isNew: isNew, refusal: { BaseWords.outcome($0, $1) },
                ask: { [self] (some) async throws(BatchFailure) in
                    answer(try await call("mass_sync", ["logs": MassSyncLogs.text(some, zone: zone)]), to: some)
                })
            if let difference = result.difference { differences.add(difference) }
            return result.outcomes
        }
    }

    private func answer(_ reply: BaseReply, to batch: [OutgoingPunch]) -> BatchAnswer {
        guard !reply.isSuccess else {
            return .counted(
                ReplyTally(reply.document, of: batch, code: BaseCode.normalized, isQuotable: reply.isQuotable))
        }
        // One record alone that Base calls a repetition has arrived before: its answer was lost.
        let isRepetition = batch.count == 1 && BaseWords.sayDuplicate(reply.document["message"]?.text ?? "")
        return isRepetition ? .hasIt : .refused(reply.refusal)
    }

    func takeDifferences() -> [Phrase] { differences.take() }

    func knownCodes(among codes: Set<String>) async throws(BatchFailure) -> Set<String>? {
        guard let known = try await currentCodes() else { return codes }
        return codes.filter { known.contains(BaseCode.normalized($0)) }
    }

    func test() async throws(BatchFailure) -> Phrase {
        guard let known = try await currentCodes() else {
            return Phrase(
                en:
                    "\(target) accepts the token, but its list of codes is not in a known form: unknown codes cannot be told",
                vi: "\(target) chấp nhận token, nhưng danh sách mã không đúng dạng đã biết: không phát hiện được mã lạ")
        }
        return Phrase(
            en: "\(target) accepts the token and knows \(known.count.written(.en)) employee codes",
            vi: "\(target) chấp nhận token và có \(known.count.written(.vi)) mã chấm công")
    }

    /// The codes that HR knows, read once per pass. Nil when they cannot be told: then everything is delivered and
    /// nothing parked (contract 1.2).
    private func currentCodes() async throws(BatchFailure) -> Set<String>? {
        if let read = codes.value { return read.codes }
        let reply = try await call("checkin_codes", [:])
        // This call is the credential test that Base documents: refused, it is the client that is refused.
        guard reply.isSuccess else { throw .clientRefused(reply.refusal) }
        let list = CodeList.codes(in: reply.document)
        codes.keep(list)
        return list
    }

    private func call(
        _ operation: String, _ fields: KeyValuePairs<String, String>
    ) async throws(BatchFailure) -> BaseReply {
        var form = FormBody()
        form.add("client_token", context.fields["token"])
        form.add("client_password", context.fields["password"])
        form.add("code_type", context.fields["code-type"] ?? "checkin_code")
        for field in fields { form.add(field.key, field.value) }
        let url = WebAddress.join(baseURL, "/v1/cloud/" + operation)
        do throws(ExchangeFailure) {
            let call = HTTPCall.form(url, form.bytes, timeout: context.timeout)
            let reply = try await context.http.accepted(call, now: context.now)
            guard let answer = BaseReply(reply) else { throw ExchangeFailure(unreadable: reply, calling: url) }
            return answer
        } catch {
            throw BatchFailure(error)
        }
    }

    private func unknown(_ code: String) -> Phrase {
        Phrase(
            en: "HR does not know the employee code “\(code)”; add it there and the punch goes by itself",
            vi: "HRM chưa có mã chấm công “\(code)”; thêm mã này trên HRM, bản ghi sẽ tự được gửi")
    }
}
