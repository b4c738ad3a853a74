# SPDX-License-Identifier: MIT
# What demo, test and setup share; read with ". common.sh", after cd to the top of the checkout.

# A part's heading; with a terminal it stands out.
part() {
    if [ -t 1 ]; then printf '\n\033[1m%s\033[0m\n' "$*"; else printf '\n== %s\n' "$*"; fi
}

stop() {
    printf '%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# configure_in FOLDER [MESON OPTION...]: once, and anew when the options are others.
configure_in() {
    local dir=$1 log=$1/cutline-build.log asked=$1/cutline-options
    shift
    mkdir -p "$dir"
    if [ ! -e "$dir/build.ninja" ]; then
        meson setup "$dir" "$@"
    elif [ "$(cat "$asked" 2>/dev/null)" != "$*" ]; then
        meson configure "$dir" "$@"
    fi >"$log" 2>&1 || { tail -n 30 "$log" >&2; stop "meson setup failed; whole log: $log"; }
    echo "$*" >"$asked"
}

# build_in FOLDER [MESON OPTION...]: configures once, then builds what has changed.
build_in() {
    local dir=$1 log=$1/cutline-build.log
    configure_in "$@"
    if ninja -C "$dir" >"$log" 2>&1; then
        echo "$dir: up to date ($(($(grep -c '^\[' "$log") + 0)) steps)"
    else
        grep -vE '^\[[0-9]+/[0-9]+\] [A-Z]' "$log" | tail -n 60 >&2
        stop "the build failed; whole log: $log"
    fi
}
