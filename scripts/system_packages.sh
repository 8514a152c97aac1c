#!/bin/sh
# What the tests use beside Python: LibreOffice (PDF), Noto CJK fonts, Chromium (the pages), poppler (pictures of PDFs).
# Installs what is missing where apt is allowed; with --missing it names what is not there and the command that mends it.
packages=""
want() { eval "$1" >/dev/null 2>&1 || packages="$packages $2"; }
want 'command -v soffice || command -v libreoffice' libreoffice-writer-nogui
want 'fc-list :lang=zh | grep -qi "noto.*cjk"' fonts-noto-cjk
want 'command -v chromium || command -v chromium-browser' chromium
want 'command -v pdftoppm' poppler-utils
[ -z "$packages" ] && exit 0

if [ "${1:-}" = --missing ]; then
    echo "没有运行（缺系统软件$packages）：用到它们的测试。装上再跑一次：sudo apt-get install -y$packages"
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "安装系统软件：$packages ……"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >/dev/null 2>&1 && apt-get install -y -qq --no-install-recommends $packages >/dev/null 2>&1 ||
        echo "系统软件没能装上，先跑其余的。"
fi
exit 0
