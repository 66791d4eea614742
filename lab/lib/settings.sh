# SPDX-License-Identifier: Apache-2.0
# Where the lab keeps what it writes. Sourced by everything in lab, never executed.

set -euo pipefail

LAB_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# The cache that all of bivouac shares, and the lab's part of it. Keep the path short: it ends in a unix socket,
# and those are limited to 107 characters.
: "${BIVOUAC_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/bivouac}"
BIVOUAC_CACHE=$(realpath -m "$BIVOUAC_CACHE")
LAB_STATE=$BIVOUAC_CACHE/lab
LAB_CLOUDS=$LAB_STATE/clouds.yaml
LAB_KUBECONFIG=$LAB_STATE/kubeconfig
TOOLS_BIN=${BIVOUAC_LAB_TOOLS:-$BIVOUAC_CACHE/tools/bin}

# Seconds to wait for any one process of the lab to become usable.
: "${BIVOUAC_LAB_TIMEOUT:=600}"

export BIVOUAC_CACHE BIVOUAC_LAB_TIMEOUT

source "$LAB_ROOT/lib/report.sh"
