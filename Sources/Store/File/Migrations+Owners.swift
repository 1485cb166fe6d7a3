import Database
import Foundation

extension Migrations {
    /// Who owns what, by account and not by name, and where HR clients may write files.
    static let ownersAndFolders = """
        -- The account that filed; null where no account did. The name beside it is what logs say.
        ALTER TABLE unbinding_case ADD COLUMN installer_id INTEGER REFERENCES user (id);
        UPDATE unbinding_case SET installer_id = (SELECT id FROM user WHERE user.name = unbinding_case.installer);
        CREATE INDEX unbinding_case_installer_id ON unbinding_case (installer_id, id);
        ALTER TABLE notice ADD COLUMN user_id INTEGER REFERENCES user (id);
        UPDATE notice SET user_id = (SELECT id FROM user WHERE user.name = notice.user_name);
        CREATE INDEX notice_user_id ON notice (user_id, id);
        ALTER TABLE push_subscription ADD COLUMN user_id INTEGER REFERENCES user (id);
        UPDATE push_subscription SET user_id = (SELECT id FROM user WHERE user.name = push_subscription.user_name);
        ALTER TABLE api_token ADD COLUMN maker_id INTEGER REFERENCES user (id);
        UPDATE api_token SET maker_id = (SELECT id FROM user WHERE user.name = api_token.made_by);
        ALTER TABLE invitation ADD COLUMN maker_id INTEGER REFERENCES user (id);
        UPDATE invitation SET maker_id = (SELECT id FROM user WHERE user.name = invitation.made_by);

        ALTER TABLE network_list ADD COLUMN user_id INTEGER REFERENCES user (id);
        UPDATE network_list SET user_id = (SELECT id FROM user WHERE user.name = network_list.actor);

        -- hr_client_id is null for the folders that the server was started with.
        CREATE TABLE file_folder (
          folder TEXT NOT NULL,
          hr_client_id INTEGER REFERENCES hr_client (id)
        ) STRICT;
        CREATE INDEX file_folder_client ON file_folder (hr_client_id);

        -- Grows with every change of what webhook calls are read by, so that it can be read once for many calls.
        CREATE TABLE hook_revision (value INTEGER NOT NULL) STRICT;
        INSERT INTO hook_revision VALUES (1);
        \(revisionTriggers)
        """

    private static let revisionTriggers = [
        "hook_made AFTER INSERT ON hook", "hook_changed AFTER UPDATE OF digest, device_id ON hook",
        "hook_removed AFTER DELETE ON hook", "hook_device_made AFTER INSERT ON device",
        "hook_device_changed AFTER UPDATE OF name, kind, source_id, time_zone, fields, enabled, account_id ON device",
        "hook_device_removed AFTER DELETE ON device", "hook_secret_made AFTER INSERT ON secret",
        "hook_secret_changed AFTER UPDATE ON secret", "hook_secret_removed AFTER DELETE ON secret",
        "hook_setting_made AFTER INSERT ON setting", "hook_setting_changed AFTER UPDATE ON setting",
        "hook_setting_removed AFTER DELETE ON setting",
    ].map { "CREATE TRIGGER \($0) BEGIN UPDATE hook_revision SET value = value + 1; END;" }.joined(separator: "\n")
}

extension Database {
    /// Lets clients that the command line once made go on as they did; one that a page made needs its owner's word.
    fileprivate func allowFolders(_ path: String, _ client: Int64) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try execute(
            sql: "INSERT INTO file_folder (folder, hr_client_id) VALUES (?, ?)", arguments: [folder, client])
    }

    func allowFoldersOfCommands() throws {
        let clients = try Row.fetchAll(
            self,
            sql: """
                SELECT id, json_extract(fields, '$.path[0]') AS path FROM hr_client
                WHERE kind = 'file' AND removed_at IS NULL AND EXISTS (SELECT 1 FROM history
                  WHERE event = 'hr.added' AND subject = hr_client.name AND actor IN ('command', 'demo'))
                """)
        for client in clients {
            if let path: String = client["path"] { try allowFolders(path, client["id"]) }
        }
    }
}
