// Written by script/embed-files: run it after a file was added to pages/, assets/ or docs/manual/, or taken away.

#include "ConsoleFiles.h"

// The compiler itself puts the files into the binary: pages and assets need no folder at run time.
#pragma clang diagnostic ignored "-Wc23-extensions"

#define FILE(path, name) {path, name, sizeof(name)}

static const unsigned char pages_account_mustache[] = {
#embed "pages/account.mustache"
};
static const unsigned char pages_bar_chart_mustache[] = {
#embed "pages/bar-chart.mustache"
};
static const unsigned char pages_bindings_mustache[] = {
#embed "pages/bindings.mustache"
};
static const unsigned char pages_calendar_mustache[] = {
#embed "pages/calendar.mustache"
};
static const unsigned char pages_card_mustache[] = {
#embed "pages/card.mustache"
};
static const unsigned char pages_case_filed_mustache[] = {
#embed "pages/case-filed.mustache"
};
static const unsigned char pages_case_key_mustache[] = {
#embed "pages/case-key.mustache"
};
static const unsigned char pages_case_new_mustache[] = {
#embed "pages/case-new.mustache"
};
static const unsigned char pages_case_photos_mustache[] = {
#embed "pages/case-photos.mustache"
};
static const unsigned char pages_case_mustache[] = {
#embed "pages/case.mustache"
};
static const unsigned char pages_cases_mustache[] = {
#embed "pages/cases.mustache"
};
static const unsigned char pages_companies_mustache[] = {
#embed "pages/companies.mustache"
};
static const unsigned char pages_company_mustache[] = {
#embed "pages/company.mustache"
};
static const unsigned char pages_confirm_mustache[] = {
#embed "pages/confirm.mustache"
};
static const unsigned char pages_desk_part_mustache[] = {
#embed "pages/desk-part.mustache"
};
static const unsigned char pages_desk_mustache[] = {
#embed "pages/desk.mustache"
};
static const unsigned char pages_device_runs_mustache[] = {
#embed "pages/device-runs.mustache"
};
static const unsigned char pages_device_table_mustache[] = {
#embed "pages/device-table.mustache"
};
static const unsigned char pages_device_mustache[] = {
#embed "pages/device.mustache"
};
static const unsigned char pages_devices_mustache[] = {
#embed "pages/devices.mustache"
};
static const unsigned char pages_entry_device_mustache[] = {
#embed "pages/entry-device.mustache"
};
static const unsigned char pages_entry_form_mustache[] = {
#embed "pages/entry-form.mustache"
};
static const unsigned char pages_entry_more_mustache[] = {
#embed "pages/entry-more.mustache"
};
static const unsigned char pages_error_mustache[] = {
#embed "pages/error.mustache"
};
static const unsigned char pages_field_foot_mustache[] = {
#embed "pages/field-foot.mustache"
};
static const unsigned char pages_field_state_mustache[] = {
#embed "pages/field-state.mustache"
};
static const unsigned char pages_field_mustache[] = {
#embed "pages/field.mustache"
};
static const unsigned char pages_help_mustache[] = {
#embed "pages/help.mustache"
};
static const unsigned char pages_history_mustache[] = {
#embed "pages/history.mustache"
};
static const unsigned char pages_home_part_mustache[] = {
#embed "pages/home-part.mustache"
};
static const unsigned char pages_home_mustache[] = {
#embed "pages/home.mustache"
};
static const unsigned char pages_hr_client_part_mustache[] = {
#embed "pages/hr-client-part.mustache"
};
static const unsigned char pages_hr_client_mustache[] = {
#embed "pages/hr-client.mustache"
};
static const unsigned char pages_hr_mustache[] = {
#embed "pages/hr.mustache"
};
static const unsigned char pages_import_past_mustache[] = {
#embed "pages/import-past.mustache"
};
static const unsigned char pages_import_preview_mustache[] = {
#embed "pages/import-preview.mustache"
};
static const unsigned char pages_import_mustache[] = {
#embed "pages/import.mustache"
};
static const unsigned char pages_imports_mustache[] = {
#embed "pages/imports.mustache"
};
static const unsigned char pages_invitation_mustache[] = {
#embed "pages/invitation.mustache"
};
static const unsigned char pages_job_part_mustache[] = {
#embed "pages/job-part.mustache"
};
static const unsigned char pages_job_mustache[] = {
#embed "pages/job.mustache"
};
static const unsigned char pages_kind_choice_mustache[] = {
#embed "pages/kind-choice.mustache"
};
static const unsigned char pages_layout_mustache[] = {
#embed "pages/layout.mustache"
};
static const unsigned char pages_login_mustache[] = {
#embed "pages/login.mustache"
};
static const unsigned char pages_map_confirm_mustache[] = {
#embed "pages/map-confirm.mustache"
};
static const unsigned char pages_network_device_mustache[] = {
#embed "pages/network-device.mustache"
};
static const unsigned char pages_network_part_mustache[] = {
#embed "pages/network-part.mustache"
};
static const unsigned char pages_network_mustache[] = {
#embed "pages/network.mustache"
};
static const unsigned char pages_notices_mustache[] = {
#embed "pages/notices.mustache"
};
static const unsigned char pages_parked_mustache[] = {
#embed "pages/parked.mustache"
};
static const unsigned char pages_punch_rows_mustache[] = {
#embed "pages/punch-rows.mustache"
};
static const unsigned char pages_punches_mustache[] = {
#embed "pages/punches.mustache"
};
static const unsigned char pages_push_mustache[] = {
#embed "pages/push.mustache"
};
static const unsigned char pages_received_mustache[] = {
#embed "pages/received.mustache"
};
static const unsigned char pages_refusal_mustache[] = {
#embed "pages/refusal.mustache"
};
static const unsigned char pages_register_mustache[] = {
#embed "pages/register.mustache"
};
static const unsigned char pages_required_mustache[] = {
#embed "pages/required.mustache"
};
static const unsigned char pages_settings_mustache[] = {
#embed "pages/settings.mustache"
};
static const unsigned char pages_setup_mustache[] = {
#embed "pages/setup.mustache"
};
static const unsigned char pages_start_mustache[] = {
#embed "pages/start.mustache"
};
static const unsigned char pages_status_mustache[] = {
#embed "pages/status.mustache"
};
static const unsigned char pages_sync_from_mustache[] = {
#embed "pages/sync-from.mustache"
};
static const unsigned char pages_tokens_mustache[] = {
#embed "pages/tokens.mustache"
};
static const unsigned char pages_trace_part_mustache[] = {
#embed "pages/trace-part.mustache"
};
static const unsigned char pages_trace_mustache[] = {
#embed "pages/trace.mustache"
};
static const unsigned char pages_users_mustache[] = {
#embed "pages/users.mustache"
};
static const unsigned char assets_console_css[] = {
#embed "assets/console.css"
};
static const unsigned char assets_console_js[] = {
#embed "assets/console.js"
};
static const unsigned char assets_icon_192_png[] = {
#embed "assets/icon-192.png"
};
static const unsigned char assets_icon_512_png[] = {
#embed "assets/icon-512.png"
};
static const unsigned char assets_icon_alert_svg[] = {
#embed "assets/icon-alert.svg"
};
static const unsigned char assets_icon_svg[] = {
#embed "assets/icon.svg"
};
static const unsigned char assets_manifest_webmanifest[] = {
#embed "assets/manifest.webmanifest"
};
static const unsigned char assets_service_worker_js[] = {
#embed "assets/service-worker.js"
};
static const unsigned char manual_api_md[] = {
#embed "../../docs/manual/api.md"
};
static const unsigned char manual_command_line_md[] = {
#embed "../../docs/manual/command-line.md"
};
static const unsigned char manual_console_md[] = {
#embed "../../docs/manual/console.md"
};
static const unsigned char manual_console_vi_md[] = {
#embed "../../docs/manual/console.vi.md"
};
static const unsigned char manual_hanet_md[] = {
#embed "../../docs/manual/hanet.md"
};
static const unsigned char manual_hanet_vi_md[] = {
#embed "../../docs/manual/hanet.vi.md"
};
static const unsigned char manual_hr_systems_md[] = {
#embed "../../docs/manual/hr-systems.md"
};
static const unsigned char manual_hr_systems_vi_md[] = {
#embed "../../docs/manual/hr-systems.vi.md"
};
static const unsigned char manual_network_md[] = {
#embed "../../docs/manual/network.md"
};
static const unsigned char manual_network_vi_md[] = {
#embed "../../docs/manual/network.vi.md"
};
static const unsigned char manual_nuveq_md[] = {
#embed "../../docs/manual/nuveq.md"
};
static const unsigned char manual_nuveq_vi_md[] = {
#embed "../../docs/manual/nuveq.vi.md"
};
static const unsigned char manual_unbinding_md[] = {
#embed "../../docs/manual/unbinding.md"
};
static const unsigned char manual_unbinding_vi_md[] = {
#embed "../../docs/manual/unbinding.vi.md"
};
static const unsigned char manual_zkteco_push_md[] = {
#embed "../../docs/manual/zkteco-push.md"
};
static const unsigned char manual_zkteco_push_vi_md[] = {
#embed "../../docs/manual/zkteco-push.vi.md"
};
static const unsigned char manual_zkteco_md[] = {
#embed "../../docs/manual/zkteco.md"
};
static const unsigned char manual_zkteco_vi_md[] = {
#embed "../../docs/manual/zkteco.vi.md"
};
static const unsigned char manual_operations_md[] = {
#embed "../../docs/operations.md"
};
static const unsigned char manual_operations_vi_md[] = {
#embed "../../docs/operations.vi.md"
};

