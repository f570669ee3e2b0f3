# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""A rule that nothing can break is no rule: a small house that keeps them all, and one breach of each rule in turn."""

import pathlib
import tempfile

from tree import CannotCheck, Tree

HEAD = "/* SPDX-License-Identifier: GPL-3.0-or-later\n * SPDX-FileCopyrightText: The RackShip developers */\n\n"
UI_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!-- SPDX-License-Identifier: GPL-3.0-or-later\n'
    "     SPDX-FileCopyrightText: The RackShip developers -->\n"
)
HEADER = HEAD + "#pragma once\n"
GOOD_DESKTOP = "[Desktop Entry]\nType=Application\nName=RackShip\nExec=rackship\nIcon=com.example.RackShip\nCategories=Office;\n"
GOOD_SCHEMA = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<schemalist>\n  <schema id="com.example.RackShip" path="/com/example/RackShip/">\n'
    '    <key name="pace" type="i">\n      <default>60</default>\n    </key>\n  </schema>\n</schemalist>\n'
)
GOOD_METAINFO = """<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>com.example.RackShip</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>GPL-3.0-or-later</project_license>
  <name>RackShip</name>
  <summary>Keep orders and labels in step</summary>
  <description>
    <p>RackShip keeps the orders of two services in step and prints their labels at the packing station.</p>
  </description>
  <developer id="com.example">
    <name>The RackShip developers</name>
  </developer>
  <launchable type="desktop-id">com.example.RackShip.desktop</launchable>
  <url type="homepage">https://rackship.example</url>
  <content_rating type="oars-1.1"/>
  <releases>
    <release version="1.0" date="2026-01-01"/>
  </releases>
</component>
"""

GOOD_DANISH = (
    'msgid ""\nmsgstr ""\n"Language: da\\n"\n\nmsgid "%s of %s"\nmsgstr "%2$s, heraf %1$s"\n\nmsgid "_Open…"\nmsgstr "_Åbn…"\n'
)

GOOD_HELP = "# Start\n\nPress **Open…**. See [there](start#there).\n\n## There {#there}\n"

BAR = UI_HEAD + (
    '<interface>\n  <template class="RsBar" parent="AdwBin">\n    <property name="child">\n      <object class="GtkStack" id="stack"/>\n'
    "    </property>\n  </template>\n</interface>\n"
)
LETS_GO = (
    "static void\nrs_bar_dispose (GObject *self)\n{\n  adw_bin_set_child (ADW_BIN (self), NULL);\n"
    "  gtk_widget_dispose_template (GTK_WIDGET (self), RS_TYPE_BAR);\n}\n\nstatic void\nrs_bar_class_init (RsBarClass *klass)\n{\n"
    "  gtk_widget_class_bind_template_child (klass, RsBar, stack);\n}\n"
)

HOUSE = {
    "meson.build": "app_id = 'com.example.RackShip'\n",
    "src/base/meson.build": "library('rs-fold.c', include_directories: [base_inc])\n",
    "src/base/rs-fold.h": HEADER,
    "src/base/rs-fold.c": HEAD + '#include "rs-fold.h"\n\nint\nrs_fold (void)\n{\n  return 0;\n}\n',
    "src/model/meson.build": "library('rs-order.c', include_directories: [model_inc, base_inc])\n",
    "src/model/rs-order.h": HEADER + '\n#include "rs-fold.h"\n',
    "src/model/rs-order.c": HEAD + '#include "rs-order.h"\n',
    "src/net/rs-lane.h": HEADER + "\n#include <libsoup/soup.h>\n",
    "src/net/rs-request.h": HEADER,
    "src/sync/rs-engine.h": HEADER + '\n#include "rs-lane.h"\n',
    "src/ui/rs-bar.ui": BAR,
    "src/ui/rs-bar.c": HEAD + LETS_GO,
    "src/ui/meson.build": "library('rs-bar.c', 'rs-window.c', include_directories: [ui_inc])\n",
    "src/ui/rs-window.c": HEAD + 'const char *rs_title = _ ("Orders");\n',
    "src/ui/rackship.gresource.xml": '<file alias="en/start.md">en</file>\n<file alias="da/start.md">da</file>\n',
    "src/ui/help/en/start.md": GOOD_HELP,
    "src/ui/help/da/start.md": GOOD_HELP.replace("Open…", "Åbn…"),
    "src/ui/rs-window.ui": UI_HEAD + '<interface>\n  <property name="label" translatable="yes">Orders</property>\n</interface>\n',
    "data/com.example.RackShip.desktop.in": GOOD_DESKTOP,
    "data/com.example.RackShip.metainfo.xml.in": GOOD_METAINFO,
    "data/com.example.RackShip.gschema.xml": GOOD_SCHEMA,
    "po/LINGUAS": "da\n",
    "po/rackship.pot": 'msgid ""\nmsgstr ""\n\nmsgid "%s of %s"\nmsgstr ""\n\nmsgid "_Open…"\nmsgstr ""\n',
    "po/da.po": GOOD_DANISH,
    "po/POTFILES": "# text\ndata/com.example.RackShip.desktop.in\ndata/com.example.RackShip.metainfo.xml.in\n"
    "src/ui/rs-window.c\nsrc/ui/rs-window.ui\n",
}

