# SPDX-License-Identifier: Apache-2.0
"""One line for every API request of every service, in one file: $LOG/access.log.

Tab-separated: start (UTC, ISO 8601), service, method, path without query, status, milliseconds, user, project, caller.
User and project are names where the service knows them, else ids, else "-" (requests without a token, such as
version discovery). The caller is the first product of the User-Agent header: it tells the calls of a client from those
that services make for it with the client's own token. All processes append to the file; a line is one write.
"""
import json
import os
import time
from datetime import datetime, timezone

AUTH_PATHS = ("/v3/auth/tokens",)


class AccessLog:
    def __init__(self, application, service):
        self.application = application
        self.service = service
        self.file = os.open(os.path.join(os.environ["LOG"], "access.log"),
                            os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def __call__(self, environ, start_response):
        started = time.time()
        method = environ["REQUEST_METHOD"]
        path = (environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")) or "/"
        agent = (environ.get("HTTP_USER_AGENT") or "-").split()[0]
        status = ["-"]

        def remember(line, headers, *rest):
            status[0] = line.split(" ", 1)[0]
            return start_response(line, headers, *rest)

        body = self.application(environ, remember)
        user, project = identity_of(environ)
        if self.service == "keystone" and method == "POST" and path in AUTH_PATHS:
            body = b"".join(body),
            user, project = identity_in(body[0])
        self.write(started, method, path, status[0], user, project, agent)
        return body

    def write(self, started, method, path, status, user, project, agent):
        start = datetime.fromtimestamp(started, timezone.utc).isoformat(timespec="milliseconds")
        elapsed = str(round((time.time() - started) * 1000))
        fields = (start.replace("+00:00", "Z"), self.service, method, path, status, elapsed, user, project, agent)
        line = "\t".join(field.replace("\t", " ").replace("\n", " ") for field in fields)
        os.write(self.file, (line[:4000] + "\n").encode(errors="replace"))


def identity_of(environ):
    """User and project as the token middleware of the service has left them."""
    context = environ.get("keystone.oslo_request_context")  # keystone checks tokens itself
    known = environ.get("KEYSTONE_AUTH_CONTEXT") or {}
    user = (environ.get("HTTP_X_USER_NAME") or getattr(context, "username", None)
            or environ.get("HTTP_X_USER_ID") or known.get("user_id"))
    project = (environ.get("HTTP_X_PROJECT_NAME") or getattr(context, "project_name", None)
               or environ.get("HTTP_X_PROJECT_ID") or known.get("project_id"))
    return user or "-", project or "-"


def identity_in(token):
    """The same, from the answer to a log-in."""
    try:
        token = json.loads(token)["token"]
    except (ValueError, KeyError, TypeError):
        return "-", "-"
    return token["user"]["name"], token.get("project", {}).get("name", "-")


def filter_factory(_global_config, service):
    return lambda application: AccessLog(application, service)
