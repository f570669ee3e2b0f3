# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The RackShip developers
"""What holds of the widgets that are made from templates."""

import re
import xml.etree.ElementTree as ElementTree

BOUND = re.compile(r"gtk_widget_class_bind_template_child \(\w+, \w+, (\w+)\)")


def bins_let_go(tree):
    """A bin lets go of a child that its template knows by name before the template does.

    gtk_widget_dispose_template() takes such a child from the bin, which unparents it once more when it is gone."""
    for path in tree.files(".ui", under="src/"):
        template = ElementTree.fromstring(tree.read(path)).find("template")
        code = path.removesuffix(".ui") + ".c"
        if template is None or template.get("parent") != "AdwBin" or not tree.exists(code):
            continue
        text = tree.read(code)
        children = {child.get("id") for child in template.findall("property[@name='child']/object")}
        before, disposes, _ = text.partition("gtk_widget_dispose_template (")
        if disposes and children & set(BOUND.findall(text)) and "adw_bin_set_child (ADW_BIN (self), NULL)" not in before:
            yield f"{code}: the bin's child is the template's too: adw_bin_set_child (ADW_BIN (self), NULL) comes first"
