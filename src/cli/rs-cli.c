/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "rs-cli.h"

#include "rs-cli-private.h"
#include "rs-error.h"
#include "rs-redact.h"
#include "rs-start.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct
{
  const char *name;
  RsCliRun run;
} commands[] = {
  { "sandbox", rs_cli_sandbox },     { "connect", rs_cli_connect },   { "setup", rs_cli_setup },
  { "preview", rs_cli_preview },     { "sync", rs_cli_sync },         { "orders", rs_cli_orders },
  { "shipments", rs_cli_shipments }, { "problems", rs_cli_problems }, { "activity", rs_cli_activity },
  { "ship", rs_cli_ship },           { "answer", rs_cli_answer },     { "agree", rs_cli_agree },
  { "rehearse", rs_cli_rehearse },   { "restore", rs_cli_restore },   { "support-bundle", rs_cli_support },
};

static const char help[]
  = "Commands:\n"
    "  sandbox [--rackbeat-port N] [--webshipper-port N] [--control-port N] [--orders N] [--seed N] [--set name=value]…\n"
    "      runs the two simulated services on 127.0.0.1 and prints one JSON line:\n"
    "      {\"rackbeat\":{\"url\",\"key\"},\"webshipper\":{\"url\",\"account\",\"token\"},\"control\":{\"url\"}}\n"
    "      GET control/world, /audit, /requests, /switches; POST control/act, /faults, /switches, /requests/reset\n"
    "  connect rackbeat|webshipper [--url URL] [--account NAME]\n"
    "      reads the key from standard input, tests it, stores it in the keyring\n"
    "  setup --direction rb-to-ws|ws-to-rb --trigger order|shipment --channel ID|all [--map TERM=RATE]… [--automap]\n"
    "        [--start DATE]\n"
    "        [--drafts] [--freight leave-out|virtual] [--unmapped hold|send] [--tracking-field ID]\n"
    "        [--create-term RATE]…   makes the delivery term that is called as the rate is, and maps it\n"
    "        [--choose NAME=VALUE]…   ready-only, default-rate, sender, only-terms, only-countries, only-groups, pace and all above\n"
    "        [--answer country:TEXT=CODE]… [--answer fraction:ITEM=round-up|one-with-text]…\n"
    "      with ws-to-rb: [--map-back TERM=RATE]… the term to use back where several share the rate, [--drafts|--booked],\n"
    "        [--default-term N] [--customer-group N] [--payment-term N] [--layout N] [--item-group N] [--item-unit N]\n"
    "        [--vat-zone by-country|domestic|eu|abroad|domestic_exempt]\n"
    "        [--answer customer:KEY=NUMBER|new]… [--answer item:TEXT=ITEM|leave-out]…\n"
    "  preview [--json]          what the next sync would do; writes nothing\n"
    "      JSON: [{\"order\",\"steps\":[{\"kind\",\"key\"}],\"problems\":[{\"code\",\"text\"}],\"reasons\":[text]}]\n"
    "  sync --once [--sweep] [--json]   one complete cycle; exit 0 all well, 1 something needs a person, 2 it could not run\n"
    "      JSON: {\"read\",\"planned\",\"done\",\"held\",\"failed\",\"doubtful\",\"waiting\",\"requests\":{\"rackbeat\",\"webshipper\"}}\n"
    "  sync                      the same, for ever\n"
    "  orders [--json] [--search TEXT]\n"
    "      JSON: [{\"number\",\"customer\",\"reference\",\"country\",\"term\",\"rate\",\"lines\",\"grams\",\"amount\",\"currency\",\"tracking\",\n"
    "              \"rackbeat\":{\"state\"},\"webshipper\":{\"state\"},\"state\",\"next\"}]\n"
    "  shipments [--json] [--search TEXT]\n"
    "      JSON: [{\"order\",\"rackbeat\":{\"id\",\"shipped\",\"lines\":[{\"item\",\"quantity\"}]},\n"
    "              \"webshipper\":{\"order\",\"state\",\"tracking\":[text]}}]\n"
    "  problems [--json] [--search TEXT]   JSON: [{\"code\",\"subject\",\"text\",\"remedies\":[text],\"since\"}]\n"
    "  activity [--json] [--search TEXT]   JSON: [{\"at\",\"order\",\"who\",\"what\",\"result\",\"detail\"}]\n"
    "  ship ORDER [--line SKU=QTY]… [--book] [--label FILE] [--json]\n"
    "      makes a (partial) shipment; JSON: {\"rb_shipment_id\",\"ws_order_id\",\"ws_shipment_id\",\"state\",\"text\"}\n"
    "  agree [--since DATE] [--json]   what both services say of each order made since then (default: 30 days); writes nothing\n"
    "      JSON: {\"since\",\"counts\":{\"matched\",\"waiting\",\"held\",\"stays\",\"missing\",\"differs\",\"surplus\"},\n"
    "             \"orders\":[{\"number\",\"customer\",\"created\",\"verdict\",\"text\"}]}; exit 0 when all agree, 1 when not\n"
    "  rehearse [--since DATE] [--json]   the mapping over past orders (default: 90 days), and what could be mapped; writes nothing\n"
    "      JSON: {\"orders\",\"covered\",\"terms\":[{\"term\",\"name\",\"rate\",\"orders\":[number]}],\n"
    "             \"proposals\":[{\"term\",\"rate\",\"match\",\"confidence\"}]}; exit 0 when every order is covered\n"
    "  answer ORDER leave|recreate|retry|hold|let-go [--code CODE]\n"
    "      answers the problems of an order that take it: leave it as it is, have it in the target again, try again;\n"
    "      or holds the order back, so that nothing is written for it until it is let go\n"
    "  answer ORDER drop-point [ID] [--json]   chooses where it is collected; without ID what there is to choose\n"
    "      JSON: [{\"id\",\"name\",\"street\",\"zip\",\"city\",\"country\"}]\n"
    "  support-bundle FILE       what somebody who helps needs, without names, addresses or keys\n"
    "      JSON: {\"versions\",\"settings\",\"documents\",\"orders\",\"journal\",\"cursors\",\"capabilities\",\"answers\",\"mapping\",\n"
    "             \"problems\",\"steps\",\"activity\"}\n"
    "  restore [NAME]            puts a back-up of the database in its place, the newest without NAME; what was there is kept\n"
    "  --profile NAME on all: its own data folder, settings and keyring entries\n"
    "\n"
    "Without a keyring, RACKSHIP_KEYRING=file keeps the keys in an encrypted file; its password is read from the file\n"
    "descriptor that RACKSHIP_KEYRING_FD names. Instants are ISO 8601 in UTC; decimals are JSON numbers.\n";

