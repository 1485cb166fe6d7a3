import Access
import Attendance
import Hummingbird

/// How something goes that was started.
extension Console {
    var jobRoutes: [Route] {
        [Route(.get, "/jobs/{id}", .signedIn) { try $0.jobPage() }]
    }
}

extension Visit {
    fileprivate func jobPage() throws -> Response {
        guard let job = console.jobs.find(parameter("id")), principal.owns(job.accountID) || may(.devicesRead) else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "this job is not remembered any more; the history has its outcome",
                    vi: "không còn nhớ việc này; xem kết quả trong lịch sử"))
        }
        let model = JobPage(job, for: reader)
        if query("part") == "job" { return livePart(of: model) }
        return page(model, title: model.heading, reloads: job.endedAt == nil)
    }
}
