/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli-private.h"

#include "rs-abilities.h"
#include "rs-error.h"

#include <unistd.h>

/* Keys come by standard input only: an argument list is seen by everybody on the machine (PRODUCT F1.4). */
static char *
read_key (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[1024];
  gssize got;

  while (text->len < 64 * 1024 && (got = read (STDIN_FILENO, buffer, sizeof buffer)) > 0)
    g_string_append_len (text, buffer, got);
  return g_strstrip (g_strdup (text->str));
}

/* What the key allows, as far as it can be known without writing anything. */
static void
print_abilities (RsWorkspace *workspace, const char *service)
{
  g_autoptr (GArray) abilities = rs_abilities_list (rs_workspace_get_store (workspace), NULL);

  for (guint i = 0; abilities != NULL && i < abilities->len; i++)
    {
      const RsAbility *ability = &g_array_index (abilities, RsAbility, i);
      gboolean allowed = ability->state != RS_ABILITY_NO;

      if (g_str_equal (ability->service, service))
        g_print ("  %-24s %s%s%s\n", ability->title, rs_ability_state_word (ability->state),
                 allowed ? "" : ": ", allowed ? "" : ability->without);
    }
}

int
rs_cli_connect (RsCli *self, GError **error)
{
  const char *service = self->arguments[1];
  g_autoptr (RsWorkspace) workspace = NULL;
  g_autofree char *key = NULL;

  if (g_strcmp0 (service, "rackbeat") != 0 && g_strcmp0 (service, "webshipper") != 0)
    {
      g_set_error_literal (error, RS_ERROR, RS_ERROR_REJECTED,
                           "Say which: connect rackbeat, or connect webshipper");
      return RS_CLI_FAILED;
    }
  workspace = rs_cli_open (self, error);
  if (workspace == NULL)
    return RS_CLI_FAILED;
  key = read_key ();
  if (g_str_equal (service, "rackbeat"))
    {
      g_autoptr (RsRbAccount) account
        = dex_await_boxed (rs_workspace_connect_rackbeat (workspace, self->url, key), error);

      if (account == NULL)
        return RS_CLI_FAILED;
      g_print ("Connected to Rackbeat: %s, agreement %" G_GINT64_FORMAT "\n",
               account->company != NULL ? account->company : "(no name)", account->agreement_number);
      print_abilities (workspace, service);
      return RS_CLI_WELL;
    }
  else
    {
      g_autoptr (GPtrArray) channels
        = dex_await_boxed (rs_workspace_connect_webshipper (workspace, self->url, self->account, key), error);

      if (channels == NULL)
        return RS_CLI_FAILED;
      g_print ("Connected to Webshipper. Order channels:\n");
      for (guint i = 0; i < channels->len; i++)
        {
          const RsOrderChannel *channel = g_ptr_array_index (channels, i);

          g_print ("  %" G_GINT64_FORMAT "  %s\n", channel->id, channel->label != NULL ? channel->label : "");
        }
      g_print ("What the token allows:\n");
      print_abilities (workspace, service);
      return RS_CLI_WELL;
    }
}
