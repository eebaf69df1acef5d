# Sourced by bin/start and bin/test: runs a file with the first Python here that is new enough.
run_with_python() {
    for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            exec "$candidate" "$@"
        fi
    done
    echo 'Omtanke needs Python 3.11 or newer: install it, then run this again.' >&2
    exit 1
}
