# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers

# Where RackShip is built: this machine itself where its packages meet the floor, else a private Debian 13 tree below the
# cache folder, entered with bubblewrap (or chroot where that is refused). Sourced by ./dev.

packages=$(sed 's/#.*//' "$top/.dev/packages" | tr '\n' ' ')
sdk_key=$(printf '%s' "trixie $packages" | sha256sum | cut -c 1-16)
sdk=$cache/sdk-$sdk_key

say() { printf '%s\n' "$*" >&2; }
die() { say "dev: $*"; exit 1; }

# The floor of DESIGN: what Debian 13 has.
host_meets_floor() {
  command -v meson >/dev/null && command -v ninja >/dev/null && command -v pkg-config >/dev/null &&
    pkg-config --atleast-version=2.84 glib-2.0 2>/dev/null && pkg-config --atleast-version=4.18 gtk4 2>/dev/null &&
    pkg-config --atleast-version=1.7 libadwaita-1 2>/dev/null && pkg-config --atleast-version=3.6 libsoup-3.0 2>/dev/null &&
    pkg-config --atleast-version=1.10 json-glib-1.0 2>/dev/null && pkg-config --atleast-version=0.21 libsecret-1 2>/dev/null &&
    pkg-config --atleast-version=0.10 libdex-1 2>/dev/null && pkg-config --atleast-version=3.46 sqlite3 2>/dev/null
}

# Distributions whose own packages can meet the floor.
host_could_meet_floor() {
  [ -r /etc/os-release ] || return 1
  # shellcheck disable=SC1091
  (. /etc/os-release
   case ${ID-}:${VERSION_ID-} in
     debian:1[3-9]* | debian: | ubuntu:25.* | ubuntu:2[6-9].* | fedora:4[2-9]* | arch:*) exit 0 ;;
     *) exit 1 ;;
   esac)
}

install_tools() {
  missing=
  for tool in debootstrap bwrap; do command -v $tool >/dev/null || missing="$missing $tool"; done
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || die "install debootstrap and bubblewrap with your package manager first"
  [ "$(id -u)" = 0 ] || die "missing:$missing. Run: sudo apt-get install debootstrap bubblewrap"
  apt-get -qq update >/dev/null 2>&1 || true
  apt-get -qq -y install --no-install-recommends debootstrap bubblewrap >"$cache/tools.log" 2>&1 ||
    die "debootstrap and bubblewrap could not be installed (is there a network?): $(tail -n 2 "$cache/tools.log")"
}

in_tree() { # TREE COMMAND… with the rights to install packages
  tree=$1
  shift
  if bwrap --bind / / true 2>/dev/null; then
    bwrap --bind "$tree" / --dev /dev --proc /proc --tmpfs /tmp --ro-bind /etc/resolv.conf /etc/resolv.conf --unshare-pid --die-with-parent \
      --cap-add ALL --chdir / --setenv PATH /usr/sbin:/usr/bin --setenv HOME /root --setenv DEBIAN_FRONTEND noninteractive "$@"
  else
    cp /etc/resolv.conf "$tree/etc/resolv.conf"
    DEBIAN_FRONTEND=noninteractive PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot "$tree" "$@"
  fi
}

