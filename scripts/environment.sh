# Read by the scripts beside it: finds the environment they run in, and has it made when there is none.
#
# environment NAME  sets $python to the interpreter of the environment that scripts/requirements/NAME.txt
# describes. An environment is used only while its last line of work, the file "made-from", says that it was
# made from this checkout and these very requirements; so a half-made or an outdated one never is.

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd -P)

say() { # ENGLISH SPANISH: one sentence on standard error, in the reader's language
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        es*) echo "$2" >&2 ;;
        *) echo "$1" >&2 ;;
    esac
}

environment() {
    requirements="$root/scripts/requirements/$1.txt"
    place="$root/.venv-$1"
    ready && return
    number=$(printf %s "$root" | cksum)
    fallback="${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/p2pcard/venv-$1-${number%% *}"
    if ! [ -w "$root" ]; then # a checkout that is only read
        place=$fallback
        ready && return
    fi
    find_python
    "$python" -I "$root/scripts/environment.py" "$requirements" "$place" || exit $?
    python="$place/bin/python"
}

ready() {
    python="$place/bin/python"
    [ -x "$python" ] && { echo "$root" && cat "$requirements"; } | cmp -s - "$place/made-from"
}

find_python() {
    incomplete=
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$python" -c 'import ensurepip, venv' 2>/dev/null && return
        incomplete=$python
    done
    if [ "$incomplete" ]; then
        say "$incomplete cannot make environments. Install its venv module (on Debian: apt install python3-venv) and try again." \
            "$incomplete no puede crear entornos. Instale su módulo venv (en Debian: apt install python3-venv) e inténtelo de nuevo."
    else
        say "p2pcard needs Python 3.11 or newer, and found none. Install it and try again." \
            "p2pcard necesita Python 3.11 o posterior y no lo encontró. Instálelo e inténtelo de nuevo."
    fi
    exit 1
}
