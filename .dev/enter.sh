# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
# Runs commands where everything needed is installed: enter COMMAND… returns, enter_last COMMAND… does not.
# Sourced by ./dev after sdk.sh. In a tree the command sees the tree's system, this project (and its repository, when it is
# a worktree), /tmp, the network and, on a desktop, the display and the buses; of the user's home only what is
# RackShip's, and that only for the program itself.

# Set for the program itself, which speaks its user's language and works on their data. Tools and tests do neither.
as_user=
user_data=${XDG_DATA_HOME:-$home/.local/share}
# "contained" lets no process outlive the command.
contained=

# Variables that name things on this machine which are not in the tree, or change how its programs are loaded.
foreign_variables=(
  LD_LIBRARY_PATH LD_PRELOAD LIBRARY_PATH CPATH C_INCLUDE_PATH PKG_CONFIG_PATH PKG_CONFIG_LIBDIR ACLOCAL_PATH
  PYTHONPATH PYTHONHOME PYTHONSTARTUP VIRTUAL_ENV PERL5LIB GI_TYPELIB_PATH GIO_MODULE_DIR GIO_EXTRA_MODULES
  GSETTINGS_SCHEMA_DIR GDK_PIXBUF_MODULE_FILE GTK_PATH GTK_MODULES GTK_EXE_PREFIX FONTCONFIG_FILE FONTCONFIG_PATH LOCPATH
  XDG_DATA_DIRS XDG_CONFIG_DIRS SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE GIT_SSL_CAINFO REQUESTS_CA_BUNDLE
  TMPDIR EDITOR VISUAL PAGER
)

# Fills the array environment with what env(1) takes.
choose_environment() {
  environment=(CCACHE_DIR="$cache/ccache" CCACHE_BASEDIR="$top" CCACHE_NOHASHDIR=1)
  if [ -n "$as_user" ] && [ -n "${LC_ALL:-${LANG-}}" ]; then
    environment+=(LANG="${LANG:-$LC_ALL}")
  else
    environment+=(LANG=C.UTF-8 LC_ALL=C.UTF-8)
  fi
  if [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ]; then environment+=(GSK_RENDERER="${GSK_RENDERER:-cairo}"); fi
  [ -n "$sdk_tree" ] || return 0
  environment+=(PATH=/usr/bin:/usr/sbin:/usr/games HOME="$cache/home" SHELL=/bin/bash TERM="${TERM:-dumb}")
  if [ -n "$as_user" ]; then environment+=(XDG_DATA_HOME="$user_data"); fi
  # Who owns a checkout is no concern of the tree's git.
  environment+=(GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*')
  if [ -n "${DISPLAY-}" ] && [ -z "${XAUTHORITY-}" ] && [ -e "$home/.Xauthority" ]; then environment+=(XAUTHORITY="$home/.Xauthority"); fi
  if [ -z "${TZ-}" ] && [ -L /etc/localtime ]; then environment+=(TZ="$(readlink /etc/localtime | sed 's,.*/zoneinfo/,,')"); fi
  local name
  for name in "${foreign_variables[@]}"; do environment=(-u "$name" "${environment[@]}"); done
}

# Prints the folders outside of the tree that a command may write to.
shared_folders() {
  local name
  printf '%s\n' /tmp /var/tmp "$cache/ccache" "$cache/home"
  # Those of the user's folders that they moved on purpose.
  for name in XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME XDG_STATE_HOME XDG_RUNTIME_DIR; do
    if [ -d "${!name-}" ]; then printf '%s\n' "${!name}"; fi
  done
  if [ -n "$as_user" ]; then
    mkdir -p "$user_data/rackship"
    printf '%s\n' "$user_data/rackship"
  fi
  # A worktree's repository is elsewhere.
  git -C "$top" rev-parse --path-format=absolute --git-common-dir 2>/dev/null || true
  printf '%s\n' "$top"
}

# Fills the array entry with the command that goes into the tree.
choose_entry() {
  local folder file
  mkdir -p "$cache/ccache" "$cache/home"
  entry=(bwrap --tmpfs / --ro-bind "$sdk_tree/usr" /usr --ro-bind "$sdk_tree/etc" /etc --ro-bind "$sdk_tree/var" /var
    --symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64
    --dev /dev --dev-bind-try /dev/dri /dev/dri --proc /proc --ro-bind-try /sys /sys --tmpfs /run)
  for file in /etc/resolv.conf /etc/hosts /etc/passwd /etc/group; do entry+=(--ro-bind-try "$file" "$file"); done
  for file in /run/cups /run/dbus "${XAUTHORITY:-$home/.Xauthority}"; do [ ! -e "$file" ] || entry+=(--ro-bind "$file" "$file"); done
  while read -r folder; do entry+=(--bind "$folder" "$folder"); done < <(shared_folders)
  entry+=(--chdir "$top")
  if [ -n "$contained" ]; then entry+=(--unshare-pid --die-with-parent); fi
  # A build folder that belongs to somebody else needs root to be all of root.
  [ -O "$top" ] || entry+=(--cap-add ALL)
  bwrap --ro-bind / / --dev /dev --proc /proc true 2>/dev/null || choose_chroot
  entry+=(/usr/bin/env "${environment[@]}")
}

# The same without bubblewrap, for root where it is refused, as in some containers.
choose_chroot() {
  [ "$(id -u)" = 0 ] || die "bubblewrap is refused here. Run ./dev as root, or allow user namespaces for your user."
  local folders
  mapfile -t folders < <(printf '%s\n' /dev /proc /sys; shared_folders)
  # shellcheck disable=SC2016 # for the inner shells
  entry=(unshare --mount sh -euc '
      tree=$1 top=$2
      shift 2
      while [ "$1" != -- ]; do
        mkdir -p "$tree$1"
        mount --rbind "$1" "$tree$1"
        shift
      done
      cat /etc/resolv.conf >"$tree/etc/resolv.conf" || true
      exec chroot "$tree" sh -euc "cd \"\$1\"; shift 2; exec \"\$@\"" sh "$top" "$@"' sh "$sdk_tree" "$top" "${folders[@]}" --)
  if [ -n "$contained" ]; then entry=(setpriv --pdeathsig KILL "${entry[0]}" --pid --fork --kill-child "${entry[@]:1}"); fi
}

enter_last() {
  local environment=() entry=()
  cd "$top"
  choose_environment
  [ -n "$sdk_tree" ] || exec env "${environment[@]}" "$@"
  # Nobody removes a tree that is in use.
  exec 8<"$sdk_tree/.rackship/in-use"
  flock -s 8
  choose_entry
  exec "${entry[@]}" "$@"
}

enter() { (enter_last "$@"); }
