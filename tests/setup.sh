# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# Sourced by examples/quickstart.sh and tests/run.sh: finds out what is missing, and installs it from
# the packages of Debian and Ubuntu. Elsewhere it names what to install.

# The Python that Debian's own python3-* packages belong to.
python=python3
if [ -x /usr/bin/python3 ]; then python=/usr/bin/python3; fi

# Whether the need $1 of the table below is met.
has() {
    case $1 in
    command:*) command -v "${1#*:}" >/dev/null 2>&1 ;;
    file:*) [ -e "${1#*:}" ] ;;
    library:*) pkg-config --exists "${1#*:}" 2>/dev/null ;;
    module:*) "$python" -c "import ${1#*:}" 2>/dev/null ;;
    libfuzzer)
        command -v clang >/dev/null 2>&1 &&
            [ -n "$(find "$(clang --print-resource-dir)/" -name 'libclang_rt.fuzzer*' 2>/dev/null)" ]
        ;;
    esac
}

# Prints need and package, one pair a line, of what the purpose $1 takes.
needs() {
    case $1 in
    build) cat <<'END' ;;
command:cc gcc
file:/usr/include/stdio.h libc6-dev
command:meson meson
command:ninja ninja-build
command:pkg-config pkg-config
library:expat libexpat1-dev
library:jansson libjansson-dev
library:yaml-0.1 libyaml-dev
library:libssl libssl-dev
library:libpcap libpcap-dev
command:openssl openssl
END
    test) cat <<'END' ;;
library:check check
command:python3 python3
command:nm binutils
module:jsonschema python3-jsonschema
END
    all) cat <<'END' ;;
command:aws awscli
command:bash bash
command:chromium chromium
command:clang clang
command:clang-format clang-format
command:clang-tidy clang-tidy
command:cppcheck cppcheck
command:fish fish
command:git git
command:gnutls-serv gnutls-bin
command:groff groff-base
command:haproxy haproxy
command:make make
command:nginx nginx-light
command:nmap nmap
command:npm npm
command:pre-commit pre-commit
command:shellcheck shellcheck
command:sslscan sslscan
command:testssl testssl.sh
command:unshare util-linux
command:valgrind valgrind
command:zsh zsh
module:yaml python3-yaml
libfuzzer libclang-rt-dev
END
    coverage) cat <<'END' ;;
command:gcovr gcovr
END
    esac
}

# Prints the packages that the purposes in $@ take and that are missing.
missing_packages() {
    for purpose in "$@"; do
        needs "$purpose" | while read -r need package; do
            has "$need" || printf '%s ' "$package"
        done
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# Installs what the purposes in $@ need and says what that is. Ends the script when it can't.
install_missing() {
    missing=$(missing_packages "$@")
    if [ -z "$missing" ]; then return 0; fi
    if ! command -v apt-get >/dev/null 2>&1; then
        printf 'This system has no apt-get. Please install what these packages of Debian hold, '
        printf 'then run this again:\n  %s\n' "$missing"
        exit 1
    fi
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
        printf 'There is no sudo. Please let root install this, then run this again:\n'
        printf '  apt-get install %s\n' "$missing"
        exit 1
    fi
    printf 'Installing with apt-get: %s\n' "$missing"
    # Each name is a word of its own.
    # shellcheck disable=SC2086
    if ! { as_root apt-get -q=2 update &&
        as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get -q=2 install -y --no-install-recommends $missing >/dev/null; }; then
        printf 'Could not install: %s\n' "$missing"
        exit 1
    fi
}

# Makes or refreshes the build directory $1 with the options that follow.
configure() {
    directory=$1
    shift
    if [ -f "$directory/build.ninja" ]; then
        return 0 # ninja runs Meson again by itself when a build file has changed
    fi
    meson setup "$@" "$directory"
}
