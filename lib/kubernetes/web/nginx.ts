// SPDX-License-Identifier: Apache-2.0

/** What nginx is to pass on, checked by `upstreamOf` and `headerFaults` before it comes here. */
export interface NginxProxy {
  readonly listen: number;
  /** `https://api.example.org:8443`, without a path. */
  readonly origin: string;
  /** Host header of the request to the origin; undefined: what the client sent. */
  readonly hostHeader: string | undefined;
  /** Headers added to each request. */
  readonly headers: Readonly<Record<string, string>>;
  /** Seconds without a byte after which the origin counts as silent. */
  readonly timeoutSeconds: number;
}

/**
 * A whole `nginx.conf` for a container without root and with nothing but /tmp to write to. Every value stands as one quoted argument, so
 * that none can end a directive.
 * @see https://nginx.org/en/docs/http/ngx_http_proxy_module.html
 */
export function nginxConfig(proxy: NginxProxy): string {
  const secure = proxy.origin.startsWith("https:");
  const headers = Object.entries(proxy.headers).map(
    ([name, value]) => `      proxy_set_header ${quoted(name)} ${quoted(value)};`,
  );
  return `${[
    "worker_processes 1;",
    "pid /tmp/nginx.pid;",
    "error_log /dev/stderr warn;",
    "events { worker_connections 1024; }",
    "http {",
    "  access_log /dev/stdout;",
    "  server_tokens off;",
    ...["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `  ${kind}_temp_path /tmp/${kind};`),
    // The gateway before this proxy knows how the client came; without one this is the first hop.
    '  map $http_x_forwarded_proto $client_proto { default $http_x_forwarded_proto; "" $scheme; }',
    '  map $http_x_forwarded_host $client_host { default $http_x_forwarded_host; "" $http_host; }',
    '  map $http_upgrade $connection_header { default upgrade; "" ""; }',
    "  server {",
    `    listen ${proxy.listen};`,
    "    client_max_body_size 0;",
    "    location / {",
    `      proxy_pass ${quoted(proxy.origin)};`,
    "      proxy_http_version 1.1;",
    ...(secure
      ? [
          "      proxy_ssl_server_name on;",
          "      proxy_ssl_verify on;",
          "      proxy_ssl_verify_depth 4;",
          "      proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;",
        ]
      : []),
    `      proxy_set_header Host ${proxy.hostHeader === undefined ? "$http_host" : quoted(proxy.hostHeader)};`,
    "      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "      proxy_set_header X-Forwarded-Proto $client_proto;",
    "      proxy_set_header X-Forwarded-Host $client_host;",
    "      proxy_set_header Upgrade $http_upgrade;",
    "      proxy_set_header Connection $connection_header;",
    ...headers,
    `      proxy_read_timeout ${proxy.timeoutSeconds}s;`,
    `      proxy_send_timeout ${proxy.timeoutSeconds}s;`,
    "      proxy_buffering off;",
    "    }",
    "  }",
    "}",
  ].join("\n")}\n`;
}

/**
 * Faults of headers that are added to requests. A `$` is a variable to nginx and cannot be escaped; line breaks would begin another header.
 */
export function headerFaults(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(name))
      return [`header "${printable(name)}" is not a name: use letters, digits and -`];
    if (kept.has(name.toLowerCase())) return [`header ${name} is set by the proxy itself: leave it out`];
    return value.length <= 2_000 && /^[ -#%-~]*$/.test(value)
      ? []
      : [`header ${name} has a value with $, line breaks or more than printable ASCII, or longer than 2000: change it`];
  });
}

const kept = new Set(
  "host connection upgrade content-length transfer-encoding te trailer x-forwarded-for x-forwarded-proto x-forwarded-host".split(
    " ",
  ),
);

function quoted(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}

/** Text of others as a message may show it. */
export function printable(text: string): string {
  return JSON.stringify(text.slice(0, 100)).slice(1, -1);
}
