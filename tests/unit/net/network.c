/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The RackShip developers */

#include "network.h"

/* Finds no name. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;
  int failure;
  guint n_lookups;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_async (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  TestResolver *self = TEST_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  self->n_lookups++;
  g_task_return_new_error (task, G_RESOLVER_ERROR, self->failure, "%s is not known here", name);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

/* Leads everything by one proxy. */
#define TEST_TYPE_PROXY (test_proxy_get_type ())
G_DECLARE_FINAL_TYPE (TestProxy, test_proxy, TEST, PROXY, GObject)

struct _TestProxy
{
  GObject parent_instance;
  char *url; /* (owned) (nullable) */
};

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  const char *url = TEST_PROXY (resolver)->url;

  return g_strdupv ((char *[]) { (char *) (url != NULL ? url : "direct://"), NULL });
}

static void
proxy_lookup_async (GProxyResolver *resolver, const char *uri, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_pointer (task, lookup (resolver, uri, cancellable, NULL), (GDestroyNotify) g_strfreev);
}

static char **
proxy_lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
proxy_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = proxy_lookup_async;
  iface->lookup_finish = proxy_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxy, test_proxy, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, proxy_iface_init))

static void
test_proxy_finalize (GObject *object)
{
  g_free (TEST_PROXY (object)->url);
  G_OBJECT_CLASS (test_proxy_parent_class)->finalize (object);
}

static void
test_proxy_class_init (TestProxyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_proxy_finalize;
}

static void
test_proxy_init (TestProxy *self)
{
}

void
network_init (void)
{
  GIOExtensionPoint *point = g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);

  g_io_extension_point_set_required_type (point, G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXY, "test", 1);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_assert_true (TEST_IS_PROXY (g_proxy_resolver_get_default ()));
}

void
network_fail_names (int failure)
{
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  resolver->failure = failure;
  g_resolver_set_default (G_RESOLVER (resolver));
}

guint
network_n_lookups (void)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  return TEST_RESOLVER (resolver)->n_lookups;
}

void
network_set_proxy (const char *url)
{
  TestProxy *proxy = TEST_PROXY (g_proxy_resolver_get_default ());

  g_free (proxy->url);
  proxy->url = g_strdup (url);
}