gboolean
rs_cli_wants (int argc, char **argv)
{
  int first = 1;

  while (first + 1 < argc && g_str_equal (argv[first], "--profile"))
    first += 2;
  if (first >= argc)
    return FALSE;
  /* A bare word is a command, or one that somebody mistyped. */
  return argv[first][0] != '-' || g_str_equal (argv[first], "--help") || g_str_equal (argv[first], "-h");
}

void
rs_cli_print_json (RsJsonWriter *writer)
{
  g_autofree char *text = rs_json_writer_dup_text (writer);

  g_print ("%s\n", text);
}

/* The keyring's password from a file descriptor that an administrator opened, or from the terminal. */
static char *
read_password (void)
{
  const char *number = g_getenv ("RACKSHIP_KEYRING_FD");
  char buffer[512];
  gsize length = 0;
  gssize got;
  int fd = number != NULL ? (int) g_ascii_strtoll (number, NULL, 10) : -1;

  if (fd < 0)
    return isatty (STDIN_FILENO) ? g_strdup (getpass ("Password of the keyring file: ")) : NULL;
  while (length < sizeof buffer - 1 && (got = read (fd, buffer + length, sizeof buffer - 1 - length)) > 0)
    length += (gsize) got;
  buffer[length] = '\0';
  return g_strchomp (g_strdup (buffer));
}

