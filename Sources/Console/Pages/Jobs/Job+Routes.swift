import Access
import Attendance
import Hummingbird

/// How something goes that was started.
struct JobPages: Pages {
    let jobs: Jobs

    var routes: [Route] {
        [Route(.get, "/jobs/{id}", .signedIn, show)]
    }

    @Sendable private func show(_ visit: Visit) async throws -> Response {
        guard let job = jobs.find(visit.parameter("id")),
            visit.principal.owns(job.accountID) || visit.may(.devicesRead)
        else {
            throw Refusal(
                .notFound,
                Phrase(
                    en: "this job is not remembered any more; the history has its outcome",
                    vi: "không còn thông tin về việc này; xem kết quả trong lịch sử"))
        }
        let model = JobPage(job, for: visit.reader)
        if visit.query("part") == "job" { return visit.livePart(of: model) }
        return visit.page(model, title: model.heading, reloads: job.endedAt == nil)
    }
}
