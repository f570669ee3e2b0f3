# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
# ./dev test: builds what tests.py runs. Sourced by ./dev.

run_tests() { # [NAME…]
  # What cannot be built has failed, and the last line says so.
  if ! build $build_dir || ! build $build_dir-asan -Db_sanitize=address,undefined -Db_lundef=false \
    || ! build $build_dir-fuzz --native-file tests/fuzz/clang.ini; then
    echo "0 passed, 1 failed"
    return 1
  fi
  contained=1 enter python3 .dev/tests.py "$@"
}
