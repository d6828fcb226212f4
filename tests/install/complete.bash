# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# Sources the completion $1 and asks it what follows `elblint ch` and `elblint check --for`.
# shellcheck disable=SC1090
source "$1" || exit 1
function=$(complete -p elblint | sed 's/.*-F \([^ ]*\) .*/\1/')

offers() { # offers WORD... WANTED: the completions of `elblint WORD...` hold WANTED
    local wanted=${*: -1}
    COMP_WORDS=(elblint "${@:1:$#-1}")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    COMP_LINE="${COMP_WORDS[*]}"
    COMP_POINT=${#COMP_LINE}
    COMPREPLY=()
    "$function" elblint "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
    [[ " ${COMPREPLY[*]} " == *" $wanted"* ]] && return
    echo "'$COMP_LINE' offers '${COMPREPLY[*]}', not '$wanted'"
    return 1
}

offers ch check && offers check --for --format
