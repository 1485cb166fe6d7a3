#include "ConsoleFiles.h"

// The compiler itself puts the files into the binary: pages and assets need no folder at run time. A file that is
// added to a folder gets its three lines and its place in the table; a test compares the two.

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char account_mustache[] = {
#embed "pages/account.mustache"
};
static const unsigned char bindings_mustache[] = {
#embed "pages/bindings.mustache"
};
static const unsigned char calendar_mustache[] = {
#embed "pages/calendar.mustache"
};
static const unsigned char card_mustache[] = {
#embed "pages/card.mustache"
};
static const unsigned char case_filed_mustache[] = {
#embed "pages/case-filed.mustache"
};
static const unsigned char case_key_mustache[] = {
#embed "pages/case-key.mustache"
};
static const unsigned char case_new_mustache[] = {
#embed "pages/case-new.mustache"
};
static const unsigned char case_photos_mustache[] = {
#embed "pages/case-photos.mustache"
};
static const unsigned char case_mustache[] = {
#embed "pages/case.mustache"
};
static const unsigned char cases_mustache[] = {
#embed "pages/cases.mustache"
};
static const unsigned char companies_mustache[] = {
#embed "pages/companies.mustache"
};
static const unsigned char company_mustache[] = {
#embed "pages/company.mustache"
};
static const unsigned char confirm_mustache[] = {
#embed "pages/confirm.mustache"
};
static const unsigned char desk_part_mustache[] = {
#embed "pages/desk-part.mustache"
};
static const unsigned char desk_mustache[] = {
#embed "pages/desk.mustache"
};
static const unsigned char device_form_mustache[] = {
#embed "pages/device-form.mustache"
};
static const unsigned char device_mustache[] = {
#embed "pages/device.mustache"
};
static const unsigned char devices_mustache[] = {
#embed "pages/devices.mustache"
};
static const unsigned char error_mustache[] = {
#embed "pages/error.mustache"
};
static const unsigned char field_mustache[] = {
#embed "pages/field.mustache"
};
static const unsigned char history_mustache[] = {
#embed "pages/history.mustache"
};
static const unsigned char hr_form_mustache[] = {
#embed "pages/hr-form.mustache"
};
static const unsigned char hr_mustache[] = {
#embed "pages/hr.mustache"
};
static const unsigned char import_preview_mustache[] = {
#embed "pages/import-preview.mustache"
};
static const unsigned char import_mustache[] = {
#embed "pages/import.mustache"
};
static const unsigned char invitation_mustache[] = {
#embed "pages/invitation.mustache"
};
static const unsigned char job_part_mustache[] = {
#embed "pages/job-part.mustache"
};
static const unsigned char job_mustache[] = {
#embed "pages/job.mustache"
};
static const unsigned char layout_mustache[] = {
#embed "pages/layout.mustache"
};
static const unsigned char login_mustache[] = {
#embed "pages/login.mustache"
};
static const unsigned char map_confirm_mustache[] = {
#embed "pages/map-confirm.mustache"
};
static const unsigned char network_device_mustache[] = {
#embed "pages/network-device.mustache"
};
static const unsigned char network_part_mustache[] = {
#embed "pages/network-part.mustache"
};
static const unsigned char network_mustache[] = {
#embed "pages/network.mustache"
};
static const unsigned char notices_mustache[] = {
#embed "pages/notices.mustache"
};
static const unsigned char parked_mustache[] = {
#embed "pages/parked.mustache"
};
static const unsigned char punch_rows_mustache[] = {
#embed "pages/punch-rows.mustache"
};
static const unsigned char punches_mustache[] = {
#embed "pages/punches.mustache"
};
static const unsigned char push_mustache[] = {
#embed "pages/push.mustache"
};
static const unsigned char received_mustache[] = {
#embed "pages/received.mustache"
};
static const unsigned char register_mustache[] = {
#embed "pages/register.mustache"
};
static const unsigned char settings_mustache[] = {
#embed "pages/settings.mustache"
};
static const unsigned char setup_mustache[] = {
#embed "pages/setup.mustache"
};
static const unsigned char start_mustache[] = {
#embed "pages/start.mustache"
};
static const unsigned char status_mustache[] = {
#embed "pages/status.mustache"
};
static const unsigned char sync_from_mustache[] = {
#embed "pages/sync-from.mustache"
};
static const unsigned char tokens_mustache[] = {
#embed "pages/tokens.mustache"
};
static const unsigned char trace_mustache[] = {
#embed "pages/trace.mustache"
};
static const unsigned char users_mustache[] = {
#embed "pages/users.mustache"
};
static const unsigned char console_css[] = {
#embed "assets/console.css"
};
static const unsigned char console_js[] = {
#embed "assets/console.js"
};
static const unsigned char icon_192_png[] = {
#embed "assets/icon-192.png"
};
static const unsigned char icon_512_png[] = {
#embed "assets/icon-512.png"
};
static const unsigned char icon_svg[] = {
#embed "assets/icon.svg"
};
static const unsigned char manifest_webmanifest[] = {
#embed "assets/manifest.webmanifest"
};
static const unsigned char service_worker_js[] = {
#embed "assets/service-worker.js"
};