make_tree() {
  [ "$(id -u)" = 0 ] || die "the SDK folder is made once, by root: sudo ./dev sdk"
  install_tools
  tree=$sdk.part
  log=$cache/sdk.log
  # What a run that was stopped left behind is no use to anybody.
  rm -rf --one-file-system "$tree"
  mirror=$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null | sed -n 's,^Debian \(.*[^/]\)/*$,\1,p' | head -n 1)
  say "Setting up the SDK folder (Debian 13), once: about three minutes."
  # An older debootstrap has no script for the suite; all of Debian's go by sid's.
  # shellcheck disable=SC2086
  debootstrap --variant=minbase --include=ca-certificates trixie "$tree" ${mirror:+"$mirror"} /usr/share/debootstrap/scripts/sid >"$log" 2>&1 ||
    die "Debian 13 could not be fetched. Is there a network? The log: $log"
  { apt-config dump --no-empty 2>/dev/null | grep -E '^Acquire::(Check-Valid-Until|Check-Date|Retries|ForceIPv[46]|https?::(Proxy|Timeout|Pipeline-Depth)) ' || true
    echo 'Acquire::Languages "none";'
    # The tree's own user for downloads cannot write where root's temporary folder is.
    echo 'APT::Sandbox::User "root";'
  } >"$tree/etc/apt/apt.conf.d/90rackship"
  { echo force-unsafe-io; echo 'path-exclude=/usr/share/doc/*'; echo 'path-exclude=/usr/share/man/*'; } >"$tree/etc/dpkg/dpkg.cfg.d/rackship"
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
  # shellcheck disable=SC2086
  in_tree "$tree" sh -c 'apt-get -qq update && apt-get -qq -y --no-install-recommends install "$@" && apt-get clean' sh $packages >>"$log" 2>&1 ||
    die "the packages could not be installed. Is there a network? The log: $log"
  printf 'da_DK.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\n' >"$tree/etc/locale.gen"
  in_tree "$tree" locale-gen >>"$log" 2>&1 || die "the locales could not be made. The log: $log"
  mv "$tree" "$sdk"
  # Trees of older package lists, when no checkout has entered them for a month.
  find "$cache" -maxdepth 1 -name 'sdk-*' ! -path "$sdk" -mtime +30 -exec rm -rf --one-file-system {} +
}

need_sdk() {
  use_host=
  if host_meets_floor; then
    use_host=1
    return 0
  fi
  if host_could_meet_floor && command -v apt-get >/dev/null; then
    if [ "$(id -u)" = 0 ]; then
      # shellcheck disable=SC2086
      apt-get -qq update && apt-get -qq -y --no-install-recommends install $packages >/dev/null
      host_meets_floor && use_host=1 && return 0
    else
      die "packages are missing. Run: sudo apt-get install $packages"
    fi
  fi
  if [ -d "$sdk" ]; then
    touch -c "$sdk" 2>/dev/null || true
    return 0
  fi
  mkdir -p "$cache"
  # Two runs that start at once: one makes it, the other waits.
  exec 9>"$cache/sdk.lock"
  flock 9
  [ -d "$sdk" ] || make_tree
  exec 9>&-
}

# Binds the sockets of a desktop where there is one.
desktop_binds() {
  [ -z "${XDG_RUNTIME_DIR-}" ] || [ ! -d "$XDG_RUNTIME_DIR" ] || printf -- '--bind\n%s\n%s\n' "$XDG_RUNTIME_DIR" "$XDG_RUNTIME_DIR"
  [ -z "${XAUTHORITY-}" ] || [ ! -e "$XAUTHORITY" ] || printf -- '--ro-bind\n%s\n%s\n' "$XAUTHORITY" "$XAUTHORITY"
}

enter() { # COMMAND… in the project's folder, where everything needed is installed
  if [ -n "$use_host" ]; then
    (cd "$top" && exec "$@")
    return
  fi
  # git's own folder, for a worktree, is elsewhere.
  common=$(git -C "$top" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || echo "$top")
  mkdir -p "$cache/ccache" "$cache/home"
  if bwrap --bind / / true 2>/dev/null; then
    # shellcheck disable=SC2046
    bwrap --bind "$sdk" / --dev /dev --proc /proc --bind /tmp /tmp --ro-bind /etc/resolv.conf /etc/resolv.conf $(desktop_binds) \
      --bind "$cache/home" "$cache/home" --bind "$cache/ccache" "$cache/ccache" --bind "$top" "$top" --bind "$common" "$common" \
      --cap-add ALL --chdir "$top" --setenv PATH /usr/lib/ccache:/usr/bin:/usr/sbin --setenv HOME "$cache/home" --setenv LANG C.UTF-8 \
      --setenv CCACHE_DIR "$cache/ccache" --setenv TZ "${TZ-}" "$@"
  else
    mkdir -p "$sdk$top"
    mountpoint -q "$sdk$top" || mount --bind "$top" "$sdk$top"
    mountpoint -q "$sdk/proc" || mount -t proc proc "$sdk/proc"
    chroot "$sdk" /usr/bin/env PATH=/usr/lib/ccache:/usr/bin:/usr/sbin LANG=C.UTF-8 sh -c 'cd "$1" && shift && exec "$@"' sh "$top" "$@"
  fi
}