static const struct console_file table[] = {
    FILE("pages/account.mustache", pages_account_mustache),
    FILE("pages/bar-chart.mustache", pages_bar_chart_mustache),
    FILE("pages/bindings.mustache", pages_bindings_mustache),
    FILE("pages/calendar.mustache", pages_calendar_mustache),
    FILE("pages/card.mustache", pages_card_mustache),
    FILE("pages/case-filed.mustache", pages_case_filed_mustache),
    FILE("pages/case-key.mustache", pages_case_key_mustache),
    FILE("pages/case-new.mustache", pages_case_new_mustache),
    FILE("pages/case-photos.mustache", pages_case_photos_mustache),
    FILE("pages/case.mustache", pages_case_mustache),
    FILE("pages/cases.mustache", pages_cases_mustache),
    FILE("pages/companies.mustache", pages_companies_mustache),
    FILE("pages/company.mustache", pages_company_mustache),
    FILE("pages/confirm.mustache", pages_confirm_mustache),
    FILE("pages/desk-part.mustache", pages_desk_part_mustache),
    FILE("pages/desk.mustache", pages_desk_mustache),
    FILE("pages/device-runs.mustache", pages_device_runs_mustache),
    FILE("pages/device-table.mustache", pages_device_table_mustache),
    FILE("pages/device.mustache", pages_device_mustache),
    FILE("pages/devices.mustache", pages_devices_mustache),
    FILE("pages/entry-device.mustache", pages_entry_device_mustache),
    FILE("pages/entry-form.mustache", pages_entry_form_mustache),
    FILE("pages/entry-more.mustache", pages_entry_more_mustache),
    FILE("pages/error.mustache", pages_error_mustache),
    FILE("pages/field-foot.mustache", pages_field_foot_mustache),
    FILE("pages/field-state.mustache", pages_field_state_mustache),
    FILE("pages/field.mustache", pages_field_mustache),
    FILE("pages/help.mustache", pages_help_mustache),
    FILE("pages/history.mustache", pages_history_mustache),
    FILE("pages/home-part.mustache", pages_home_part_mustache),
    FILE("pages/home.mustache", pages_home_mustache),
    FILE("pages/hr-client-part.mustache", pages_hr_client_part_mustache),
    FILE("pages/hr-client.mustache", pages_hr_client_mustache),
    FILE("pages/hr.mustache", pages_hr_mustache),
    FILE("pages/import-past.mustache", pages_import_past_mustache),
    FILE("pages/import-preview.mustache", pages_import_preview_mustache),
    FILE("pages/import.mustache", pages_import_mustache),
    FILE("pages/imports.mustache", pages_imports_mustache),
    FILE("pages/invitation.mustache", pages_invitation_mustache),
    FILE("pages/job-part.mustache", pages_job_part_mustache),
    FILE("pages/job.mustache", pages_job_mustache),
    FILE("pages/kind-choice.mustache", pages_kind_choice_mustache),
    FILE("pages/layout.mustache", pages_layout_mustache),
    FILE("pages/login.mustache", pages_login_mustache),
    FILE("pages/map-confirm.mustache", pages_map_confirm_mustache),
    FILE("pages/network-device.mustache", pages_network_device_mustache),
    FILE("pages/network-part.mustache", pages_network_part_mustache),
    FILE("pages/network.mustache", pages_network_mustache),
    FILE("pages/notices.mustache", pages_notices_mustache),
    FILE("pages/parked.mustache", pages_parked_mustache),
    FILE("pages/punch-rows.mustache", pages_punch_rows_mustache),
    FILE("pages/punches.mustache", pages_punches_mustache),
    FILE("pages/push.mustache", pages_push_mustache),
    FILE("pages/received.mustache", pages_received_mustache),
    FILE("pages/refusal.mustache", pages_refusal_mustache),
    FILE("pages/register.mustache", pages_register_mustache),
    FILE("pages/required.mustache", pages_required_mustache),
    FILE("pages/settings.mustache", pages_settings_mustache),
    FILE("pages/setup.mustache", pages_setup_mustache),
    FILE("pages/start.mustache", pages_start_mustache),
    FILE("pages/status.mustache", pages_status_mustache),
    FILE("pages/sync-from.mustache", pages_sync_from_mustache),
    FILE("pages/tokens.mustache", pages_tokens_mustache),
    FILE("pages/trace-part.mustache", pages_trace_part_mustache),
    FILE("pages/trace.mustache", pages_trace_mustache),
    FILE("pages/users.mustache", pages_users_mustache),
    FILE("assets/console.css", assets_console_css),
    FILE("assets/console.js", assets_console_js),
    FILE("assets/icon-192.png", assets_icon_192_png),
    FILE("assets/icon-512.png", assets_icon_512_png),
    FILE("assets/icon-alert.svg", assets_icon_alert_svg),
    FILE("assets/icon.svg", assets_icon_svg),
    FILE("assets/manifest.webmanifest", assets_manifest_webmanifest),
    FILE("assets/service-worker.js", assets_service_worker_js),
    FILE("manual/api.md", manual_api_md),
    FILE("manual/command-line.md", manual_command_line_md),
    FILE("manual/console.md", manual_console_md),
    FILE("manual/console.vi.md", manual_console_vi_md),
    FILE("manual/hanet.md", manual_hanet_md),
    FILE("manual/hanet.vi.md", manual_hanet_vi_md),
    FILE("manual/hr-systems.md", manual_hr_systems_md),
    FILE("manual/hr-systems.vi.md", manual_hr_systems_vi_md),
    FILE("manual/network.md", manual_network_md),
    FILE("manual/network.vi.md", manual_network_vi_md),
    FILE("manual/nuveq.md", manual_nuveq_md),
    FILE("manual/nuveq.vi.md", manual_nuveq_vi_md),
    FILE("manual/unbinding.md", manual_unbinding_md),
    FILE("manual/unbinding.vi.md", manual_unbinding_vi_md),
    FILE("manual/zkteco-push.md", manual_zkteco_push_md),
    FILE("manual/zkteco-push.vi.md", manual_zkteco_push_vi_md),
    FILE("manual/zkteco.md", manual_zkteco_md),
    FILE("manual/zkteco.vi.md", manual_zkteco_vi_md),
    FILE("manual/operations.md", manual_operations_md),
    FILE("manual/operations.vi.md", manual_operations_vi_md),
};

const struct console_file *console_files(size_t *count) {
    *count = sizeof(table) / sizeof(table[0]);
    return table;
}
