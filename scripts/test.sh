#!/bin/sh
# Everything there is to check. Ends with status 0 only if all of it passed; what could not be run is named last.
set -u
cd "$(dirname "$0")/.."
sh scripts/setup.sh dev || exit 1
sh scripts/system_packages.sh

failed=""
check() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    "$@" || failed="$failed $name"
}
rasa_data() {
    # Rasa's warnings are screens long; they matter when it fails.
    log=$(mktemp)
    if .venv/bin/rasa data validate --domain bot/engine/domain --data nlu_data --config config.yml >"$log" 2>&1; then
        echo "valid"
    else
        tail -30 "$log"
        false
    fi
}

check style .venv/bin/ruff check .
check format .venv/bin/ruff format --check .
check types .venv/bin/mypy
check layers .venv/bin/lint-imports
check knowledge-base .venv/bin/python -m bot.kb.check
check rasa-data rasa_data
check model .venv/bin/python -m bot.launch train
check tests .venv/bin/python -m pytest

echo
[ -z "$failed" ] && echo "全部通过。" || echo "没有通过：$failed"
sh scripts/system_packages.sh --missing
[ -z "$failed" ]
