# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
# Makes the private Debian tree, or adds to it. Sourced by sdk.sh when something is missing, with the lock held.
#
# A tree is made under a temporary name and renamed when complete: what bears the name is whole. All of it happens in
# namespaces of its own whose processes die with ./dev, so that a killed run leaves neither mounts nor writers behind.

setup_log=$cache/setup.log

# Runs a command as root of those namespaces: the real root, or the user's own in a user namespace with a range of
# subordinate ids, since a Debian tree has more than one owner.
in_namespaces() {
  local flags=(--mount --pid --fork --kill-child)
  if [ "$(id -u)" = 0 ]; then
    if ! unshare "${flags[@]}" true 2>/dev/null; then
      "$@" # a container that refuses namespaces
      return
    fi
  else
    flags+=(--user --map-root-user --map-auto)
  fi
  setpriv --pdeathsig KILL unshare "${flags[@]}" --mount-proc "$@"
}

need_tools() {
  local missing=()
  command -v debootstrap >/dev/null || missing+=(debootstrap)
  command -v bwrap >/dev/null || missing+=(bubblewrap)
  [ "$(id -u)" = 0 ] || command -v newuidmap >/dev/null || missing+=(uidmap)
  if [ ${#missing[@]} -gt 0 ]; then
    command -v apt-get >/dev/null || die "not installed: ${missing[*]}. Install them with your package manager."
    [ "$(id -u)" = 0 ] || die "not installed: ${missing[*]}. Run: sudo apt-get install ${missing[*]}"
    say "Installing ${missing[*]}."
    apt-get -qq update >"$setup_log" 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "${missing[@]}" >>"$setup_log" 2>&1 ||
      fail_setup "${missing[*]} could not be installed"
  fi
  [ "$(id -u)" = 0 ] || in_namespaces true 2>"$setup_log" ||
    die "this system does not let you make a user namespace ($(tail -n 1 "$setup_log")). Run ./dev as root, or allow it for your user."
}

fail_setup() {
  say "dev: $1. Is there a network, and does its package mirror answer? The end of $setup_log:"
  tail -n 6 "$setup_log" >&2
  exit 1
}

# The mirror that this machine's own apt uses, if it is one of Debian's; else debootstrap's default.
own_mirror() {
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    sed -n 's,^Debian \(.*[^/]\)/*$,\1,p' | head -n 1
}

# Runs a shell script inside a tree, as root of the namespaces. Everything else in them is this tree's alone.
in_tree() { # TREE SCRIPT [ARG…]
  local tree=$1 script=$2
  shift 2
  in_namespaces env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive sh -c '
    tree=$1 script=$2
    shift 2
    cat /etc/resolv.conf >"$tree/etc/resolv.conf" 2>/dev/null
    # Where mounting is refused, what debootstrap left in dev and proc has to do.
    mount --rbind /dev "$tree/dev" 2>/dev/null
    mount -t proc proc "$tree/proc" 2>/dev/null
    exec chroot "$tree" sh -euc "$script" sh "$@"' sh "$tree" "$script" "$@"
}

remove_tree() { # TREE
  [ ! -e "$1" ] || in_namespaces rm -rf --one-file-system "$1"
}

# Installs what the list names and the tree has not. Also mends what an interrupted run of itself left half installed.
install_packages() { # TREE
  # shellcheck disable=SC2016 # for the tree's shell
  in_tree "$1" '
    apt-get -qq update
    dpkg --configure -a
    apt-get -qq -y --no-install-recommends -f install
    apt-get -qq -y --no-install-recommends --no-upgrade install "$@"
    apt-get -qq clean
    printf "%s UTF-8\n" da_DK.UTF-8 en_US.UTF-8 >/etc/locale.gen
    [ -e /usr/lib/locale/locale-archive ] || locale-gen
    [ -s /etc/machine-id ] || dbus-uuidgen >/etc/machine-id
  ' "${packages[@]}" >>"$setup_log" 2>&1
}

make_tree() {
  local tree=$sdk_tree.part mirror scripts=${DEBOOTSTRAP_DIR:-/usr/share/debootstrap}/scripts
  say "Making the SDK folder, once: Debian $sdk_suite with ${#packages[@]} packages and what they need. About three minutes."
  # What a run that was stopped left behind is no use to anybody.
  remove_tree "$tree"
  mirror=$(own_mirror)
  # Where this machine has no mirror of Debian's own, debootstrap knows one.
  # debootstrap may be older than the suite; all of Debian's go by sid's script. Called "lxc" it does without device
  # nodes where it may not make them.
  in_namespaces env container="$([ "$(id -u)" = 0 ] || echo lxc)" debootstrap --variant=minbase --include=ca-certificates "$sdk_suite" "$tree" \
    "$mirror" "$scripts/sid" >"$setup_log" 2>&1 || fail_setup "Debian $sdk_suite could not be fetched"
  in_namespaces sh -c '
    # The tree'\''s apt needs what this machine'\''s needs to reach the mirror, its proxy for one.
    { apt-config dump --no-empty 2>/dev/null |
        grep -E "^Acquire::(Check-Valid-Until|Check-Date|Retries|ForceIPv[46]|https?::(Proxy|Timeout|Pipeline-Depth)) "
      echo "Acquire::Languages \"none\";"
      # Its own user for downloads may not reach a cache folder below a private home.
      echo "APT::Sandbox::User \"root\";"
    } >"$1/etc/apt/apt.conf.d/90rackship"
    printf "%s\n" force-unsafe-io "path-exclude=/usr/share/doc/*" "path-exclude=/usr/share/man/*" >"$1/etc/dpkg/dpkg.cfg.d/rackship"
    # Packages that bring a service must not start it.
    printf "#!/bin/sh\nexit 101\n" >"$1/usr/sbin/policy-rc.d"
    chmod 755 "$1/usr/sbin/policy-rc.d"
    mkdir "$1/.rackship"
    touch "$1/.rackship/in-use"' sh "$tree"
  install_packages "$tree" || fail_setup "the packages could not be installed"
  in_namespaces touch "$tree/.rackship/${stamp##*/}"
  mv "$tree" "$sdk_tree"
}

# Removes trees of other recipes, and ones put aside, as far as nobody works in them.
sweep_trees() {
  local old
  for old in "$cache"/sdk-*; do
    [ "$old" != "$sdk_tree" ] && [ -e "$old/.rackship/in-use" ] || continue
    (flock -n 8 && remove_tree "$old" || true) 8<"$old/.rackship/in-use"
  done
}

provide_tree() {
  need_tools
  : >"$setup_log"
  if [ -d "$sdk_tree" ]; then
    say "The package list has changed: adding to the SDK folder."
    if install_packages "$sdk_tree"; then
      in_namespaces touch "$stamp"
      return
    fi
    # Without the mirror a new tree would fail as well, and the old one serves other checkouts.
    in_tree "$sdk_tree" 'apt-get -qq update -o APT::Update::Error-Mode=any' >>"$setup_log" 2>&1 ||
      fail_setup "the packages could not be added"
    say "That failed: making it anew."
    mv "$sdk_tree" "$sdk_tree.old.$$"
  fi
  make_tree
  sweep_trees
}
