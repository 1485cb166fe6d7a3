extension Migrations {
    /// What belongs to which company: its people see it, and those of other companies do not.
    static let companiesOwn = """
        ALTER TABLE unbinding_case ADD COLUMN company_id INTEGER REFERENCES company (id);
        UPDATE unbinding_case SET company_id =
          (SELECT company_id FROM user WHERE user.id = unbinding_case.installer_id);
        CREATE INDEX unbinding_case_company ON unbinding_case (company_id, id);
        -- The company for which a program speaks; null is the desk itself.
        ALTER TABLE api_token ADD COLUMN company_id INTEGER REFERENCES company (id);
        ALTER TABLE network_list ADD COLUMN company_id INTEGER REFERENCES company (id);
        UPDATE network_list SET company_id = (SELECT company_id FROM user WHERE user.id = network_list.user_id);
        """
}
