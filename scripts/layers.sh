#!/usr/bin/env bash
# The layer check: fails on a forbidden import, and when it cruised few modules.
set -euo pipefail
status=0
out=$(npx depcruise --config .dependency-cruiser.cjs src scripts 2>&1) || status=$?
echo "$out"
[ "$status" -eq 0 ] || exit "$status"
seen=$(sed -nE 's/.*\(([0-9]+) modules, .*/\1/p' <<<"$out" | tail -n 1)
if [ "${seen:-0}" -lt 80 ]; then
  echo "layers: only ${seen:-0} modules were seen, so nothing is proven" >&2
  exit 1
fi
