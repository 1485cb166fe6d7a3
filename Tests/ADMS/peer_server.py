"""The foreign server: django-fingerprint-attendance on a port of loopback, with its tables in a file.

peer_server.py FOLDER      prints its address, then serves
peer_server.py FOLDER count   prints `serial pin time status` of each punch that it has
"""

import sys
from pathlib import Path

import django
from django.conf import settings

folder = Path(sys.argv[1])
settings.configure(
    DEBUG=False,
    SECRET_KEY="only-for-this-test",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="peer_urls",
    USE_TZ=True,
    TIME_ZONE="Asia/Ho_Chi_Minh",
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "peer.sqlite", "OPTIONS": {"timeout": 30}}},
    INSTALLED_APPS=[
        "django.contrib.contenttypes",
        "django.contrib.auth",
        "rest_framework",
        "fingerprint_attendance",
    ],
    FINGERPRINT_ATTENDANCE={"ADMS_REQUIRE_DEVICE_APPROVAL": False, "TEMPLATE_ENCRYPTION_ENABLED": False},
)
django.setup()

from django.core.management import call_command  # noqa: E402


def serve():
    from wsgiref.simple_server import WSGIRequestHandler, make_server

    from django.core.wsgi import get_wsgi_application

    class Quiet(WSGIRequestHandler):
        def log_message(self, *arguments):
            pass

    call_command("migrate", run_syncdb=True, verbosity=0)
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()


def count():
    from fingerprint_attendance.models import Punch

    for punch in Punch.objects.select_related("device"):
        print(punch.device.serial_number, punch.raw_pin, punch.device_local_time, punch.raw_state)


serve() if len(sys.argv) == 2 else count()
