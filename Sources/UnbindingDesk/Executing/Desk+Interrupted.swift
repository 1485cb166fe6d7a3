import Attendance
import LocalNetwork
import SADP
import Store
import UnbindingCases

/// Unbindings in whose middle the program ended: nobody knows what came of them until somebody asks.
extension Desk {
    /// Asks again about every case that is under way and that nobody carries out any more: it is unbound or failed
    /// afterwards, and a failed one can be tried again.
    ///
    /// - Parameter progress: called after each case.
    /// - Returns: the number of cases.
    /// - Throws: the first of what went wrong, after all others were settled: one case holds up no other.
    @discardableResult
    public func settleInterrupted(progress: () -> Void = {}) async throws -> Int {
        var (count, problem): (Int, (any Error)?) = (0, nil)
        for found in try await store.cases.executing() {
            do { if try await settle(found) { count += 1 } } catch { problem = problem ?? error }
            progress()
        }
        if let problem { throw problem }
        return count
    }

    /// False where somebody is at it.
    private func settle(_ found: UnbindingCase) async throws -> Bool {
        guard let hold = try store.cases.hold(found) else { return false }
        defer { withExtendedLifetime(hold) {} }
        let present = try await store.cases.find(found.number)
        guard present.state == .executing else { return false }
        let step =
            switch await ask(about: present) {
            case .verified(let source): CaseStep(.verify, detail: "asked again after a restart: \(source)")
            case .failed(let phrase): CaseStep(.fail, detail: Desk.interrupted(phrase).bothLanguages)
            }
        _ = try await decide(present, by: step, actor: .machine(.system))
        return true
    }

    /// Whether the device is free, by whatever the case was being carried out with. Nothing is changed anywhere.
    private func ask(about unbindingCase: UnbindingCase) async -> Outcome {
        do {
            switch unbindingCase.authority {
            case .sadp: return await askDevice(of: unbindingCase)
            case .hikPartnerPro:
                guard let vendor = try await hikPartnerPro() else { return .failed(Desk.notKnown) }
                let session = try await vendor.signIn()
                return try await vendor.device(unbindingCase.serial, session) == nil
                    ? .verified("Hik-Partner Pro lists it no more") : .failed(Desk.stillBound)
            case .register:
                let isFree = try await store.bindings.entry(unbindingCase.serial).map { $0.account == nil } ?? false
                return isFree ? .verified("register") : .failed(Desk.stillBound)
            case .manual: return try await verifyManual(unbindingCase)
            case nil: return .failed(Desk.notKnown)
            }
        } catch {
            return .failed(error.explained.phrase)
        }
    }

    private func askDevice(of unbindingCase: UnbindingCase) async -> Outcome {
        guard let mac = unbindingCase.mac else { return .failed(Desk.notKnown) }
        switch try? await devices(on: unbindingCase.interface).answer(
            of: mac, serial: unbindingCase.serial)
        {
        case .notBound?, .serviceDisabled?: return .verified("the device answered: not bound")
        case .bound?: return .failed(Desk.stillBound)
        default: return .failed(Desk.notKnown)
        }
    }

    private static let notKnown = Phrase(
        en: "nothing answers whether the device is free: ask it again by another try",
        vi: "chưa xác nhận được thiết bị đã hủy liên kết hay chưa: hãy thực hiện lại để kiểm tra")

    private static func interrupted(_ phrase: Phrase) -> Phrase {
        Phrase(
            en: "the program ended in the middle of the unbinding; \(phrase.en)",
            vi: "chương trình dừng giữa lúc đang hủy liên kết; \(phrase.vi)")
    }
}
