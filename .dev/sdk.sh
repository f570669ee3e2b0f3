# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
# Where RackShip is built. Sourced by ./dev; need_sdk sees to it that there is such a place and sets
#
#   sdk_name   what to tell build folders apart by: "machine", or the name of the tree
#   sdk_tree   the private Debian tree, empty where the machine's own packages are used
#
# The machine's own packages are used where they meet the floor. Elsewhere there is one tree below the cache folder
# for all checkouts: a Debian tree made by debootstrap. It holds the union of what the checkouts' package lists
# name, so that going from one branch to another costs nothing; a stamp for each list tells that all of it is there.

sdk_suite=trixie
# Raised when trees must be made in another way; a new package needs no new recipe.
sdk_recipe=1
sdk_name=$sdk_suite-$sdk_recipe

mapfile -t packages < <(sed 's/[[:space:]]*#.*//; /^$/d' "$top/.dev/packages")

# The floor stands in meson.build, once: "gtk4 >= 4.18" for each versioned dependency.
floor() {
  awk -F"'" '/^[a-z]+_version = / { split($1, word, "_"); version[word[1]] = $2 }
             /= dependency\(.*_version\)/ { split($5, word, /[ _]/); print $2 " >= " version[word[3]] }' "$top/meson.build"
}

machine_meets_floor() {
  local requirements
  command -v pkg-config >/dev/null || return 1
  mapfile -t requirements < <(floor)
  pkg-config --exists "${requirements[@]}" 2>/dev/null
}

# Whether the machine's package manager offers what meets the floor: asked of the two newest of the stack.
apt_offers_floor() {
  local package floor candidate
  command -v apt-cache >/dev/null || return 1
  while read -r package floor; do
    candidate=$(LC_ALL=C apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [ -n "$candidate" ] && [ "$candidate" != '(none)' ] && dpkg --compare-versions "$candidate" ge "$floor" || return 1
  done < <(floor | sed -n 's/^gtk4 >= /libgtk-4-dev /p; s/^libdex-1 >= /libdex-dev /p')
}


# Names, of the packages listed, those that this Debian-like machine does not have.
packages_missing() {
  local have
  have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p' | sort -u)
  printf '%s\n' "${packages[@]}" | sort -u | comm -23 - <(printf '%s\n' "$have")
}

# True where the machine itself will do. Installs what is missing, or says how to, where it could do.
use_machine() {
  local missing
  if ! machine_meets_floor; then
    # A machine that has its tree needs no slow look at what its package manager offers.
    [ ! -e "$stamp" ] && apt_offers_floor || return 1
  elif ! command -v dpkg-query >/dev/null; then
    for tool in meson ninja cc msgfmt python3 xvfb-run dbus-daemon gnome-keyring-daemon; do
      command -v $tool >/dev/null || die "$tool is not installed; install it with your package manager (.dev/packages has the whole list, by Debian's names)"
    done
    return 0
  fi
  mapfile -t missing < <(packages_missing)
  [ ${#missing[@]} -gt 0 ] || return 0
  [ "$(id -u)" = 0 ] || die "packages are missing. Run: sudo apt-get install --no-install-recommends ${missing[*]}"
  say "Installing ${#missing[@]} packages that RackShip is built with."
  apt-get -qq update >"$cache/setup.log" 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >>"$cache/setup.log" 2>&1 ||
    die "packages could not be installed. The end of $cache/setup.log: $(tail -n 3 "$cache/setup.log")"
  machine_meets_floor
}

need_sdk() {
  local key
  key=$(printf '%s\n' "${packages[@]}" | sort -u | sha256sum | cut -c 1-16)
  sdk_tree=$cache/sdk-$sdk_name
  stamp=$sdk_tree/.rackship/$key
  mkdir -p "$cache"
  if use_machine; then
    sdk_name=machine sdk_tree=
    return 0
  fi
  [ ! -e "$stamp" ] || return 0
  . "$top/.dev/tree.sh"
  # Two runs that start at once: one makes the tree, the other waits and finds it made.
  exec 9>"$cache/sdk.lock"
  flock -n 9 || { say "Waiting for the SDK folder, which another run is making."; flock 9; }
  [ -e "$stamp" ] || provide_tree
  exec 9>&-
}
