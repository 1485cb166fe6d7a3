import AttendanceHub
import Store
import SyncEngine

/// The sections of the program itself and of its people, with what each needs.
extension Console {
    var programPages: [any Pages] {
        let store = engine.store
        return [
            AssetPages(certificate: policy.authority?.certificate),
            EventStream(live: live, policy: policy, version: frame.version),
            SettingsPages(
                settings: store.settings, secrets: store.programSecrets, fingerprint: policy.authority?.fingerprint),
            CleaningPages(cleaning: Cleaning(store)),
        ]
    }

    var peoplePages: [any Pages] {
        let store = engine.store
        let sessions = Sessions(users: store.users, secrets: store.programSecrets, live: live, policy: policy)
        let chosen = ChosenCredentials(passwords: passwords)
        return [
            SignInPages(
                users: store.users, sessions: sessions, policy: policy, passwords: passwords,
                knownPasswords: knownPasswords, guesses: guesses, logins: logins),
            SetupPages(
                users: store.users, settings: store.settings, sessions: sessions, chosen: chosen, policy: policy,
                guesses: setups),
            StartPages(
                hub: hub, devices: store.devices, hrClients: store.hrClients, jobs: startedJobs,
                simulators: simulators),
            NewAccountPages(
                users: store.users, settings: store.settings, sessions: sessions, chosen: chosen,
                limit: StrangerLimit(throttle: strangers, policy: policy)),
            AccountPages(
                users: store.users, sessions: sessions, chosen: chosen, passwords: knownPasswords, guesses: guesses),
            UserPages(accounts: accounts, users: store.users, settings: store.settings, policy: policy),
            TokenPages(
                accounts: accounts, apiTokens: store.apiTokens, companies: store.companies, settings: store.settings),
        ]
    }

    /// In the order of the OpenAPI document.
    var programOperations: [Operation] {
        let store = engine.store
        return PunchOperations(
            punches: store.punches, deliveries: store.deliveries, devices: store.devices, hrClients: store.hrClients
        ).operations
            + StatusOperations(hub: hub, status: store.status, settings: store.settings).operations
            + HistoryOperations(history: store.history, settings: store.settings).operations
            + SettingsOperations(settings: store.settings).operations
            + CleaningOperations(cleaning: Cleaning(store)).operations
            + PeopleOperations(
                accounts: accounts, users: store.users, apiTokens: store.apiTokens, policy: policy
            ).operations
    }

    var jobOperations: [Operation] {
        let store = engine.store
        return JobOperations(
            jobs: jobs, started: startedJobs, devices: store.devices, hrClients: store.hrClients,
            settings: store.settings
        ).operations
    }

    private var accounts: Accounts { Accounts(engine.store) }
}
