/* SPDX-License-Identifier: MIT
 *
 * What the handlers of decoder-misbehave are made of.
 */
#pragma once
#include <glib.h>

/* a{si}: for each thing that a decoder must not be able to do, the errno with which it was
 * refused; 0 = it was done. `parent` is the process that started the decoder. */
GVariant *misbehave_breaches(gint64 parent);

/* Bad manners on the socket itself: garbage, half a message, two, one with a descriptor …
 * FALSE if there is none of this name. */
gboolean misbehave_on_the_wire(const char *name);
