/* SPDX-License-Identifier: MIT
 *
 * Inside delivery: the table of states, which is asked by many and written by one.
 */
#pragma once
#include <cutline/delivery.h>

/* clang-format off */
enum {
	DELIVERY_PRESENT = 1, DELIVERY_KILLED = 2, DELIVERY_HELD = 4, DELIVERY_SENSITIVE = 8,
	DELIVERY_EXAMINED = 16, DELIVERY_RELEASED = 32, DELIVERY_EMBARGOED = 64, DELIVERY_TAKEN_DOWN = 128,
	DELIVERY_DATED = 256, DELIVERY_GONE = 512, DELIVERY_ON_HOLD = 1024
};
/* clang-format on */

/* Open addressing over pairs of words: the first is the high part of the id; the second the low part
 * (20 bits), the low 28 bits of the photo's rev and 16 flags. A slot is filled once and then only its
 * second word changes, so readers need no lock. A table that gets full is replaced; the old one is kept
 * for who still reads it (together they are smaller than the new one). */
typedef struct DeliveryTable DeliveryTable;
DeliveryTable *delivery_table_new(void);
void delivery_table_free(DeliveryTable *table);
/* 0 if absent. */
guint delivery_table_get(DeliveryTable *table, const guint64 key[2], guint32 *rev);
/* One writer at a time. */
void delivery_table_put(DeliveryTable *table, const guint64 key[2], guint flags, guint32 rev);
guint delivery_table_count(DeliveryTable *table);
