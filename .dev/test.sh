# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers

# ./dev test: builds and runs every test, once plainly and, for the layers below the window, once under the sanitizers.
# The last line counts single cases: N passed, N failed.

status=0
build $build_dir || { say "the build failed"; echo "0 passed, 1 failed"; exit 1; }
enter meson test -C $build_dir --no-rebuild --print-errorlogs --num-processes 2 "$@" >"$build_dir/test.log" 2>&1 || status=1
build _build-asan -Db_sanitize=address,undefined -Db_lundef=false || { say "the build with sanitizers failed"; echo "0 passed, 1 failed"; exit 1; }
# Fibers switch stacks, which the leak checker cannot follow: leaks are looked for with valgrind.
enter env ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
  meson test -C _build-asan --no-rebuild --print-errorlogs --num-processes 2 --suite unit --suite flow --timeout-multiplier 4 \
  >"_build-asan/test.log" 2>&1 || status=1
if [ $status -ne 0 ]; then
  grep -hE '^(not ok|#.*(ERROR|FAIL)|.*(ERROR:|FAIL|TIMEOUT))' $build_dir/test.log _build-asan/test.log | head -n 100 >&2 || true
fi
enter python3 .dev/count.py $build_dir/meson-logs/testlog.junit.xml _build-asan/meson-logs/testlog.junit.xml
