#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs the build directory $1 into a temporary place and uses it from there as a user would.
set -u
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
passed=0
failed=0

# Runs a command as the case $1.
try() {
    name=$1
    shift
    if "$@" >"$place/log" 2>&1; then
        passed=$((passed + 1))
        printf 'ok   %s\n' "$name"
    else
        failed=$((failed + 1))
        printf 'FAIL %s\n' "$name"
        cat "$place/log"
    fi
}

DESTDIR=$place meson install -C "$1" --no-rebuild --quiet || exit 1
prefix=$place$(meson introspect "$1" --buildoptions |
    python3 -c 'import json, sys
print(next(o["value"] for o in json.load(sys.stdin) if o["name"] == "prefix"))')
share=$prefix/share

for file in bin/elblint include/elblint/elblint.h share/man/man1/elblint.1; do
    try "$file is there" test -s "$prefix/$file"
done
for schema in schemas/*.json; do
    try "$schema is there" cmp "$schema" "$share/elblint/$schema"
done

# What the linker needs comes from the .pc file alone.
pc=$(find "$prefix" -name elblint.pc)
packages() {
    PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --define-variable=prefix="$prefix" "$@" elblint
}
compile() {
    # Flags are words of their own.
    # shellcheck disable=SC2046
    cc -std=c17 -Wall -Wextra -Werror tests/install/program.c $(packages --static --cflags --libs) \
        -o "$place/program"
}
try 'a program builds with elblint.pc' compile
try 'the program runs' "$place/program"
only_private() {
    packages --static --libs
    packages --static --libs | grep -q jansson && packages --static --libs | grep -q yaml &&
        ! packages --static --libs | grep -q 'ssl\|crypto'
}
try 'elblint.pc names jansson and libyaml, and not OpenSSL' only_private
for header in "$prefix"/include/elblint/*.h; do
    try "elblint/${header##*/} stands alone" cc -std=c17 -Wall -Wextra -Werror -I "$prefix/include" \
        -x c -fsyntax-only -include "$header" /dev/null
done

# OpenSSL in the list of libraries would cost more start-up time than a whole check.
lazy() {
    ldd "$prefix/bin/elblint"
    ! ldd "$prefix/bin/elblint" | grep -q 'libssl\|libcrypto'
}
case $(nm "$prefix/bin/elblint" 2>/dev/null) in
*__asan_init*) ;;
*) try 'the program is not linked with OpenSSL' lazy ;;
esac

# The man page has no warning of groff; the completions offer the verbs.
man_page() {
    warnings=$(groff -man -ww -z -Tutf8 "$share/man/man1/elblint.1" 2>&1)
    printf '%s\n' "$warnings"
    [ -z "$warnings" ]
}
bash_completion() {
    PATH=$prefix/bin:$PATH bash tests/install/complete.bash \
        "$share/bash-completion/completions/elblint"
}
zsh_completion() {
    zsh -fc "fpath=($share/zsh/site-functions \$fpath); autoload -Uz compinit
        compinit -D -d $place/zcompdump && autoload -Uz +X _elblint && [[ \$_comps[elblint] = _elblint ]] &&
        functions _elblint | grep -q check"
}
fish_completion() {
    HOME=$place XDG_DATA_HOME=$place PATH=$prefix/bin:$PATH fish --no-config -c \
        "source $share/fish/vendor_completions.d/elblint.fish; complete -C 'elblint '" |
        grep -q '^check'
}
try 'the man page is free of warnings' man_page
try 'bash completes' bash_completion
try 'zsh completes' zsh_completion
try 'fish completes' fish_completion

printf '%d passed, %d failed, 0 skipped\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