#define FILE(name, bytes) {name, bytes, sizeof(bytes)}
static const struct console_file table[] = {
    FILE("pages/account.mustache", account_mustache),
    FILE("pages/bindings.mustache", bindings_mustache),
    FILE("pages/calendar.mustache", calendar_mustache),
    FILE("pages/card.mustache", card_mustache),
    FILE("pages/case-filed.mustache", case_filed_mustache),
    FILE("pages/case-key.mustache", case_key_mustache),
    FILE("pages/case-new.mustache", case_new_mustache),
    FILE("pages/case-photos.mustache", case_photos_mustache),
    FILE("pages/case.mustache", case_mustache),
    FILE("pages/cases.mustache", cases_mustache),
    FILE("pages/companies.mustache", companies_mustache),
    FILE("pages/company.mustache", company_mustache),
    FILE("pages/confirm.mustache", confirm_mustache),
    FILE("pages/desk-part.mustache", desk_part_mustache),
    FILE("pages/desk.mustache", desk_mustache),
    FILE("pages/device-form.mustache", device_form_mustache),
    FILE("pages/device.mustache", device_mustache),
    FILE("pages/devices.mustache", devices_mustache),
    FILE("pages/error.mustache", error_mustache),
    FILE("pages/field.mustache", field_mustache),
    FILE("pages/history.mustache", history_mustache),
    FILE("pages/hr-form.mustache", hr_form_mustache),
    FILE("pages/hr.mustache", hr_mustache),
    FILE("pages/import-preview.mustache", import_preview_mustache),
    FILE("pages/import.mustache", import_mustache),
    FILE("pages/invitation.mustache", invitation_mustache),
    FILE("pages/job-part.mustache", job_part_mustache),
    FILE("pages/job.mustache", job_mustache),
    FILE("pages/layout.mustache", layout_mustache),
    FILE("pages/login.mustache", login_mustache),
    FILE("pages/map-confirm.mustache", map_confirm_mustache),
    FILE("pages/network-device.mustache", network_device_mustache),
    FILE("pages/network-part.mustache", network_part_mustache),
    FILE("pages/network.mustache", network_mustache),
    FILE("pages/notices.mustache", notices_mustache),
    FILE("pages/parked.mustache", parked_mustache),
    FILE("pages/punch-rows.mustache", punch_rows_mustache),
    FILE("pages/punches.mustache", punches_mustache),
    FILE("pages/push.mustache", push_mustache),
    FILE("pages/received.mustache", received_mustache),
    FILE("pages/register.mustache", register_mustache),
    FILE("pages/settings.mustache", settings_mustache),
    FILE("pages/setup.mustache", setup_mustache),
    FILE("pages/start.mustache", start_mustache),
    FILE("pages/status.mustache", status_mustache),
    FILE("pages/sync-from.mustache", sync_from_mustache),
    FILE("pages/tokens.mustache", tokens_mustache),
    FILE("pages/trace.mustache", trace_mustache),
    FILE("pages/users.mustache", users_mustache),
    FILE("assets/console.css", console_css),
    FILE("assets/console.js", console_js),
    FILE("assets/icon-192.png", icon_192_png),
    FILE("assets/icon-512.png", icon_512_png),
    FILE("assets/icon.svg", icon_svg),
    FILE("assets/manifest.webmanifest", manifest_webmanifest),
    FILE("assets/service-worker.js", service_worker_js),
};

const struct console_file *console_files(size_t *count) {
    *count = sizeof(table) / sizeof(table[0]);
    return table;
}
