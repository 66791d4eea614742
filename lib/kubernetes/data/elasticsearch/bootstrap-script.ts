// SPDX-License-Identifier: Apache-2.0
import type { ElasticsearchRequest } from "./bootstrap-requests.ts";

/**
 * A request as a file: JSON, laid out by lines so that a shell without a JSON parser can take it apart. Method and path stand on lines of
 * their own, the body from the fifth line to the one before the last.
 */
export function requestFile({ method, path, body }: ElasticsearchRequest): string {
  return `{\n"method": ${JSON.stringify(method)},\n"path": ${JSON.stringify(path)},\n"body":\n${JSON.stringify(body, undefined, 2)}\n}\n`;
}

/** `03-index-template-logs-events-dwdi.json`. */
export function requestFileName({ path }: ElasticsearchRequest, index: number): string {
  const words = path.replaceAll(/[^A-Za-z0-9.-]+/g, "-").replaceAll(/^-+/g, "");
  return `${String(index).padStart(2, "0")}-${words}.json`.slice(0, 253);
}

/**
 * Makes all requests of /requests in the order of their names. Environment: ES_URL, ES_CA (path of the certificate), CREDENTIALS (folder
 * with `username` and `password`), optional REQUESTS and WAIT_SECONDS. The password goes by a file that only the process can read, never by
 * an argument.
 */
export const bootstrapScript = `set -eu
umask 077
requests=\${REQUESTS:-/requests}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
quoted() { sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g' "$1" | tr -d '\\n'; }
{
  printf 'user = "%s:%s"\\n' "$(quoted "$CREDENTIALS/username")" "$(quoted "$CREDENTIALS/password")"
  [ -z "\${ES_CA:-}" ] || printf 'cacert = "%s"\\n' "$ES_CA"
} >"$work/curlrc"
call() { curl --config "$work/curlrc" --silent --show-error --max-time 60 --output "$work/answer" --write-out '%{http_code}' "$@"; }

since=$(date +%s)
until code=$(call "$ES_URL/" 2>"$work/error") && [ "$code" = 200 ]; do
  case $code in 401|403) echo "refused with $code: is the user of the Secret among the cluster's users?"; exit 1 ;; esac
  [ $(($(date +%s) - since)) -lt "\${WAIT_SECONDS:-1500}" ] || { echo "no answer from $ES_URL: $(cat "$work/error")"; exit 1; }
  sleep 5
done

failed=0
for file in "$requests"/*.json; do
  method=$(sed -n 's/^"method": "\\(.*\\)",$/\\1/p' "$file" | head -n 1)
  path=$(sed -n 's/^"path": "\\(.*\\)",$/\\1/p' "$file" | head -n 1)
  sed '1,4d;$d' "$file" >"$work/body"
  code=$(call --request "$method" --header 'Content-Type: application/json' --data-binary "@$work/body" "$ES_URL$path") || code=000
  case $code in
    2*) echo "$method $path: $code" ;;
    *) echo "$method $path: $code $(cat "$work/answer" 2>/dev/null)"; failed=1 ;;
  esac
done
exit $failed
`;