LONG_FUNCTION = HEAD + "int\nrs_fold (void)\n{\n" + "  ;\n" * 80 + "}\n"

# By the check's name: breaches, each the files that differ from HOUSE (None: gone).
BREACHES = {
    "formatted": [{"src/base/rs-fold.c": HEAD + "int rs_fold(void) { return 0; }\n"}],
    "licensed": [
        {"src/base/rs-fold.h": "#pragma once\n"},
        {"src/base/rs-fold.h": HEADER.replace("3.0", "2.0")},
        {"src/base/rs-fold.h": "\n" + HEADER},
        {"src/ui/rs-window.ui": "<interface/>\n"},
        {"dev.py": "print ()\n"},
    ],
    "clean_text": [
        {"src/base/rs-fold.h": HEADER + "\tint x;\n"},
        {"src/base/rs-fold.h": HEADER + "int x; \n"},
        {"src/base/rs-fold.h": HEADER + "int x;\r\n"},
        {"src/base/rs-fold.h": HEADER + "int x;"},
    ],
    "short_functions": [{"src/base/rs-fold.c": LONG_FUNCTION}],
    "short_files": [{"src/base/rs-fold.h": HEADER + "\n" * 1000}],
    "safe_calls": [
        {"src/base/rs-fold.c": HEAD + f"double x = {call} (text);\n"} for call in ("strtod", "atof", "sscanf", "sprintf", "system")
    ],
    "finished": [
        {"src/base/rs-fold.c": HEAD + "/* TO" + "DO: fold */\n"},
        {"src/base/rs-fold.c": HEAD + 'const char *x = "/ho' + 'me/ida/x";\n'},
    ],
    "libraries_in_their_place": [
        {"src/model/rs-order.c": HEAD + f"#include <{name}>\n"}
        for name in ("libsoup/soup.h", "libsecret/secret.h", "sqlite3.h", "gtk/gtk.h", "adwaita.h", "poppler.h")
    ]
    + [{"src/main.c": HEAD + "#include <gtk/gtk.h>\n"}],
    "includes_go_down": [
        {"src/base/rs-fold.h": HEADER + '#include "rs-order.h"\n'},
        {"src/ui/rs-window.c": HEAD + '#include "rs-lane.h"\n'},
        {"src/sync/rs-engine.h": HEADER + '#include "rs-request.h"\n'},
        {"src/base/rs-fold.h": HEADER + '#include "rs-nowhere.h"\n'},
        {"src/utils/rs-misc.h": HEADER},
    ],
    "header_names_are_unique": [{"src/model/rs-fold.h": HEADER}],
    "no_cycles": [
        {"src/base/rs-fold.h": HEADER + '#include "rs-order.h"\n'},
        {"src/base/rs-fold.h": HEADER + '#include "rs-x.h"\n', "src/base/rs-x.h": HEADER + '#include "rs-fold.h"\n'},
        {"src/base/rs-fold.c": HEAD + '#include "rs-order.h"\n'},
    ],
    "include_paths_are_the_table": [
        {"src/base/meson.build": "library('rs-fold.c', include_directories: [base_inc, model_inc])\n"}
    ],
    "everything_is_built": [
        {"src/base/rs-new.c": HEAD},
        {"tests/unit/base/test-new.c": HEAD, "tests/unit/base/meson.build": "foreach name : ['fold']\n"},
    ],
    "translations_are_listed": [
        {"po/POTFILES": None},
        {"po/POTFILES": HOUSE["po/POTFILES"].replace("src/ui/rs-window.c\n", "")},
        {"po/POTFILES": HOUSE["po/POTFILES"].replace("src/ui/rs-window.ui\n", "")},
        {"po/POTFILES": HOUSE["po/POTFILES"] + "src/base/rs-fold.c\n"},
        {"src/base/rs-fold.c": HEAD + 'const char *x = ngettext ("order", "orders", 2);\n'},
    ],
    "translations_are_complete": [
        {"po/da.po": None},
        {"po/da.po": GOOD_DANISH.replace("%2$s, heraf %1$s", "")},
        {"po/da.po": GOOD_DANISH.replace("%2$s, heraf %1$s", "%s")},
        {"po/da.po": GOOD_DANISH.replace("%2$s, heraf %1$s", "%s af %u")},
        {"po/da.po": GOOD_DANISH.replace('msgid "%s of %s"', '#, fuzzy\nmsgid "%s of %s"')},
        {"po/da.po": GOOD_DANISH.replace('msgid "_Open…"', 'msgid "_Close…"')},
        {"po/da.po": GOOD_DANISH.replace("Åbn…", "Åbn")},
        {"po/da.po": GOOD_DANISH.replace("_Åbn", "Åbn")},
    ],
    "help_is_whole": [
        {"src/ui/help/da/start.md": None},
        {"src/ui/help/en/start.md": None},
        {"src/ui/help/da/start.md": GOOD_HELP},
        {"src/ui/help/da/start.md": GOOD_HELP.replace("Open…", "Åbn…").replace("{#there}", "{#where}")},
        {"src/ui/help/da/start.md": GOOD_HELP.replace("Open…", "Åbn…").replace(" {#there}", "")},
        {"src/ui/help/da/start.md": GOOD_HELP.replace("Open…", "Åbn…").replace("(start#there)", "(start)")},
        {"src/ui/help/da/start.md": GOOD_HELP.replace("**Open…**", "")},
        {"src/ui/help/da/start.md": GOOD_HELP.replace("Open…", "Åbn…").replace("# Start\n", "", 1)},
        {"src/ui/rackship.gresource.xml": '<file alias="en/start.md">en</file>\n'},
        {"po/LINGUAS": "da\nsv\n"},
    ],
    "bins_let_go": [{"src/ui/rs-bar.ui": BAR, "src/ui/rs-bar.c": HEAD + LETS_GO.replace("  adw_bin_set_child (ADW_BIN (self), NULL);\n", "")}],
    "one_app_id": [
        {"src/base/rs-fold.c": HEAD + 'const char *id = "com.example.Packer";\n'},
        {"src/ui/rs-window.c": HEAD + 'const char *path = "/com/example/Packer/window.ui";\n'},
        {"data/rackship.desktop": GOOD_DESKTOP},
    ],
    "desktop_file": [{"data/com.example.RackShip.desktop.in": GOOD_DESKTOP.replace("Type=Application\n", "")}],
    "metainfo": [{"data/com.example.RackShip.metainfo.xml.in": GOOD_METAINFO.replace("<name>RackShip</name>", "")}],
    "settings_schema": [{"data/com.example.RackShip.gschema.xml": GOOD_SCHEMA.replace('"i"', '"no type"')}],
}


