#!/bin/sh
# Make .venv: Python 3.10, the hash-locked requirements, Rasa's lean start. Nothing is done twice: a stamp keeps the
# hash of the lock that is installed.
#   scripts/setup.sh run     what the assistant needs      (an environment made for the tests serves as well)
#   scripts/setup.sh dev     the same and what the tests need
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
venv=.venv
started=$(date +%s)

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
is_310() { [ -n "$1" ] && case "$("$1" --version 2>/dev/null)" in "Python 3.10."*) true ;; *) false ;; esac; }
hash_of() { "$venv/bin/python" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1"; }

find_python() {
    # A name on PATH counts when it answers 3.10: a pyenv shim may be there and answer nothing.
    for candidate in python3.10 python3 python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.10.*/bin/python; do
        if is_310 "$candidate"; then
            # The real file: a shim would depend on the folder it is called from.
            "$candidate" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

make_venv() {
    if python=$(find_python); then
        say "建立环境 .venv（$("$python" --version)）……"
        "$python" -m venv --clear "$venv" || fail "建不了 .venv：$python 缺 venv 模块，请先装上（Debian/Ubuntu：apt-get install python3.10-venv）。"
        return
    fi
    # Untried where this was written: no Python 3.10 on the machine, uv fetches its own.
    if command -v uv >/dev/null 2>&1; then
        uv=uv
    else
        python3 -m pip install --quiet --target var/uv --require-hashes -r bootstrap.lock 2>/dev/null && uv=var/uv/bin/uv ||
            fail "找不到 Python 3.10。请安装 Python 3.10（例如 pyenv install 3.10），再运行一次。"
    fi
    say "本机没有 Python 3.10，由 uv 下载一份（这一步没有在各种机器上试过）……"
    "$uv" venv --clear --seed --python 3.10 "$venv" || fail "uv 没能取得 Python 3.10。请自行安装 Python 3.10，再运行一次。"
}

uv_in_venv() {
    want=$(hash_of bootstrap.lock)
    if [ "$(cat $venv/uv/stamp 2>/dev/null)" != "$want" ]; then
        rm -rf "$venv/uv"
        "$venv/bin/python" -m pip install -qqq --disable-pip-version-check --target "$venv/uv" --require-hashes \
            -r bootstrap.lock || fail "装不上安装工具 uv：请检查网络或软件源设置（pip 的 index-url），再运行一次。"
        printf '%s' "$want" >"$venv/uv/stamp"
    fi
}

installed() { cat "$venv/installed" 2>/dev/null || true; }

is_310 "$venv/bin/python" || make_venv
run_stamp="run $(hash_of requirements.lock)"
dev_stamp="dev $(hash_of requirements.lock) $(hash_of requirements-dev.lock)"

case "$kind" in
    run) lock=requirements.lock stamp=$run_stamp ;;
    dev) lock=requirements-dev.lock stamp=$dev_stamp ;;
    *) fail "用法：scripts/setup.sh run|dev" ;;
esac
if [ "$(installed)" != "$stamp" ] && { [ "$kind" = dev ] || [ "$(installed)" != "$dev_stamp" ]; }; then
    say "安装依赖（$lock，逐个核对哈希；第一次约 1–5 分钟，视网络而定）……"
    uv_in_venv
    VIRTUAL_ENV="$PWD/$venv" "$venv/uv/bin/uv" pip sync --quiet --require-hashes --compile-bytecode "$lock" ||
        fail "依赖没有装完：请检查网络和磁盘空间，再运行一次（已下载的会接着用）。"
    printf '%s' "$stamp" >"$venv/installed"
    say "依赖装好了，用时 $(($(date +%s) - started)) 秒。"
fi

# Rasa starts without TensorFlow in this environment, whatever starts it: rasa, python -m rasa, pytest.
site=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_paths()["purelib"])')
printf '%s\nimport bot.engine.lean; bot.engine.lean.install()\n' "$PWD" >"$site/cqo_lean.pth"
