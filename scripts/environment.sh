# Read by the scripts beside it: finds the environment they run in, and has it made when there is none.
#
# environment NAME [VERSION]  sets $python to the interpreter of the environment that
# scripts/requirements/NAME.txt describes, made with any Python that will do, or with this one. An environment is used only while its last line of work, the file "made-from", says that it was
# made from this checkout and these very requirements; so a half-made or an outdated one never is.

root=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd -P)
versions="3.14 3.13 3.12 3.11" # the Pythons that pyproject.toml names, newest first

say() { # ENGLISH SPANISH: one sentence on standard error, in the reader's language
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        es*) echo "$2" >&2 ;;
        *) echo "$1" >&2 ;;
    esac
}

environment() {
    requirements="$root/scripts/requirements/$1.txt"
    name=$1${2:+-$2}
    place="$root/.venv-$name"
    ready && return
    number=$(printf %s "$root" | cksum)
    fallback="${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/p2pcard/venv-$name-${number%% *}"
    if ! [ -w "$root" ]; then # a checkout that is only read
        place=$fallback
        ready && return
    fi
    if [ "${2-}" ]; then python_of "$2" || none "$2"; else find_python; fi
    "$python" -I "$root/scripts/environment.py" "$requirements" "$place" || exit $?
    python="$place/bin/python"
}

ready() {
    python="$place/bin/python"
    [ -x "$python" ] && { echo "$root" && cat "$requirements"; } | cmp -s - "$place/made-from"
}

find_python() { # sets $python to one that can make environments
    incomplete=
    able python3 && return
    for version in $versions; do
        python_of "$version" && return
    done
    none
}

python_of() { # VERSION: sets $python to one of this version that can make environments; fails if there is none
    for candidate in "python$1" "${PYENV_ROOT:-${HOME:-/nonexistent}/.pyenv}/versions/$1".*/bin/python; do
        able "$candidate" && return
    done
    return 1
}

able() { # PROGRAM: whether it can make environments; the last one that only lacks the modules is remembered
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || return
    if "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        python=$1
    else
        incomplete=$1
        return 1
    fi
}

none() { # says that there is no Python that will do, and ends the script
    if [ "${incomplete-}" ]; then
        say "$incomplete cannot make environments. Install its venv module (on Debian: apt install python3-venv) and try again." \
            "$incomplete no puede crear entornos. Instale su módulo venv (en Debian: apt install python3-venv) e inténtelo de nuevo."
    else
        say "p2pcard needs Python ${1:-3.11 or newer}, and found none. Install it and try again." \
            "p2pcard necesita Python ${1:-3.11 o posterior} y no lo encontró. Instálelo e inténtelo de nuevo."
    fi
    exit 1
}
