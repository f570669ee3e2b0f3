# ./dev test: builds and runs every test, once plainly and, for the layers below the window, once more under the sanitizers.
# The last line counts single cases: N passed, N failed. Sourced by ./dev.

asan_dir=_build-asan

# Ends a run that got nowhere: what cannot be built has failed.
stop_tests() { # WHY
  say "$1"
  echo "0 passed, 1 failed"
  exit 1
}

# Runs one build's tests; how they went is read from meson's log afterwards.
run_build() { # DIR MESON-TEST-OPTION…
  local dir=$1 start=$SECONDS
  shift
  rm -f "$top/$dir/meson-logs/testlog.json"
  contained=1 enter meson test -C "$dir" --no-rebuild --num-processes "$(nproc)" "$@" >"$top/$dir/.dev-test.log" 2>&1 || true
  say "$dir: tests ran for $((SECONDS - start)) s"
}

run_tests() { # [NAME…]
  build $build_dir || stop_tests "The build failed."
  build $asan_dir -Db_sanitize=address,undefined -Db_lundef=false || stop_tests "The build with sanitizers failed."
  run_build $build_dir --timeout-multiplier 3 "$@"
  # Fibers switch stacks, which the leak checker cannot follow.
  ASAN_OPTIONS=detect_leaks=0:detect_stack_use_after_return=0 UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
    run_build $asan_dir --timeout-multiplier 6 --suite unit --suite flow --suite sim "$@"
  enter python3 .dev/count.py $build_dir $asan_dir
}
