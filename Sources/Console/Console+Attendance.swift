import SyncEngine

/// The sections of devices and HR clients, with what each needs of the program.
extension Console {
    var startedJobs: StartedJobs { StartedJobs(engine: engine, jobs: jobs, wakeDeliveries: wakeDeliveries) }
}
