import AttendanceHub
import Store
import SyncEngine
import UnbindingDesk

/// The sections of the desk and of the network, with what each needs of the program.
extension Console {
    private var lists: NetworkLists { NetworkLists(networks: engine.store.networks) }
    private var executions: CaseExecutions { CaseExecutions(desk: desk, searches: network) }

    var deskPages: [any Pages] {
        let store = engine.store
        let settings = store.settings
        return [
            NetworkPages(
                lists: lists, searches: network, terminals: terminals, devices: store.devices, jobs: jobs,
                settings: settings),
            NetworkDevicePages(lists: lists, searches: network, jobs: jobs, history: store.history),
            CasesPages(cases: store.cases, settings: settings),
            NewCasePages(desk: desk, cases: store.cases, lists: lists, uploads: uploads),
            CasePages(desk: desk, cases: store.cases, settings: settings, uploads: uploads),
            CasePhotoPages(desk: desk, uploads: uploads),
            DeskPages(desk: desk, cases: store.cases, settings: settings),
            CaseDecisionPages(desk: desk, executions: executions),
            CompanyPages(desk: desk, companies: store.companies, uploads: uploads),
            CompaniesPages(desk: desk, companies: store.companies, users: store.users, settings: settings),
            CalendarPages(calendars: store.calendars),
            BindingPages(bindings: store.bindings, settings: settings),
            DeskSecretPages(secrets: store.programSecrets),
            NoticePages(
                notices: store.notices, settings: settings, courier: courier,
                servesThisMachineAlone: servesThisMachineAlone),
            CodeMappingPages(mapper: mapper, clients: store.hrClients),
            ReceivedPages(mappings: store.codeMappings, clients: store.hrClients, settings: settings),
        ]
    }

    var networkOperations: [Operation] { NetworkOperations(lists: lists, searches: network).operations }

    var mappingOperations: [Operation] {
        MappingOperations(
            mapper: mapper, mappings: engine.store.codeMappings, clients: engine.store.hrClients
        ).operations
    }

    var deskOperations: [Operation] {
        let store = engine.store
        let opening = CaseOpening(cases: store.cases, users: store.users, companies: store.companies)
        return CaseOperations(desk: desk, cases: store.cases, opening: opening, uploads: uploads).operations
            + CaseEvidenceOperations(desk: desk, cases: store.cases, uploads: uploads).operations
            + CaseDeskOperations(desk: desk, executions: executions).operations
            + CompanyOperations(
                desk: desk, companies: store.companies, users: store.users, uploads: uploads
            ).operations
            + DeskOperations(bindings: store.bindings, calendars: store.calendars).operations
    }

    private var servesThisMachineAlone: Bool {
        if case .loopback = policy.transport { true } else { false }
    }

    private var mapper: CodeMapper {
        CodeMapper(engine.store.codeMappings, onRelease: wakeDeliveries)
    }
}
