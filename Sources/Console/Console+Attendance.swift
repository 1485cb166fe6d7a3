import AttendanceHub
import Store
import SyncEngine

/// The sections of devices and HR clients, with what each needs of the program.
extension Console {
    var startedJobs: StartedJobs { StartedJobs(engine: engine, jobs: jobs, wakeDeliveries: wakeDeliveries) }

    private var webhooks: WebhookAddresses {
        WebhookAddresses(hub: hub, hooks: engine.store.hooks, kinds: engine.deviceKinds, policy: policy)
    }

    var attendancePages: [any Pages] {
        let store = engine.store
        let (kinds, hrKinds) = (engine.deviceKinds, engine.hrKinds)
        return [
            HomePages(
                hub: hub, status: store.status, settings: store.settings, kinds: kinds,
                usual: UsualHoursMemory(store.status)),
            DevicePages(
                hub: hub, devices: store.devices, hrClients: store.hrClients, runs: store.runs,
                terminals: store.terminals, settings: store.settings, webhooks: webhooks, jobs: startedJobs,
                kinds: kinds, hrKinds: hrKinds, policy: policy, keptSecrets: keptSecrets),
            DeviceActPages(
                hub: hub, devices: store.devices, hrClients: store.hrClients, kinds: kinds, jobs: startedJobs),
            ImportPages(
                hub: hub, devices: store.devices, hrClients: store.hrClients, kinds: kinds, tables: tables,
                pending: imports),
            PastImportPages(hub: hub, imports: store.deviceImports, settings: store.settings),
            WebhookPages(hub: hub, devices: store.devices, addresses: webhooks),
            HookDoor(
                engine: engine, policy: policy, strangers: strangers, wakeDeliveries: wakeDeliveries,
                wakeConfirmations: wakeConfirmations),
            terminalDoor(policy),
            HRPages(
                hub: hub, hrClients: store.hrClients, deliveries: store.deliveries, status: store.status,
                settings: store.settings, jobs: startedJobs, kinds: hrKinds, keptSecrets: keptSecrets),
            HRClientPages(
                hub: hub, hrClients: store.hrClients, deliveries: store.deliveries, history: store.history,
                settings: store.settings, kinds: hrKinds),
            ParkedPages(
                deliveries: store.deliveries, hrClients: store.hrClients, codeMappings: store.codeMappings,
                jobs: startedJobs),
            PushPages(hrClients: store.hrClients, settings: store.settings, jobs: startedJobs),
        ]
    }

    var deviceOperations: [Operation] {
        let devices = engine.store.devices
        return DeviceOperations(
            hub: hub, devices: devices, webhooks: webhooks, kinds: engine.deviceKinds, hrKinds: engine.hrKinds
        ).operations + DeviceTableOperations(hub: hub, devices: devices, kinds: engine.deviceKinds).operations
            + TerminalOperations(terminals: engine.store.terminals, settings: engine.store.settings).operations
    }

    var hrOperations: [Operation] {
        HROperations(hub: hub, hrClients: engine.store.hrClients, kinds: engine.hrKinds).operations
    }
}