static RsSecrets *
open_secrets (GError **error)
{
  g_autofree char *folder = NULL;
  g_autofree char *password = NULL;

  if (g_strcmp0 (g_getenv ("RACKSHIP_KEYRING"), "file") != 0)
    return rs_keyring_new ();
  folder = g_build_filename (g_get_user_data_dir (), "rackship", NULL);
  password = read_password ();
  return rs_file_keyring_new (folder, password, error);
}

/* A damaged database is no dead end where there is a back-up. */
static void
offer_backup (RsCli *self, GError **error)
{
  RsInstant made_at = rs_workspace_find_backup (self->profile, *error);
  g_autofree char *moment = rs_instant_to_string (made_at);
  g_autofree char *text = NULL;

  if (made_at == RS_INSTANT_NONE)
    return;
  text = g_strdup_printf (
    "%s. There is a back-up of %s: \"rackship restore\" puts it in its place and keeps the "
    "damaged file. Nothing is sent twice afterwards: what has crossed since is found again",
    (*error)->message, moment);
  g_free ((*error)->message);
  (*error)->message = g_steal_pointer (&text);
}

RsWorkspace *
rs_cli_open (RsCli *self, GError **error)
{
  g_autoptr (RsSecrets) secrets = open_secrets (error);
  g_autoptr (GError) failure = NULL;
  RsWorkspace *workspace = secrets != NULL ? rs_workspace_open (self->profile, secrets, &failure) : NULL;

  if (failure == NULL)
    return workspace;
  offer_backup (self, &failure);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

RsEngine *
rs_cli_load (RsCli *self, RsWorkspace **workspace, GError **error)
{
  *workspace = rs_cli_open (self, error);
  return *workspace != NULL ? dex_await_object (rs_workspace_load_engine (*workspace), error) : NULL;
}

static void
cli_free (gpointer data)
{
  RsCli *self = data;
  char **texts[] = {
    &self->profile,        &self->search,   &self->url,        &self->account,        &self->direction,
    &self->trigger,        &self->channel,  &self->start,      &self->freight,        &self->unmapped,
    &self->tracking_field, &self->label,    &self->code,       &self->customer_group, &self->payment_term,
    &self->layout,         &self->vat_zone, &self->item_group, &self->item_unit,      &self->default_term
  };
  GStrv *lists[] = { &self->arguments, &self->maps,    &self->new_terms, &self->backs,
                     &self->answers,   &self->choices, &self->lines,     &self->switches };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    g_strfreev (*lists[i]);
  g_free (self);
}

static gboolean
parse (RsCli *self, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, NULL, NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->as_json, NULL, NULL },
    { "search", 0, 0, G_OPTION_ARG_STRING, &self->search, NULL, NULL },
    { "url", 0, 0, G_OPTION_ARG_STRING, &self->url, NULL, NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->account, NULL, NULL },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &self->direction, NULL, NULL },
    { "trigger", 0, 0, G_OPTION_ARG_STRING, &self->trigger, NULL, NULL },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &self->channel, NULL, NULL },
    { "start", 0, 0, G_OPTION_ARG_STRING, &self->start, NULL, NULL },
    { "freight", 0, 0, G_OPTION_ARG_STRING, &self->freight, NULL, NULL },
    { "unmapped", 0, 0, G_OPTION_ARG_STRING, &self->unmapped, NULL, NULL },
    { "tracking-field", 0, 0, G_OPTION_ARG_STRING, &self->tracking_field, NULL, NULL },
    { "create-term", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->new_terms, NULL, NULL },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->maps, NULL, NULL },
    { "since", 0, 0, G_OPTION_ARG_STRING, &self->since, NULL, NULL },
    { "code", 0, 0, G_OPTION_ARG_STRING, &self->code, NULL, NULL },
    { "choose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->choices, NULL, NULL },
    { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->answers, NULL, NULL },
    { "automap", 0, 0, G_OPTION_ARG_NONE, &self->automap, NULL, NULL },
    { "map-back", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->backs, NULL, NULL },
    { "booked", 0, 0, G_OPTION_ARG_NONE, &self->booked, NULL, NULL },
    { "customer-group", 0, 0, G_OPTION_ARG_STRING, &self->customer_group, NULL, NULL },
    { "payment-term", 0, 0, G_OPTION_ARG_STRING, &self->payment_term, NULL, NULL },
    { "layout", 0, 0, G_OPTION_ARG_STRING, &self->layout, NULL, NULL },
    { "vat-zone", 0, 0, G_OPTION_ARG_STRING, &self->vat_zone, NULL, NULL },
    { "item-group", 0, 0, G_OPTION_ARG_STRING, &self->item_group, NULL, NULL },
    { "item-unit", 0, 0, G_OPTION_ARG_STRING, &self->item_unit, NULL, NULL },
    { "default-term", 0, 0, G_OPTION_ARG_STRING, &self->default_term, NULL, NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &self->drafts, NULL, NULL },
    { "once", 0, 0, G_OPTION_ARG_NONE, &self->once, NULL, NULL },
    { "sweep", 0, 0, G_OPTION_ARG_NONE, &self->sweep, NULL, NULL },
    { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->lines, NULL, NULL },
    { "book", 0, 0, G_OPTION_ARG_NONE, &self->book, NULL, NULL },
    { "label", 0, 0, G_OPTION_ARG_FILENAME, &self->label, NULL, NULL },
    { "rackbeat-port", 0, 0, G_OPTION_ARG_INT, &self->rackbeat_port, NULL, NULL },
    { "webshipper-port", 0, 0, G_OPTION_ARG_INT, &self->webshipper_port, NULL, NULL },
    { "control-port", 0, 0, G_OPTION_ARG_INT, &self->control_port, NULL, NULL },
    { "orders", 0, 0, G_OPTION_ARG_INT, &self->orders, NULL, NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->seed, NULL, NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->switches, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->arguments, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("COMMAND");

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, &argc, &argv, error);
}

