/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-application.h"
#include "rs-cli.h"

#include <stdio.h>

int
main (int argc, char *argv[])
{
  RsLaunch launch = { 0 };
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &launch.profile, NULL, NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &launch.practice, NULL, NULL },
    { "screenshot", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &launch.screenshot, NULL, NULL },
    { "page", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_STRING, &launch.page, NULL, NULL },
    { "dark", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &launch.dark, NULL, NULL },
    { "width", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &launch.width, NULL, NULL },
    { "height", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &launch.height, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (rs_cli_wants (argc, argv))
    return rs_cli_main (argc, argv);
  context = g_option_context_new (NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "rackship: %s\n", error->message);
      return 2;
    }
  status = rs_application_run (&launch);
  g_free (launch.profile);
  g_free (launch.screenshot);
  g_free (launch.page);
  return status;
}