def build(folder, files):
    for path, text in files.items():
        if text is not None:
            target = pathlib.Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="")


def found_in(check, problems_of, files, root):
    """What the check finds in a house of these files."""
    with tempfile.TemporaryDirectory() as folder:
        build(folder, {**files, ".clang-format": (pathlib.Path(root) / ".clang-format").read_text(encoding="utf-8")})
        return problems_of(check, Tree(folder))[0]


def complaint(check, problems_of, root):
    """What is wrong with the check itself; None when it is as it should be."""
    at_first = found_in(check, problems_of, HOUSE, root)
    if at_first:
        return f"it complains of a house that keeps the rules: {at_first[0]}"
    breaches = BREACHES.get(check.__name__)
    if not breaches:
        return "no breach of it is known"
    for breach in breaches:
        if not found_in(check, problems_of, {**HOUSE, **breach}, root):
            return f"it does not notice {breach}"
    return None


def test_all(checks, problems_of, name_of, root):
    """One TAP test per check; how many failed."""
    n_failed = 0
    print(f"1..{len(checks)}")
    for number, check in enumerate(checks, 1):
        try:
            text = complaint(check, problems_of, root)
        except CannotCheck as reason:
            print(f"ok {number} - a breach is noticed: {name_of(check)} # SKIP {reason}")
            continue
        if text is not None:
            n_failed += 1
            print(f"# {text!r}")
        print(f"{'not ok' if text else 'ok'} {number} - a breach is noticed: {name_of(check)}", flush=True)
    return n_failed