typedef struct
{
  RsCli *cli; /* (owned) */
  RsCliRun run;
  GMainLoop *loop; /* (unowned) */
  int status;
} Running;

static DexFuture *
run_fiber (gpointer data)
{
  Running *self = data;
  g_autoptr (GError) error = NULL;

  self->status = self->run (self->cli, &error);
  if (error != NULL)
    {
      g_autofree char *words = rs_redact (error->message);

      g_printerr ("rackship: %s\n", words);
      if (g_str_has_prefix (error->message, RS_SECRETS_NO_KEYRING))
        g_printerr ("On a server set RACKSHIP_KEYRING=file; \"rackship --help\" tells more\n");
    }
  g_main_loop_quit (self->loop);
  return dex_future_new_true ();
}

int
rs_cli_main (int argc, char **argv)
{
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (GError) error = NULL;
  RsCli *cli;
  Running running = { NULL, NULL, NULL, RS_CLI_FAILED };

  rs_start ();
  setlocale (LC_ALL, "");
  if (argc < 2 || g_strv_contains ((const char *const *) argv, "--help")
      || g_strv_contains ((const char *const *) argv, "-h"))
    {
      g_print (
        "Usage: rackship [COMMAND] [OPTIONS]\nWithout a command the window opens; --practice opens it on practice data.\n\n%s",
        help);
      return RS_CLI_WELL;
    }
  cli = g_new0 (RsCli, 1);
  cli->orders = 80;
  if (!parse (cli, argc, argv, &error) || cli->arguments == NULL)
    {
      g_printerr ("rackship: %s\nTry rackship --help\n",
                  error != NULL ? error->message : "No command is given");
      cli_free (cli);
      return RS_CLI_FAILED;
    }
  if (cli->profile == NULL)
    cli->profile = g_strdup (RS_PROFILE_DEFAULT);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, cli->arguments[0]))
      running.run = commands[i].run;
  if (running.run == NULL)
    {
      g_printerr ("rackship: There is no command \"%s\". Try rackship --help\n", cli->arguments[0]);
      cli_free (cli);
      return RS_CLI_FAILED;
    }
  loop = g_main_loop_new (NULL, FALSE);
  running.cli = cli;
  running.loop = loop;
  dex_future_disown (dex_scheduler_spawn (NULL, 0, run_fiber, &running, NULL));
  g_main_loop_run (loop);
  cli_free (cli);
  return running.status;
}
