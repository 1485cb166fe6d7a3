import Attendance
import Foundation
import HRKit
import HTTPTransport
import Simulators
import Synchronization
import TestSupport
import Testing
import Wire

/// What every HR system must make of troubles, run over every kind and every trouble that the kind knows.
@Suite struct HRTroubleContract {
    /// Each with a stand-in of its own: what is ordered for one test befalls no other.
    private static var pairs: [(HRKindUnderTest, HRTrouble)] {
        HRKindUnderTest.all.enumerated().flatMap { place, subject in
            subject.troubles.map { (HRKindUnderTest.all[place], $0) }
        }
    }

    @Test(arguments: pairs)
    func aTroubleIsToldWithWhoseMoveItIsAndCostsNothing(_ subject: HRKindUnderTest, _ trouble: HRTrouble) async throws {
        try await subject.with { stage in
            try trouble.cause(stage.place)
            if let fault = trouble.fault {
                for simulator in subject.simulators { simulator.faults.order(fault, times: 1000) }
            }
            let batch = Array(PunchSample.batch.prefix(3))
            let sent = await Sent.by(try stage.system(trouble.fields(stage.place), timeout: trouble.timeout), batch)
            #expect(sent.move == trouble.move, "\(sent)")
            #expect(sent.wait == trouble.wait)
            let phrase = try #require(sent.phrases.first)
            #expect(phrase.en.contains(trouble.names ?? subject.target(stage.place)), "\(phrase.en)")
            #expect(phrase.en != phrase.vi)
            #expect(!phrase.en.contains("hush-hush") && !phrase.vi.contains("hush-hush"))

            for simulator in subject.simulators { simulator.faults.clear() }
            #expect(await Sent.by(try stage.system(), batch).deliveredPlaces == [0, 1, 2])
            #expect(try stage.known() == stage.facts(of: batch))
        }
    }

    @Test(arguments: HRKindUnderTest.promising { !$0.unbelieved.isEmpty })
    func anAnswerThatLeavesItOpenIsNoDelivery(_ subject: HRKindUnderTest) async throws {
        for fault in subject.unbelieved {
            try await subject.with { stage in
                for simulator in subject.simulators { simulator.faults.order(fault, times: 1000) }
                let sent = await Sent.by(try stage.system(), PunchSample.batch)
                #expect(sent.deliveredPlaces.isEmpty, "\(fault)")
                #expect(!sent.phrases.isEmpty, "\(fault)")
                for simulator in subject.simulators { simulator.faults.clear() }
                // It may have arrived: sent again it is the same.
                #expect(await Sent.by(try stage.system(), PunchSample.batch).deliveredPlaces.count == 16, "\(fault)")
                #expect(try stage.known() == stage.facts(of: PunchSample.batch), "\(fault)")
            }
        }
    }

    @Test(arguments: HRKindUnderTest.promising { !$0.believed.isEmpty })
    func aBodyThatDoesNotMatterIsNotWaitedFor(_ subject: HRKindUnderTest) async throws {
        for fault in subject.believed {
            try await subject.with { stage in
                for simulator in subject.simulators { simulator.faults.order(fault, times: 1000) }
                let sent = await Sent.by(try stage.system(), Array(PunchSample.batch.prefix(4)))
                #expect(sent.deliveredPlaces == [0, 1, 2, 3], "\(fault): \(sent)")
            }
        }
    }

    @Test(.timeLimit(.minutes(2)), arguments: HRKindUnderTest.all)
    func whoIsStoppedInTheMiddleStopsAndTellsOnlyWhatArrived(_ subject: HRKindUnderTest) async throws {
        try await subject.with { stage in
            for simulator in subject.simulators { simulator.faults.order(.hang(seconds: 600), times: 1000) }
            let system = try stage.system(timeout: .seconds(600))
            let isOver = Mutex(false)
            let sending = Task {
                defer { isOver.withLock { $0 = true } }
                return await Sent.by(system, PunchSample.batch)
            }
            #expect(
                try await eventually {
                    isOver.withLock { $0 } || subject.simulators.contains { $0.faults.requests(on: "/") > 0 }
                })
            sending.cancel()
            let sent = await sending.value
            let delivered = sent.deliveredPlaces.map { PunchSample.batch[$0] }
            #expect(try stage.known() == stage.facts(of: delivered))
            for simulator in subject.simulators { simulator.faults.clear() }
            #expect(await Sent.by(try stage.system(), PunchSample.batch).deliveredPlaces.count == 16)
            #expect(try stage.known() == stage.facts(of: PunchSample.batch))
        }
    }

    @Test(
        arguments: HRKindUnderTest.all,
        [
            "", "null", "[]", "0", "\"ok\"", "{", "{}", "\u{FEFF}{\"code\":1}", "<html><body>ok</body></html>",
            #"{"code":"one"}"#, #"{"code":1,"data":{"count":-1}}"#, #"{"code":1,"data":{"count":1e300}}"#,
            #"{"code":1,"data":{"count":7.5}}"#, #"{"code":1,"codes":{"7":true},"data":"7"}"#,
            #"{"code":1,"failed":[null,[],{},{"id":7},{"id":null}]}"#, #"{"code":0,"message":["no"]}"#,
            String(repeating: "[", count: 100_000), #"{"code":1,"message":"\#u{1B}[31m\#u{202E}"}"#,
            "{\"code\":0,\"message\":\"\(String(repeating: "no ", count: 100_000))\"}",
        ])
    func anAnswerInNoKnownFormIsBorneInFewCallsAndShortWords(_ subject: HRKindUnderTest, _ answer: String) async throws
    {
        try await subject.with { stage in
            let stub = StubHTTP { _ in HTTPReply(status: 200, body: Array(answer.utf8)) }
            let sent = await Sent.by(try stage.system(http: stub), PunchSample.batch)
            #expect(sent.failure != nil || sent.outcomes.count == PunchSample.batch.count)
            #expect(stub.calls.count <= 4 * PunchSample.batch.count)
            for text in sent.phrases.flatMap({ [$0.en, $0.vi] }) {
                #expect(text.count < 1000)
                #expect(!text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E }, "\(text)")
            }
        }
    }

    @Test(arguments: HRKindUnderTest.all, [200, 400, 401, 403, 404, 410, 422, 429, 500, 503])
    func noTextHoldsASecretWhateverTheSystemRepeats(_ subject: HRKindUnderTest, _ status: Int) async throws {
        try await subject.with { stage in
            // A server in the mood for debugging says all that it was sent.
            let echo = StubHTTP { call in
                let heard = call.url + call.headers.map { "\($0.name): \($0.value)" }.joined()
                let all = heard + String(decoding: call.body ?? [], as: UTF8.self)
                let reply: JSONValue = ["code": 0, "message": .string(all), "error": .string(all)]
                return HTTPReply(status: status, body: reply.bytes)
            }
            // As every pass of deliveries does.
            try await ReplyText.$mask.withValue(SecretMask(stage.secrets)) {
                let system = try stage.system(http: echo)
                var phrases = await Sent.by(system, PunchSample.batch).phrases
                do throws(BatchFailure) { phrases.append(try await system.test()) } catch {
                    phrases.append(error.phrase)
                }
                for text in phrases.flatMap({ [$0.en, $0.vi] }) { #expect(!text.contains("hush"), "\(text)") }
            }
            let identity = subject.kind.identity(FieldValues(subject.fields(stage.place).mapValues { [$0] }))
            for secret in stage.secrets { #expect(!identity.contains(secret)) }
        }
    }
}
