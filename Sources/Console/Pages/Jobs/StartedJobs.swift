import Access
import Attendance
import AttendanceHub
import ConnectorKit
import HRKit
import Store
import SyncEngine
import Wire

/// Syncs, tests and pushes as jobs: whoever starts one sees how it goes.
struct StartedJobs: Sendable {
    let engine: Engine
    let jobs: Jobs
    /// Told when deliveries may have become due.
    let wakeDeliveries: @Sendable () -> Void

    /// Reads devices, one beside the other.
    func sync(_ devices: [Device], _ request: SyncRequest, by principal: Principal) -> Job {
        let (engine, actor, wake) = (engine, principal.actor, wakeDeliveries)
        let title =
            devices.count == 1
            ? Phrase(en: "Sync “\(devices[0].name)”", vi: "Đồng bộ “\(devices[0].name)”")
            : Phrase(
                en: "Sync \(devices.count.written(.en)) devices", vi: "Đồng bộ \(devices.count.written(.vi)) thiết bị")
        return jobs.start("sync", title, by: principal) { line in
            let reports = await engine.sync(devices, request, by: actor)
            for report in reports {
                line(
                    Job.Line(
                        title: Phrase(verbatim: report.device), text: report.error ?? report.line, isFine: report.ok))
            }
            wake()
            return Job.results { language in ["runs": .array(reports.map { $0.json(language) })] }
        }
    }

    /// Goes through a device's connection step by step.
    func test(_ device: Device, by principal: Principal) -> Job {
        let (engine, actor) = (engine, principal.actor)
        return jobs.start(
            "test", Phrase(en: "Test “\(device.name)”", vi: "Kiểm tra “\(device.name)”"), by: principal
        ) { line in
            let steps = StepList()
            do {
                _ = try await engine.test(device, by: actor) { title, result in
                    let step: Job.Line =
                        switch result {
                        case .success(let detail): Job.Line(title: title, text: detail, isFine: true)
                        case .failure(let failure): Job.Line(title: title, text: failure.phrase, isFine: false)
                        }
                    steps.append(step)
                    line(step)
                }
            } catch {
                let step = Job.Line(
                    title: Phrase(en: "Start", vi: "Bắt đầu"), text: error.explained.phrase, isFine: false)
                steps.append(step)
                line(step)
            }
            return Job.results { language in
                [
                    "device": .string(device.name), "ok": .bool(steps.all.allSatisfy { $0.isFine == true }),
                    "steps": .array(
                        steps.all.map {
                            [
                                "step": .string($0.title[language]), "ok": .bool($0.isFine ?? false),
                                "detail": .string($0.text[language]),
                            ]
                        }),
                ]
            }
        }
    }

    /// Asks an HR system something harmless with the client's credentials.
    func test(_ client: HRClient, by principal: Principal) -> Job {
        let engine = engine
        return jobs.start(
            "hr-test", Phrase(en: "Test “\(client.name)”", vi: "Kiểm tra “\(client.name)”"),
            about: "/hr/\(client.id)", by: principal
        ) { line in
            let title = Phrase(en: "Ask the HR system", vi: "Kiểm tra hệ thống HRM")
            let outcome: (isFine: Bool, text: Phrase)
            do {
                switch try await engine.test(client) {
                case .success(let detail): outcome = (true, detail)
                case .failure(let failure): outcome = (false, failure.phrase)
                }
            } catch {
                outcome = (false, error.explained.phrase)
            }
            line(Job.Line(title: title, text: outcome.text, isFine: outcome.isFine))
            return Job.results { language in
                ["hr": .string(client.name), "ok": .bool(outcome.isFine), "detail": .string(outcome.text[language])]
            }
        }
    }

    /// Delivers to HR clients, one beside the other.
    func push(_ clients: [HRClient], _ request: DeliveryRequest, by principal: Principal) -> Job {
        let (engine, actor) = (engine, principal.actor)
        let title = Phrase(en: "Push to HR", vi: "Đồng bộ lên HRM")
        return jobs.start("push", title, by: principal) { line in
            let reports = await engine.deliver(to: clients, request, by: actor)
            for report in reports {
                line(
                    Job.Line(
                        title: Phrase(verbatim: report.hrClient), text: report.error ?? report.line,
                        isFine: report.error == nil))
            }
            return Job.results { language in ["hrClients": .array(reports.map { $0.json(language) })] }
        }
    }
}

extension Job {
    static func results(_ make: (Language) -> JSONValue) -> [Language: JSONValue] {
        Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, make($0)) })
    }
}
